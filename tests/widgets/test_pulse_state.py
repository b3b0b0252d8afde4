"""Answering without a browser: page by page, by one's own word, and nothing is lost."""

import pytest
from kennisbank_widgets.climate.pulse import PulseState
from kennisbank_widgets.climate.state import ClimateState
from kennisbank_widgets.climate.view import ClimatePage

from tests.climate.waves.house import build

ANNA, BEN = "noord1_1", "noord1_2"


@pytest.fixture
def house(tmp_path):
    made = build(f"sqlite:///{tmp_path / 'bank.db'}", {"noord": (12, 11)})
    made.wave = made.open("Najaar").id
    return made


@pytest.fixture
def opened(house):
    """`opened(account)` gives the page of somebody, as on a device that knows no word."""
    banks = []

    def go(account=ANNA):
        banks.append(house.bank(account))
        page = ClimatePage(PulseState(banks[-1]), ClimateState(banks[-1]))
        page.asked.visit()
        return page

    yield go
    for bank in banks:
        bank.close()


def answer(page, value="4", *, do="keep"):
    """Answer all questions of the page that is shown, and go on."""
    items = page.asked.pulse.instrument.dimensions[page.asked.page].items
    page.pulse.do({"do": do, "values": {f"item:{item.id}": value for item in items}})


def test_who_begins_sees_one_dimension_at_a_time_and_sends_at_the_end(opened, house):
    page = opened()
    assert 'data-do="begin"' in page.pulse.html and "10" in page.pulse.html
    page.pulse.do({"do": "begin"})
    for number in range(7):
        assert number == page.asked.page
        assert len(page.asked.pulse.instrument.dimensions[number].items) == page.pulse.html.count("<fieldset")
        answer(page)
    page.pulse.do({"do": "send"})

    assert "sent" == page.asked.phase
    assert (25, 1) == page.asked.response[""]


def test_the_word_lies_in_the_browser_and_brings_the_answers_back(opened):
    page = opened()
    page.pulse.do({"do": "begin"})
    answer(page, "unknown")
    word = page.keepsake.held
    again = opened()
    again.keepsake.found = word

    assert ("asking", 1, page.asked.answers) == (again.asked.phase, again.asked.page, again.asked.answers)
    assert {"unknown"} == set(again.asked.answers.values())


def test_a_word_typed_with_spaces_and_capitals_is_the_same_word(opened):
    page = opened()
    page.pulse.do({"do": "begin"})
    answer(page)
    typed = " ".join([page.asked.word[:5].upper(), page.asked.word[5:]])
    again = opened()
    again.pulse.do({"do": "take_up", "values": {"word": typed}})

    assert page.asked.answers == again.asked.answers


def test_a_wrong_word_is_told_and_a_stale_one_in_the_browser_is_not(opened):
    page = opened()
    page.pulse.do({"do": "take_up", "values": {"word": "zomaar"}})
    assert "geen formulier" in page.pulse.html
    page.keepsake.found = "nietmeer"
    assert "open" == page.asked.phase
    assert "geen formulier" not in page.pulse.html


def test_the_word_of_one_does_not_open_in_the_browser_of_another(opened):
    assert opened(ANNA).keepsake.key != opened(BEN).keepsake.key


def test_going_back_keeps_what_was_answered(opened):
    page = opened()
    page.pulse.do({"do": "begin"})
    answer(page, "2")
    answer(page, "3", do="back")

    assert 0 == page.asked.page
    assert {2, 3} == set(page.asked.answers.values())


def test_an_answer_that_is_none_is_told_and_the_page_stays(opened):
    page = opened()
    page.pulse.do({"do": "begin"})
    answer(page, "9")

    assert 0 == page.asked.page
    assert {} == page.asked.answers
    assert "kb-message" in page.pulse.html


def test_leaving_takes_the_word_off_the_device(opened):
    page = opened()
    page.pulse.do({"do": "begin"})
    answer(page)
    word = page.asked.word
    page.pulse.do({"do": "leave"})

    assert ("", "open") == (page.keepsake.held, page.asked.phase)
    assert word not in page.pulse.html


def test_answers_that_were_sent_can_be_changed_and_count_once(opened, house):
    page = opened()
    page.pulse.do({"do": "begin"})
    answer(page, "1")
    for _ in range(6):
        answer(page)
    page.pulse.do({"do": "send"})
    page.pulse.do({"do": "change"})
    answer(page, "5")
    for _ in range(6):
        answer(page)
    page.pulse.do({"do": "send"})

    assert (25, 1) == page.asked.response[""]
    assert "done" == opened().asked.phase


def test_deeds_without_a_form_do_nothing(opened):
    page = opened()
    for deed in ("keep", "back", "send", "change", "leave"):
        page.pulse.do({"do": deed, "values": {"item:ps_doubt": "4"}})

    assert ("open", {}) == (page.asked.phase, page.asked.answers)


def test_who_is_not_asked_reads_that_nothing_is_asked(opened):
    page = opened("onderzoek")

    assert "none" == page.asked.phase
    assert "data-do" not in page.pulse.html
