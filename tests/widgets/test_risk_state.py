"""The page on knowledge at risk without a browser: what it shows to whom, what starts a hand-over, and what it escapes."""

from dataclasses import replace
from datetime import date

import pytest
from kennisbank_widgets.risk import markup, transfers
from kennisbank_widgets.risk.state import RiskState
from kennisbank_widgets.risk.view import RiskPage, chosen

from kennisbank.actions.foreseeing import Proposals
from kennisbank.actions.weighing import AtRisk
from kennisbank.domain.policy import ROLES, Actor
from tests.widgets.risk_house import ANN, BEN, KERN, LOST, OTHER, RAND, RISK, TEAM, TOPICS, House, opened
from tests.widgets.shelves import TODAY, as_id


def test_a_leader_can_look_at_their_own_teams_only():
    assert {TEAM: "Vergunningen"} == opened().teams
    assert {TEAM, OTHER} == opened(actor=Actor(name="rik", role="researcher")).teams.keys()


@pytest.mark.parametrize("role", ["reader", "member", "editor"])
def test_who_may_not_weigh_asks_nothing_and_reads_why(role):
    state = opened(actor=Actor(name="x", role=role))

    assert [] == state.watch.asked
    assert "teamleiders" in markup.scope(state)
    assert "" == markup.topics(state) + markup.leavers(state) + markup.what_if(state) + transfers.proposals(
        state
    )


def test_another_team_in_the_address_is_left_out():
    state = RiskState(House())

    state.visit({"team": OTHER})

    assert ("", {}) == (state.team, state.address)


def test_a_bar_has_a_box_per_holder_and_the_words_say_the_same():
    state = opened()
    html = markup.topics(state)

    assert [1, 10] == [html_of.count("<rect") for html_of in map(markup.bar, TOPICS)]
    assert "+2</text>" in markup.bar(TOPICS[1])
    assert "Straks weet niemand dit.</span> Eén persoon weet dit.<br>" in html
    assert "12 mensen weten dit. Van dit team: 3." in html
    assert 1 == markup.bar(TOPICS[0]).count("kb-box-go") and 7 == markup.bar(TOPICS[1]).count("kb-box-out")


NOT_KNOWN = ((KERN, "Kern <b>"), (RAND, "Rand"))


def test_where_nothing_counts_any_more_the_page_says_not_known_and_never_that_there_is_no_risk():
    state = opened(
        actor=Actor(name="chef", role="administrator"),
        risk=AtRisk(at=TODAY, teams=(), topics=(), staff=RISK.staff, not_known=NOT_KNOWN),
        lost=replace(LOST, lost=(), missed=(), expected=0.0, interval=(0.0, 0.0), held=0, not_known=2),
        plan=Proposals(best=(), before=0.0, after=0.0, bound=0.0, gap=0.0, held=0),
    )
    state.weigh((ANN,))
    state.propose()
    topics, outcome, proposals = markup.topics(state), markup.what_if(state), transfers.proposals(state)

    assert ["Niet bekend: van" in part for part in (topics, outcome)] == [True, True]
    assert "Niet bekend: van 2 onderwerpen" in topics and "Kern &lt;b&gt;</a>, <a" in topics
    assert "Niet bekend: we weten niet wie" in proposals
    assert "voor elk onderwerp" not in outcome and "0 onderwerpen" not in outcome
    assert "We vinden geen overdracht" not in proposals


def test_of_a_team_what_is_not_known_stands_under_what_is():
    some = opened(risk=replace(RISK, not_known=NOT_KNOWN[:1]), lost=replace(LOST, lost=(), not_known=1))
    none = opened(risk=replace(RISK, topics=(), not_known=NOT_KNOWN[:1]))
    some.weigh((ANN,))

    assert "Niet bekend: van 1 onderwerp" in markup.topics(some)
    assert "We zien geen onderwerpen" in markup.topics(none) and "van 1 onderwerp" in markup.topics(none)
    assert "Voor elk onderwerp waarvan we weten wie het kent" in markup.what_if(some)
    assert "Van 1 onderwerp is niet bekend" in markup.what_if(some)
    assert "Niet bekend" not in markup.topics(opened())


def test_a_what_if_asks_for_whom_was_ticked_and_for_nobody_else():
    state = opened()

    state.weigh(chosen({f"person:{ANN}": "on", "person:" + as_id("zzz"): "on", "share": "25"}), "25")

    assert ("what_if", (ANN,), 0.0) == state.watch.asked[-1]
    html = markup.what_if(state)
    assert "1,2" in html and "tussen 1 en 2" in html
    assert f'name="person:{ANN}" checked' in html


