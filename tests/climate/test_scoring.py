"""One score per form: the half rule, reversed items, and what is said about missing answers."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

from kennisbank import climate as c
from kennisbank.errors import InvalidInput
from tests.climate import golden_data as golden

NAN = np.nan


@pytest.mark.parametrize("scale", golden.SCALES)
def test_scores_of_the_golden_answers_have_the_mean_and_spread_of_r(scale):
    """R: `ifelse(rowSums(!is.na(x)) >= ceiling(ncol(x) / 2), rowMeans(x, na.rm = TRUE), NA)`, `mean`, `sd`."""
    told, found = golden.told_by_r()[scale], golden.scored(scale)["score"]

    assert pytest.approx([told["scale_mean"], told["scale_sd"]], rel=0, abs=1e-8) == [
        found.mean(),
        found.std(),
    ]
    assert told["N"] == found.notna().sum()


def test_the_half_rule_scores_forms_with_half_of_the_answers_and_counts_what_it_fills_in():
    frame = pd.DataFrame({"a": [1, 2, NAN, NAN], "b": [3, 4, 5, NAN], "c": [5, NAN, NAN, 1]})

    found = c.scale_scores(frame, ["a", "b", "c"])

    assert pytest.approx([3.0, 3.0, NAN, NAN], nan_ok=True) == found.values.tolist()
    assert (2, 1, 0.5, 2, 2) == (found.n, found.prorated, found.share, found.missing, found.least)


@pytest.mark.parametrize(("least", "n"), [(1, 4), (2, 2), (3, 1)])
def test_how_many_answers_a_score_needs_can_be_set(least, n):
    frame = pd.DataFrame({"a": [1, 2, NAN, NAN], "b": [3, 4, 5, NAN], "c": [5, NAN, NAN, 1]})

    assert n == c.scale_scores(frame, ["a", "b", "c"], least=least).n


def test_a_reversed_answer_is_counted_from_the_other_end():
    frame = pd.DataFrame({"a": [1, 7], "b": [7, 1]})

    assert [7.0, 1.0] == c.scale_scores(frame, ["a", "b"], ["a"], (1, 7)).values.tolist()


def test_an_empty_frame_has_no_scores():
    found = c.scale_scores(pd.DataFrame({"a": [], "b": []}), ["a", "b"])

    assert (0, 0, 0, []) == (found.n, found.prorated, found.missing, found.values.tolist())
    assert np.isnan(found.share)


@settings(max_examples=40, deadline=None)
@given(rows=st.lists(st.lists(st.sampled_from([1, 2, 3, 4, 5, None]), min_size=4, max_size=4), max_size=9))
def test_scores_are_those_of_one_form_after_the_other(rows):
    frame = pd.DataFrame(rows, columns=list("abcd"), dtype=float)
    expected = []
    for row in rows:
        given = [6 - x if place == 1 else x for place, x in enumerate(row) if x is not None]
        expected.append(sum(given) / len(given) if len(given) >= 2 else NAN)

    found = c.scale_scores(frame, list("abcd"), ["b"])

    assert pytest.approx(expected, nan_ok=True) == found.values.tolist()
    assert sum(2 <= len([x for x in row if x]) < 4 for row in rows) == found.prorated


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"items": ["a", "x"]}, "no column 'x'"),
        ({"items": []}, "no item"),
        ({"items": ["a", "a"]}, "named twice"),
        ({"items": "ab"}, "not a list"),
        ({"items": ["a", "b"], "reverse": ["c"]}, "no item of the scale"),
        ({"items": ["a", "b"], "reverse": ["a", "a"]}, "named twice"),
        ({"items": ["a", "b"], "scale": (1, 4)}, "off the scale"),
        ({"items": ["a", "b"], "scale": (5, 1)}, "from low to high"),
        ({"items": ["a", "b"], "least": 0}, "0 answers"),
        ({"items": ["a", "b"], "least": 3}, "3 answers"),
    ],
)
def test_what_cannot_be_scored_is_refused(asked, said):
    frame = pd.DataFrame({"a": [1, 5], "b": [2, 3], "c": [1, 1]})

    with pytest.raises(InvalidInput, match=said):
        c.scale_scores(frame, **asked)
