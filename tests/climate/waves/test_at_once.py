"""Two at once, or half-way: nobody counts twice, nothing is lost, and a closing that fails changes nothing."""

import random
from concurrent.futures import ThreadPoolExecutor

import pytest

from kennisbank.errors import KennisbankError
from kennisbank.store import accounts, forms, waves
from tests.climate.waves.house import BOSS

ANNA, BEN = "noord1_1", "noord1_2"


@pytest.fixture
def wave(house):
    return house.open().id


def kept(house, wave):
    with house.bank() as bank, bank.store.reading() as connection:
        found = forms.of_wave(connection, wave)
        asked = waves.invited(connection, wave)
        return [(form.sent, sorted(form.answers.items())) for form in found], asked


def together(*deeds):
    """Do all at once; return what each gave, or the fault it met."""

    def tried(deed):
        try:
            return deed()
        except KennisbankError as error:
            return error

    with ThreadPoolExecutor(len(deeds)) as pool:
        return [future.result() for future in [pool.submit(tried, deed) for deed in deeds]]


def test_two_forms_of_one_person_sent_at_once_count_once(house, wave):
    words = []
    for value in (2, 4):
        with house.bank(ANNA) as bank:
            words.append(bank.begin_form(wave))
            bank.keep_answers(wave, words[-1], {"ps_doubt": value})

    def send(word):
        with house.bank(ANNA) as bank:
            bank.send_form(wave, word)

    found = together(*(lambda word=word: send(word) for word in words))

    assert 1 == sum(isinstance(one, KennisbankError) for one in found)
    assert [True] == [sent for sent, _ in kept(house, wave)[0] if sent]
    with house.bank() as bank:
        assert 1 == bank.response(wave)[""][1]


def test_people_who_answer_at_once_all_count(house, wave):
    people = [name for name in house.people if name.startswith("noord1")]

    def answer(account, value):
        with house.bank(account) as bank:
            word = bank.begin_form(wave)
            bank.keep_answers(wave, word, {"ps_doubt": value})
            bank.keep_answers(wave, word, {"ps_help": value})
            bank.send_form(wave, word)

    found = together(
        *(
            lambda account=account, place=place: answer(account, 1 + place % 5)
            for place, account in enumerate(people)
        )
    )

    assert {None} == set(found)
    with house.bank() as bank:
        assert len(people) == bank.response(wave)[""][1]
    assert all(dict(answers)["ps_doubt"] == dict(answers)["ps_help"] for _, answers in kept(house, wave)[0])


def test_a_closing_that_fails_half_way_leaves_everything_as_it_was(house, wave, monkeypatch):
    house.answer(wave, random.Random(7))
    before = kept(house, wave)

    def fail(*_):
        raise OSError("the disk is gone")

    monkeypatch.setattr(waves, "forget_invited", fail)
    with house.bank() as bank, pytest.raises(OSError, match="disk is gone"):
        bank.close_wave(wave, early=True)
    monkeypatch.undo()

    assert before == kept(house, wave)
    with house.bank() as bank:
        assert not bank.waves()[0].closed
        assert bank.close_wave(wave, early=True).closed


def test_an_answer_that_comes_while_the_wave_closes_counts_or_is_refused_and_is_never_half_there(house, wave):
    with house.bank(BEN) as bank:
        word = bank.begin_form(wave)
        bank.keep_answers(wave, word, {"ps_doubt": 4, "ps_help": 4, "ps_held": 2})

    def send():
        with house.bank(BEN) as bank:
            bank.send_form(wave, word)

    def close():
        with house.bank() as bank:
            return bank.close_wave(wave, early=True)

    sent, closed = together(send, close)

    assert closed.closed
    assert sent is None or isinstance(sent, KennisbankError)
    assert (1 if sent is None else 0) == closed.outcome["answered"]
    assert ([], ()) == kept(house, wave)


def test_who_is_in_two_teams_is_asked_once_about_the_one_they_do_not_lead(house):
    with house.bank(BOSS) as bank, bank.store.writing() as connection:
        teams = (house.teams["noord1"], house.teams["zuid1"])
        accounts.put(connection, "twee", "team_leader", person="", teams=teams, leads=(teams[1],))
    wave = house.open().id

    assert [teams[0]] == [one.team for one in kept(house, wave)[1] if one.account == "twee"]