@pytest.mark.parametrize("share, asked", [("25", 1), ("26", 0), ("", 0)])
def test_a_share_that_is_not_offered_is_not_worked_out(share, asked):
    state = opened()

    state.weigh((), share)

    assert asked == sum(item[0] == "what_if" for item in state.watch.asked)
    assert asked == (state.said == {})


def test_starting_twice_starts_one_and_says_that_it_is_started():
    state = opened()
    state.propose()
    before = transfers.proposals(state)
    for _ in range(2):
        state.start(KERN, ANN, BEN, steps="Samen", due=date(2026, 5, 1))

    assert 1 == len(state.running)
    assert 'data-do="start"' in before
    assert 'data-do="start"' not in transfers.proposals(state)
    assert "is voorgesteld" in state.said["running"]


def test_a_hand_over_is_brought_on_until_it_is_done_and_then_the_risk_is_looked_at_again():
    state = opened()
    state.start(KERN, ANN, BEN)
    looked = len([item for item in state.watch.asked if item[0] == "at_risk"])
    for status in ("agreed", "running", "done"):
        assert f'data-value="{as_id("h1")} {status}"' in transfers.running(state)
        state.bring_on(as_id("h1"), status)

    assert ((), 1) == (state.running, len(state.ended))
    assert looked + 1 == len([item for item in state.watch.asked if item[0] == "at_risk"])


def test_what_was_worked_out_before_a_hand_over_was_done_is_not_shown_after_it():
    state = opened()
    state.propose()
    state.weigh((), "25")
    state.start(KERN, ANN, BEN)
    for status in ("agreed", "running"):
        state.bring_on(as_id("h1"), status)
    before = state.proposals, state.outcome
    state.bring_on(as_id("h1"), "done")

    assert None not in before
    assert (None, None) == (state.proposals, state.outcome)


def test_stopping_without_a_reason_is_not_asked_of_the_bank():
    state = opened()
    state.start(KERN, ANN, BEN)

    state.bring_on(as_id("h1"), "stopped", reason="  ")

    assert [] == [item for item in state.watch.asked if item[0] == "move"]
    assert "waarom" in state.said["running"]


def test_what_the_bank_refuses_is_said_where_it_happened():
    state = opened()

    state.start(KERN, ANN, ANN)

    assert ["running"] == list(state.said)


def test_leaving_is_announced_of_staff_only():
    state = opened()
    state.announce(as_id("zzz"), TODAY)
    state.announce(ANN, TODAY)

    assert [("announce", ANN, TODAY)] == [item for item in state.watch.asked if item[0] == "announce"]


@pytest.mark.parametrize("typed", ["", "2026-02-31", "morgen"])
def test_a_day_that_is_none_takes_no_announcement_away(typed):
    page = RiskPage(opened())
    page.leavers.do({"do": "announce", "values": {"person": ANN, "day": typed}})

    assert [] == [item for item in page.state.watch.asked if item[0] == "announce"]
    assert "geldige dag" in page.leavers.html


def test_that_somebody_stays_after_all_is_a_button_of_its_own():
    page = RiskPage(opened())
    before = page.leavers.html
    page.leavers.do({"do": "withdraw", "value": ANN})
    page.leavers.do({"do": "withdraw", "value": as_id("zzz")})

    assert f'data-do="withdraw" data-value="{ANN}" aria-label="Blijft toch: Ann &lt;b&gt;"' in before
    assert [("announce", ANN, None)] == [item for item in page.state.watch.asked if item[0] == "announce"]


def test_who_may_not_arrange_has_no_button_to_withdraw_an_announcement():
    assert "withdraw" not in markup.leavers(opened(actor=Actor(name="rik", role="researcher")))


@pytest.mark.parametrize("role", ROLES)
def test_whatever_is_shown_is_escaped(role):
    state = opened(actor=Actor(name="bas", role=role, person=BEN, leads=frozenset({TEAM})))
    state.start(KERN, ANN, BEN, steps="<b>Samen</b>")
    state.weigh((ANN,))
    state.propose()
    page = RiskPage(state)
    html = "".join(
        part.html
        for part in (page.scope, page.topics, page.leavers, page.what_if, page.proposals, page.running)
    )

    assert not [tag for tag in ("<b>", "<i>") if tag in html]


@pytest.mark.parametrize("value", ["", "x", "a b c d", f"{KERN} {ANN}", "../.. stopped"])
def test_whatever_a_browser_sends_starts_or_moves_nothing_by_itself(value):
    page = RiskPage(opened())

    page.proposals.do({"do": "start", "value": value})
    page.running.do({"do": "nothing", "value": value})

    assert () == page.state.running
