"""Which hand-overs help most: as good as trying all of them, and honest about what it did not prove."""

from itertools import combinations

import pytest
from hypothesis import given, settings, strategies as st

from kennisbank import network as n
from kennisbank.errors import InvalidInput
from kennisbank.network.risk import choices
from tests.network.risk.drawn import cases, holdings


def _after(held, leave, plan):
    taken = [(topic, receiver) for topic, _, receiver in plan]
    return n.expected_loss(
        holdings([*zip(held["topic"], held["person"], strict=True), *taken]), leave
    ).expected


def _by_trying_all(held, leave, *, pairs, per_person, per_topic, allowed, stays):
    rows = set(zip(held["topic"], held["person"], strict=True))
    people = sorted(set(held["person"]))
    arcs = [
        (topic, giver, receiver)
        for topic, giver in sorted(rows)
        for receiver in people
        if (topic, receiver) not in rows
        and leave.get(receiver, 0) <= stays
        and (allowed is None or receiver in allowed.get(giver, ()))
    ]
    found = _after(held, leave, [])
    for size in range(1, pairs + 1):
        for plan in combinations(arcs, size):
            if _fits(plan, per_person=per_person, per_topic=per_topic):
                found = min(found, _after_quickly(held, leave, plan))
    return found


def _after_quickly(held, leave, plan):
    left = {}
    for topic, person in zip(held["topic"], held["person"], strict=True):
        left[topic] = left.get(topic, 1.0) * leave.get(person, 0.0)
    for topic, _, receiver in plan:
        left[topic] *= leave.get(receiver, 0.0)
    return sum(left.values())


def _fits(plan, *, per_person, per_topic):
    counted = {}
    for topic, giver, receiver in plan:
        for key, most in (
            (("t", topic), per_topic),
            (("g", giver), per_person),
            (("r", receiver), per_person),
        ):
            counted[key] = counted.get(key, 0) + 1
            if counted[key] > most:
                return False
    return len({(topic, receiver) for topic, _, receiver in plan}) == len(plan)


@st.composite
def questions(draw):
    held, leave = draw(cases(topics=3, people=4))
    near = draw(
        st.none()
        | st.dictionaries(st.sampled_from(sorted(leave)), st.frozensets(st.sampled_from(sorted(leave))))
    )
    limits = {
        "pairs": draw(st.integers(1, 3)), "per_person": draw(st.integers(1, 2)), "per_topic": draw(st.integers(1, 2)),
        "stays": draw(st.sampled_from([0.25, 0.5, 0.9])), "allowed": near,
    }  # fmt: skip
    return held, leave, limits


@settings(max_examples=60, deadline=None)
@given(questions())
def test_no_plan_is_better_and_the_plan_keeps_to_its_limits(question):
    held, leave, limits = question
    found = n.handovers(held, leave, **limits)
    plan = list(zip(found.pairs["topic"], found.pairs["giver"], found.pairs["receiver"], strict=True))
    rows = set(zip(held["topic"], held["person"], strict=True))

    assert pytest.approx(_by_trying_all(held, leave, **limits), abs=1e-6) == found.expected_after
    assert pytest.approx(found.expected_after, abs=1e-9) == _after(held, leave, plan)
    assert found.bound <= found.expected_after + 1e-9
    assert found.gap < 1e-5
    assert len(plan) <= limits["pairs"]
    assert _fits(plan, per_person=limits["per_person"], per_topic=limits["per_topic"])
    assert all((topic, giver) in rows and (topic, taker) not in rows for topic, giver, taker in plan)
    assert all(leave[taker] <= limits["stays"] for _, _, taker in plan)
    assert limits["allowed"] is None or all(taker in limits["allowed"][giver] for _, giver, taker in plan)
    assert (
        pytest.approx(found.expected_before - found.expected_after, abs=1e-9) == found.pairs["lowers"].sum()
    )


# ann holds a and b, ben holds c; dora is the safest receiver, but one hand-over per person is all there is.
ROWS = [("a", "ann"), ("b", "ann"), ("c", "ben"), ("z", "dora"), ("z", "eva")]
LEAVE = {"ann": 0.9, "ben": 0.8, "dora": 0.0, "eva": 0.5}


