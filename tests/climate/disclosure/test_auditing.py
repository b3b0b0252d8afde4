"""Figures are let in as long as all together tell nothing about fewer than k people."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

from kennisbank import climate as c
from kennisbank.errors import InvalidInput
from tests.climate.disclosure.organisations import organisation


def test_a_part_that_leaves_too_few_people_is_refused_and_the_refusal_shows_the_sum():
    result = c.audit({"all": "abc", "a and b": "ab"}, "abc", [12, 11, 4], k=10)

    assert ("all",) == result.admitted
    refusal = result.refused["a and b"]
    assert ("together", 4.0) == (refusal.reason, refusal.people)
    assert {"all", "a and b"} == set(refusal.factors)
    assert -1 == refusal.factors["all"] / refusal.factors["a and b"]


def test_a_figure_about_few_people_is_refused_by_itself():
    result = c.audit({"a": "a", "b": "b"}, "ab", [12, 9], k=10)

    assert ("a",) == result.admitted
    assert ("small", 9.0) == (result.refused["b"].reason, result.refused["b"].people)


def test_three_figures_of_which_any_two_are_safe_are_not_let_in_together():
    """12 people less two cells of 5 leave 2: a difference of three figures, which no rule about two of them sees."""
    figures = {"team": "abc", "short": "a", "long": "b"}

    result = c.audit(figures, "abc", [5, 5, 2], k=5)

    assert ("team", "short") == result.admitted
    assert 2.0 == result.refused["long"].people


def test_each_count_has_a_rule_of_its_own():
    """Twelve are asked and eleven answer; of the others four answer, which is too few, though ten are asked."""
    weights = pd.DataFrame({"invited": [12, 10], "answered": [11, 4]}, index=["a", "b"])

    result = c.audit({"all": "ab", "a": "a"}, ["a", "b"], weights, k=[10, 5])

    assert ("all",) == result.admitted
    assert ("together", "answered", 4.0) == (
        result.refused["a"].reason,
        result.refused["a"].count,
        result.refused["a"].people,
    )


def test_who_answers_nothing_hides_nobody():
    """Nobody answers in `c`: what is over b and c is over b only, as far as answers go."""
    weights = pd.DataFrame({"invited": [20, 20, 20], "answered": [9, 3, 0]}, index=list("abc"))

    result = c.audit({"all": "abc", "a": "a"}, "abc", weights, k=[10, 5])

    assert ("all",) == result.admitted
    assert 3.0 == result.refused["a"].people


def test_a_new_hierarchy_is_judged_together_with_the_old():
    old = {"north": "ab", "south": "cd"}
    moved = {"new north": "abc", "new south": "d"}

    result = c.audit(moved, "abcd", [8, 8, 1, 15], k=10, earlier=old)

    assert () == result.admitted
    assert {1.0} == {one.people for one in result.refused.values()}


def test_what_follows_from_what_is_shown_is_let_in_freely():
    result = c.audit({"a": "a", "b": "b", "both": "ab"}, "ab", [10, 10], k=10)

    assert ("a", "b", "both") == result.admitted


def test_the_certificate_tells_what_was_searched():
    result = c.audit({"all": "ab", "a": "a"}, "ab", [10, 10], k=10)

    assert 2 == result.certificate["figures"]
    assert {
        "k": 10.0,
        "people": 20.0,
        "atoms": 2,
        "dimension": 2,
        "group_under_k": None,
        "complete": True,
    } == result.certificate["counts"]["people"]


def test_a_frame_of_zeros_and_ones_is_taken_too():
    frame = pd.DataFrame([[1, 1, 1], [1, 1, 0]], index=["all", "part"], columns=list("abc"))

    assert ("all",) == c.audit(frame, list("abc"), np.array([12, 11, 4]), k=10).admitted


@pytest.mark.parametrize(
    ("figures", "atoms", "weights", "k", "said"),
    [
        ({}, "ab", [5, 5], 5, "no figures"),
        ({"x": "az"}, "ab", [5, 5], 5, "no atom"),
        ({"x": "a"}, "aa", [5, 5], 5, "twice"),
        ({"x": "a"}, "ab", [5, -5], 5, "numbers of people"),
        ({"x": "a"}, "ab", [5, 2.5], 5, "numbers of people"),
        ({"x": "a"}, "ab", [5], 5, "weights"),
        ({"x": "a"}, "ab", [5, 5], [5, 5], "values of k"),
        ([c.Figure("x", "x", "unit", frozenset("a"))] * 2, "ab", [5, 5], 5, "two figures"),
        (pd.DataFrame([[2]], index=["x"], columns=["a"]), "a", [5], 5, "0 and 1"),
    ],
)
def test_what_cannot_be_audited_is_said(figures, atoms, weights, k, said):
    with pytest.raises(InvalidInput, match=said):
        c.audit(figures, list(atoms), weights, k=k)


def test_figures_that_leak_already_are_not_built_upon():
    with pytest.raises(InvalidInput, match="about 4 people"):
        c.audit({"b": "b"}, "abc", [12, 11, 4], k=10, earlier={"all": "abc", "two": "ab"})


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from([5, 10]))
def test_integer_programming_finds_no_group_under_k_in_what_is_admitted(seed, k):
    cells, parents, titles, scales = organisation(seed)
    planned = c.plan(cells, parents=parents, titles=titles, scales=scales, rules=c.Rules(k, 5, 0.0))
    asked = [figure for figure in planned.figures if figure.id not in planned.reasons]
    if not asked:
        return
    result = c.audit(asked, planned.atoms, planned.weights, planned.least)
    shown = [figure for figure in asked if figure.id in result.admitted]

    found = c.verify(shown, planned.atoms, planned.weights)

    assert all(
        found[name] >= least for name, least in zip(planned.weights.columns, planned.least, strict=True)
    )
    assert () == c.attack(shown, planned.atoms, planned.weights, planned.least)
