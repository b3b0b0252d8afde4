"""A hand-over: agreed on before it runs, stopped only with a reason, and in the hands of those two."""

import pytest

from kennisbank.domain.kinds.handover import Handover
from kennisbank.domain.lifecycle import GOING_ON, HANDOVER_STATUSES, step, steps_from
from kennisbank.domain.policy import Actor, may, may_move


def handover(**more) -> Handover:
    return Handover(title="Overdracht", **more).model_copy(
        update={"giver": "p", "receiver": "q", "team": "a"}
    )


def test_it_goes_from_proposed_to_done_in_three_steps():
    way = ["proposed"]
    while ahead := [item.end for item in steps_from(way[-1], kind="handover") if item.end != "stopped"]:
        way.append(ahead[0])

    assert ["proposed", "agreed", "running", "done"] == way


@pytest.mark.parametrize("status", sorted(GOING_ON))
def test_it_is_stopped_from_anywhere_with_a_reason(status):
    assert step(status, "stopped", kind="handover").reason


def test_what_is_done_stays_done():
    assert () == steps_from("done", kind="handover")


def test_it_cannot_be_done_before_it_ran():
    assert None is step("proposed", "done", kind="handover")


def test_no_status_is_out_of_reach():
    reached = {item.end for status in HANDOVER_STATUSES for item in steps_from(status, kind="handover")}

    assert set(HANDOVER_STATUSES) == reached


@pytest.mark.parametrize("person, allowed", [("p", True), ("q", True), ("r", False)])
def test_giver_and_receiver_bring_it_on_also_from_another_team(person, allowed):
    actor = Actor(name="iemand", role="member", person=person, teams=frozenset({"b"}))
    open_one = handover(visibility="organisation")

    assert allowed == may(actor, "edit", open_one)
    assert allowed == may_move(actor, open_one, "agreed")


def test_nobody_skips_a_step():
    assert not may_move(Actor(name="bea", role="administrator"), handover(), "done")


def test_another_team_does_not_see_it_unless_it_is_opened_up():
    assert not may(Actor(name="kees", role="member", teams=frozenset({"b"})), "read", handover())


@pytest.mark.parametrize(
    "role, person, allowed",
    [("team_leader", "r", False), ("editor", "r", False), ("member", "q", True), ("administrator", "", True)],
)
@pytest.mark.parametrize("start, end", [("proposed", "agreed"), ("running", "done")])
def test_giver_or_receiver_agrees_and_ends_it_or_the_administrator(role, person, allowed, start, end):
    actor = Actor(name="iemand", role=role, person=person, teams=frozenset({"a"}), leads=frozenset({"a"}))

    assert allowed == may_move(actor, handover().model_copy(update={"status": start}), end)
