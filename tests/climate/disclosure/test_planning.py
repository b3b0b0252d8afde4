"""Which figures a wave could have: small teams go together, and nothing is asked of a trait within a team."""

import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

from kennisbank import climate as c
from kennisbank.errors import InvalidInput
from tests.climate.disclosure.organisations import organisation

PARENTS = {"a": "top", "b": "top", "c": "top"}
TITLES = {"a": "Anjers", "b": "Bloemen", "c": "Citroenen", "top": "Alles"}


def cells(**people):
    """Return a cell of workers per team; a pair is asked and answered."""
    rows = [
        {"team": team, "place": "works", "invited": count[0], "answered": count[1]}
        for team, count in (
            (team, count if isinstance(count, tuple) else (count, count)) for team, count in people.items()
        )
    ]
    return pd.DataFrame(rows)


def planned(rules=None, **people):
    return c.plan(cells(**people), parents=PARENTS, titles=TITLES, rules=rules)


def test_two_small_teams_are_one_group_by_the_names_of_both():
    plan = planned(a=6, b=7, c=12)

    assert {frozenset("ab"), frozenset("c")} == set(plan.blocks.values())
    assert "Anjers + Bloemen" in [figure.title for figure in plan.figures if figure.kind == "group"]
    assert {"a": "few_invited", "b": "few_invited"} == dict(plan.reasons)


def test_one_small_team_joins_the_smallest_that_is_large_enough():
    assert {frozenset("ab"), frozenset("c")} == set(planned(a=3, b=11, c=12).blocks.values())


def test_who_is_of_the_unit_itself_is_named_as_its_staff():
    plan = planned(a=12, b=12, top=2)

    assert ["Alles (staf) + Anjers"] == [
        " + ".join(sorted(one.title.split(" + "))) for one in plan.figures if one.kind == "group"
    ]


@pytest.mark.parametrize(
    ("people", "reason"), [((9, 9), "few_invited"), ((20, 4), "few_answered"), ((20, 7), "response")]
)
def test_a_team_that_is_too_small_says_why(people, reason):
    assert reason == planned(a=people, b=30, c=30).reasons["a"]


def test_a_scale_that_few_could_answer_counts_as_few_answers():
    told = cells(a=20, b=20).assign(s1=[20, 4])

    plan = c.plan(told, parents=PARENTS, titles=TITLES, scales=["s1"])

    assert "few_answered" == plan.reasons["b"]


def test_an_organisation_that_is_too_small_has_no_blocks_and_a_reason_for_all():
    plan = planned(a=3, b=4)

    assert {} == dict(plan.blocks)
    assert {figure.id for figure in plan.figures} == set(plan.reasons)


def test_nobody_asked_gives_no_figures():
    assert () == c.plan(cells(a=5).iloc[:0], parents={}, titles={}).figures


def test_teams_in_a_circle_are_refused():
    with pytest.raises(InvalidInput, match="circle"):
        c.plan(cells(a=12), parents={"a": "b", "b": "a"}, titles={})


def test_a_cell_that_is_there_twice_is_refused():
    with pytest.raises(InvalidInput, match="twice"):
        c.plan(pd.concat([cells(a=5), cells(a=6)]), parents={}, titles={})


def test_a_missing_column_is_named():
    with pytest.raises(InvalidInput, match="answered"):
        c.plan(cells(a=5).drop(columns="answered"), parents={}, titles={})


@pytest.mark.parametrize(
    "rules", [{"invited": 4}, {"answered": 4}, {"response": 1.1}, {"invited": True}, {"answered": 7.5}]
)
def test_rules_below_the_floor_are_refused(rules):
    with pytest.raises(InvalidInput):
        c.Rules(**rules)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 100_000))
def test_blocks_are_a_partition_of_which_each_part_is_enough_and_is_admitted(seed):
    cells, parents, titles, scales = organisation(seed, departments=3, scales=2)
    plan = c.plan(cells, parents=parents, titles=titles, scales=scales)
    if not plan.blocks:
        assert plan.reasons["whole"]
        return
    asked = [figure for figure in plan.figures if figure.id not in plan.reasons]
    result = c.audit(asked, plan.atoms, plan.weights, plan.least)

    assert sorted(cells["team"].unique()) == sorted(team for teams in plan.blocks.values() for team in teams)
    assert set(plan.blocks) <= set(result.admitted)


def test_the_report_names_every_figure_and_why():
    plan = planned(a=3, b=11, c=12)
    result = c.audit(
        [one for one in plan.figures if one.id not in plan.reasons], plan.atoms, plan.weights, plan.least
    )

    text = c.report(plan, result, title="Voorjaar", language="en")

    assert "| Citroenen | 12 | 12 |" in text
    assert "| Anjers | too few people asked |" in text
    assert "| Bloemen | together with what is shown" in text
    assert "tell nothing about fewer than 10 people" in text
