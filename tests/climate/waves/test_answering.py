"""Answering: found by one's own word only, kept part by part, counted once, until the wave closes."""

import pytest

from kennisbank.errors import InvalidInput, NotAllowed, NotFound

ANNA, ELSE = "noord1_1", "noord1_2"


@pytest.fixture
def wave(house):
    return house.open().id


def test_a_form_is_found_again_by_its_word_and_by_no_other(house, wave):
    with house.bank(ANNA) as bank:
        word = bank.begin_form(wave)
        bank.keep_answers(wave, word, {"ps_doubt": 4, "ps_help": "unknown"})

        assert {"ps_doubt": 4, "ps_help": "unknown"} == bank.my_form(wave, word.upper()[:5] + " " + word[5:])
        assert None is bank.my_form(wave, "x" * 20)


def test_an_answer_can_be_taken_back(house, wave):
    with house.bank(ANNA) as bank:
        word = bank.begin_form(wave)
        bank.keep_answers(wave, word, {"ps_doubt": 4})
        bank.keep_answers(wave, word, {"ps_doubt": None, "ps_help": "5"})

        assert {"ps_help": 5} == bank.my_form(wave, word)


@pytest.mark.parametrize(
    "answers",
    [
        {"nothing": 3},
        {"ps_doubt": 6},
        {"ps_doubt": 0},
        {"ps_doubt": "3.5"},
        {"ps_doubt": True},
        {"ps_doubt": "x" * 99},
    ],
)
def test_answers_that_do_not_fit_are_refused_and_none_is_kept(house, wave, answers):
    with house.bank(ANNA) as bank:
        word = bank.begin_form(wave)
        with pytest.raises(InvalidInput):
            bank.keep_answers(wave, word, {"ps_help": 5, **answers})

        assert {} == bank.my_form(wave, word)


def test_what_is_sent_counts_once_and_can_still_be_changed(house, wave):
    with house.bank(ANNA) as bank:
        word = bank.begin_form(wave)
        bank.keep_answers(wave, word, {"ps_doubt": 4})
        bank.send_form(wave, word)
        bank.keep_answers(wave, word, {"ps_doubt": 2})
        bank.send_form(wave, word)

        assert 1 == bank.response(wave)[""][1]
        assert {"ps_doubt": 2} == bank.my_form(wave, word)
        assert bank.my_pulse().answered


def test_nobody_counts_twice_by_a_second_form(house, wave):
    with house.bank(ANNA) as bank:
        first, second = bank.begin_form(wave), bank.begin_form(wave)
        for word in (first, second):
            bank.keep_answers(wave, word, {"ps_doubt": 4})
        bank.send_form(wave, first)

        with pytest.raises(InvalidInput, match="already"):
            bank.send_form(wave, second)
        with pytest.raises(InvalidInput, match="already"):
            bank.begin_form(wave)


def test_an_empty_form_cannot_be_sent(house, wave):
    with house.bank(ANNA) as bank:
        word = bank.begin_form(wave)
        with pytest.raises(InvalidInput, match="no answer"):
            bank.send_form(wave, word)


def test_who_is_not_invited_cannot_answer(house, wave):
    with house.bank("onderzoek") as bank:
        assert None is bank.my_pulse()
        with pytest.raises(NotAllowed):
            bank.begin_form(wave)


def test_after_the_last_day_nobody_can_answer(house, wave):
    with house.bank(ANNA) as bank:
        word = bank.begin_form(wave)
        house.clock.pass_days(15)
        for deed in (
            lambda: bank.keep_answers(wave, word, {"ps_doubt": 4}),
            lambda: bank.send_form(wave, word),
        ):
            with pytest.raises(InvalidInput, match="can be answered"):
                deed()


def test_an_unknown_wave_is_not_found(house):
    with house.bank(ANNA) as bank, pytest.raises(NotFound):
        bank.begin_form("01jn7q4m3v5k8w2x9y6z1a2b3c")


def test_the_rules_lock_with_the_first_form(house, wave):
    from kennisbank.climate import Rules

    with house.bank() as bank:
        assert 12 == bank.change_rules(wave, Rules(invited=12)).rules["invited"]
    with house.bank(ANNA) as bank:
        bank.begin_form(wave)
    with house.bank() as bank, pytest.raises(InvalidInput, match="trusting these rules"):
        bank.change_rules(wave, Rules(invited=8))


def test_a_team_sees_how_many_answered_only_when_it_is_large_enough(house, wave):
    with house.bank(ANNA) as bank:
        word = bank.begin_form(wave)
        bank.keep_answers(wave, word, {"ps_doubt": 4})
        bank.send_form(wave, word)
        assert {"": (55, 1), house.teams["noord1"]: (12, 1)} == bank.response(wave)
    with house.bank("noord3_1") as bank:
        assert {"": (55, 1)} == bank.response(wave)


def test_one_wave_at_a_time_and_by_administrators_only(house, wave):
    with pytest.raises(InvalidInput, match="still open"):
        house.open("Zomer")
    with house.bank(ANNA) as bank, pytest.raises(NotAllowed):
        bank.close_wave(wave, early=True)


def test_a_wave_needs_a_title_days_in_order_and_people(house):
    for more in ({"title": " "}, {"days": -1}):
        with pytest.raises(InvalidInput):
            house.open(**more)


def test_an_account_that_is_removed_leaves_no_name_in_the_wave(house, wave):
    with house.bank(ANNA) as bank:
        word = bank.begin_form(wave)
        bank.keep_answers(wave, word, {"ps_doubt": 4})
        bank.send_form(wave, word)
    with house.bank() as bank:
        bank.remove(ANNA)
        assert (55, 1) == bank.response(wave)[""]
        from kennisbank.store import waves

        with bank.store.reading() as connection:
            assert ANNA not in {one.account for one in waves.invited(connection, wave)}
