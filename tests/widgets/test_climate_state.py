"""The page on the learning climate without a browser: who gets which part, what it keeps, and what it escapes."""

import random
from datetime import date

import pytest
from kennisbank_widgets.climate import markup
from kennisbank_widgets.climate.pulse import PulseState
from kennisbank_widgets.climate.state import ClimateState
from kennisbank_widgets.climate.view import ClimatePage

from kennisbank import Action
from tests.climate.waves.house import build

LEADER, MEMBER, OTHER = "noord1_0", "noord1_1", "zuid1_1"
BAD = '<b onclick="x">&'


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    """A house with a wave that is closed; tests only add to it."""
    made = build(
        f"sqlite:///{tmp_path_factory.mktemp('climate') / 'bank.db'}",
        {"noord": (12, 11, 4), "zuid": (15, 5, 5)},
    )
    with made.bank() as bank:
        bank.save(bank.get(made.teams["noord1"]).but(title=f"Noord1 {BAD}"))
    made.wave = made.open(f"Voorjaar {BAD}").id
    made.answer(made.wave, random.Random(7))
    made.close(made.wave)
    return made


@pytest.fixture
def opened(held):
    """`opened(account, **address)` gives the page as somebody sees it."""
    banks = []

    def go(account, **address):
        banks.append(held.bank(account))
        page = ClimatePage(PulseState(banks[-1]), ClimateState(banks[-1]))
        page.asked.visit()
        page.state.visit(address)
        return page

    yield go
    for bank in banks:
        bank.close()


def html_of(page):
    parts = (page.pulse, page.results, page.whole, page.actions, page.questions, page.statistics)
    return "".join(part.html for part in parts)


def test_a_member_reads_their_own_part_beside_the_whole(opened):
    page = opened(MEMBER)

    assert "Noord1" in page.results.html and "organisatie" in page.results.html
    assert "kb-climate-table" in page.results.html
    assert not page.state.leads
    assert 'data-do="choose"' not in page.actions.html


@pytest.mark.parametrize("account", [LEADER, MEMBER])
def test_another_teams_address_gives_ones_own_figures_and_says_so(opened, held, account):
    page = opened(account, team=held.teams["zuid1"])

    assert "van een ander team" in page.results.html
    assert held.teams["noord1"] == page.state.results.team
    assert "Zuid1" not in html_of(page)


def test_a_message_for_another_team_gives_nothing_of_it(opened, held):
    page = opened(LEADER)
    page.results.do({"do": "team", "value": held.teams["zuid1"]})
    page.actions.do({"do": "choose", "values": {"dimension": "reflection", "title": "Van hen"}})

    assert "Zuid1" not in html_of(page)
    assert {held.teams["noord1"]} == {action.team for action in page.state.actions}


def test_a_message_of_a_member_chooses_no_action_and_works_nothing_out(opened):
    page = opened(MEMBER)
    before = page.state.actions
    page.actions.do({"do": "choose", "values": {"dimension": "reflection", "title": "Zomaar"}})
    page.statistics.do({"do": "study"})

    assert before == page.state.actions
    assert "kb-message" in page.actions.html
    assert None is page.state.statistics
    assert "" == page.statistics.html


def test_who_is_not_in_a_team_reads_the_whole_only(opened, held):
    with held.bank() as bank:
        bank.enrol("lezer", "reader")
    page = opened("lezer")

    assert "kb-climate-table" in page.whole.html
    assert "" == page.actions.html == page.questions.html
    assert None is page.state.results.own


def test_an_action_is_kept_brought_on_and_stands_beside_the_figures(opened):
    page = opened(LEADER)
    for action in page.state.actions:
        page.actions.do({"do": "bring", "value": f"{action.id} cancelled"})
    page.actions.do(
        {"do": "choose", "values": {
            "dimension": "reflection", "title": f"Terugkijken {BAD}", "due": "2026-06-01", "follow_up": "2026-07-01"
        }}
    )  # fmt: skip
    (made,) = [action for action in page.state.actions if action.status == "open"]
    page.actions.do({"do": "bring", "value": f"{made.id} running"})
    seen = opened(MEMBER)

    assert ("reflection", date(2026, 6, 1), date(2026, 7, 1)) == (made.dimension, made.due, made.follow_up)
    assert "Terugkijken &lt;b" in seen.actions.html and "Terugkijken &lt;b" in seen.results.html
    assert "loopt" in seen.actions.html


def test_days_in_the_wrong_order_are_told_and_nothing_is_kept(opened):
    page = opened(LEADER)
    before = page.state.actions
    page.actions.do(
        {"do": "choose", "values": {
            "dimension": "reflection", "title": "Om", "due": "2026-06-01", "follow_up": "2026-05-01"
        }}
    )  # fmt: skip

    assert before == page.state.actions
    assert "Kies een latere dag" in page.actions.html


@pytest.mark.parametrize("value", ["", "x", "x y", "../ running", " running"])
def test_what_a_browser_makes_up_brings_nothing_on(opened, value):
    page = opened(LEADER)
    before = page.state.actions
    page.actions.do({"do": "bring", "value": value})

    assert before == page.state.actions


def test_a_question_has_no_sender_and_the_leader_replies(opened):
    opened(MEMBER).questions.do({"do": "ask", "values": {"text": f"Waarom zo laag? {BAD}"}})
    page = opened(LEADER)
    (asked,) = page.state.questions
    page.questions.do({"do": "reply", "value": asked.key, "values": {"text": "We praten erover."}})
    seen = opened(MEMBER).questions.html

    assert "Waarom zo laag? &lt;b" in seen and "We praten erover." in seen
    assert MEMBER not in seen
    assert "Waarom" not in html_of(opened(OTHER))


def test_whatever_is_shown_is_escaped(opened):
    for account in (LEADER, MEMBER, "onderzoek", "beheerder"):
        page = opened(account)
        page.state.study()
        assert BAD not in html_of(page)
        assert "Voorjaar &lt;b" in html_of(page) or len(page.state.waves) < 2


def test_a_researcher_works_out_how_well_it_measures(opened):
    page = opened("onderzoek")
    page.statistics.do({"do": "study"})

    assert 7 == len(page.state.statistics.measured)
    assert page.statistics.html.count("<tr>") >= 7


def test_the_picture_of_a_figure_says_the_same_in_words(opened):
    page = opened(MEMBER)
    told = page.state.results.own.scores["reflection"]
    shown = f"{told.mean:.1f}".replace(".", ",")

    assert shown in markup.results(page.state)
    assert page.results.html.count("<svg") == page.results.html.count(
        'aria-hidden="true"'
    ) + page.results.html.count('role="img"')


def test_actions_of_the_climate_are_like_any_other(held):
    with held.bank(MEMBER) as bank:
        found = [one for one in bank.records("action") if isinstance(one, Action) and one.dimension]

    assert {held.teams["noord1"]} == {one.team for one in found}