def test_a_plan_by_hand():
    found = n.handovers(holdings(ROWS), LEAVE, pairs=2, per_person=1)

    # The best is a or b to dora (.9) and c to eva (.8 × .5 = .4).
    assert [("a", "ann", "dora"), ("c", "ben", "eva")] == list(
        found.pairs[["topic", "giver", "receiver"]].itertuples(index=False, name=None)
    )
    assert [pytest.approx(0.9), pytest.approx(0.4)] == found.pairs["lowers"].to_list()
    assert (pytest.approx(2.6), pytest.approx(1.3), 0.0) == (
        found.expected_before,
        found.expected_after,
        found.gap,
    )


def test_the_quick_plan_is_not_always_the_best_and_the_programme_finds_the_better_one():
    # Only dora may take over a; dora or eva c. Quick: c (q .95) to dora, then a has nobody left. Better: c to eva, a to dora.
    held = holdings([("a", "ann"), ("c", "ben"), ("y", "dora"), ("y", "eva")])
    leave = {"ann": 0.9, "ben": 0.95, "dora": 0.1, "eva": 0.2}
    found = n.handovers(held, leave, pairs=2, per_person=1, allowed={"ann": {"dora"}, "ben": {"dora", "eva"}})

    assert "integer programme" == found.method["way"]
    assert {("a", "dora"), ("c", "eva")} == set(
        zip(found.pairs["topic"], found.pairs["receiver"], strict=True)
    )
    assert pytest.approx(0.09 + 0.19 + 0.02) == found.expected_after


def test_what_is_left_out_of_a_large_programme_is_allowed_for_in_the_bound(monkeypatch):
    monkeypatch.setattr(choices, "_MOST", 0)
    held = holdings([("a", "ann"), ("c", "ben"), ("y", "dora"), ("y", "eva")])
    leave = {"ann": 0.9, "ben": 0.95, "dora": 0.1, "eva": 0.2}
    near = {"ann": {"dora"}, "ben": {"dora", "eva"}}
    found = n.handovers(held, leave, pairs=2, per_person=1, allowed=near)

    assert found.bound <= _by_trying_all(
        held, leave, pairs=2, per_person=1, per_topic=2, allowed=near, stays=0.5
    )
    assert found.gap > 0


def test_of_people_equally_likely_to_leave_who_knows_something_of_it_takes_over():
    held = holdings([("a", "ann"), ("b", "ben"), ("b", "cas"), ("b", "dora")])
    held["score"] = 3.0
    held.loc[len(held)] = ["a", "cas", False, 0.5]
    found = n.handovers(held, {"ann": 0.9}, pairs=1)

    assert [("cas", 0.5)] == list(zip(found.pairs["receiver"], found.pairs["receiver_score"], strict=True))


def test_somebody_who_holds_nothing_yet_may_take_over():
    found = n.handovers(holdings([("a", "ann")]), {"ann": 1.0}, people=["new"])

    assert (["new"], 0.0) == (found.pairs["receiver"].to_list(), found.expected_after)


def test_without_risk_or_receivers_nothing_is_proposed():
    safe = n.handovers(holdings(ROWS), {})
    alone = n.handovers(holdings([("a", "ann")]), {"ann": 0.9})
    none = n.handovers(holdings([]), {})

    assert [0, 0, 0] == [len(plan.pairs) for plan in (safe, alone, none)]
    assert [(0.0, 0.0), (0.9, 0.0), (0.0, 0.0)] == [
        (plan.expected_after, plan.gap) for plan in (safe, alone, none)
    ]


@pytest.mark.parametrize("limits", [{"pairs": 0}, {"per_person": 0}])
def test_when_nothing_may_be_handed_over_the_plan_is_empty(limits):
    plan = n.handovers(holdings(ROWS), LEAVE, **limits)

    assert (0, 0.0) == (len(plan.pairs), plan.gap)
    assert plan.expected_before == plan.expected_after == pytest.approx(plan.bound)


def test_limits_that_cannot_be_are_refused():
    with pytest.raises(InvalidInput, match="per_topic=3 cannot be used"):
        n.handovers(holdings(ROWS), LEAVE, per_topic=3)
