"""Alpha, its interval, and each item beside the rest: as R says, and where there is no number."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

from kennisbank import climate as c
from kennisbank.errors import InvalidInput
from tests.climate import golden_data as golden

CLOSE = {"rel": 0, "abs": 1e-8}


@pytest.mark.parametrize("scale", golden.SCALES)
def test_alpha_is_that_of_psych_alpha_with_the_interval_of_alpha_ci(scale):
    """R: `psych::alpha(na.omit(x))$total$raw_alpha`, `psych::alpha.ci(alpha, n, k)`."""
    told, found = (
        golden.told_by_r()[scale],
        c.cronbach_alpha(golden.turned(scale)[golden.items(scale)]),
    )

    assert pytest.approx([told["alpha"], *told["feldt95"]], **CLOSE) == [found.value, found.low, found.high]
    assert (told["n_complete"], len(golden.items(scale)), "") == (found.n, found.k, found.reason)


@pytest.mark.parametrize("scale", golden.SCALES)
def test_items_stand_beside_the_rest_as_in_psych_alpha(scale):
    """R: `psych::alpha(na.omit(x))$item.stats$r.drop` and `$alpha.drop$raw_alpha`."""
    told, found = golden.told_by_r()[scale], c.item_rest(golden.turned(scale)[golden.items(scale)])

    assert pytest.approx(told["item_rest"], **CLOSE) == found.table["value"].tolist()
    assert pytest.approx(told["alpha_drop"], **CLOSE) == found.table["alpha_without"].tolist()
    assert (tuple(golden.items(scale)), told["n_complete"]) == (found.items, found.n)


def frames(low: int = 1, high: int = 5):
    """Complete answers to 2 to 5 items on 3 to 12 forms."""
    return st.integers(2, 5).flatmap(
        lambda k: st.lists(
            st.lists(st.integers(low, high), min_size=k, max_size=k), min_size=3, max_size=12
        ).map(lambda rows: pd.DataFrame(rows, columns=[f"i{number}" for number in range(k)]))
    )


@settings(max_examples=40, deadline=None)
@given(
    frame=frames(), add=st.integers(-9, 9), factor=st.sampled_from([0.5, 2.0, 3.0]), seed=st.integers(0, 99)
)
def test_alpha_does_not_change_when_answers_move_stretch_or_stand_in_another_order(frame, add, factor, seed):
    other = (frame * factor + add).sample(frac=1, random_state=seed)[list(frame.columns)[::-1]]

    first, second = c.cronbach_alpha(frame), c.cronbach_alpha(other)

    assert pytest.approx(first.value, abs=1e-9, nan_ok=True) == second.value
    assert pytest.approx(c.item_rest(frame).values[::-1], abs=1e-7, nan_ok=True) == c.item_rest(other).values
    assert first.reason == second.reason


@settings(max_examples=40, deadline=None)
@given(frame=frames())
def test_the_correlation_with_the_rest_is_that_of_one_item_after_the_other(frame):
    expected = []
    for name in frame:
        own, rest = frame[name], frame.drop(columns=name).sum(axis=1)
        expected.append(np.corrcoef(own, rest)[0, 1] if np.ptp(own) and np.ptp(rest) else np.nan)

    assert pytest.approx(expected, abs=1e-7, nan_ok=True) == c.item_rest(frame).values.tolist()


def test_forms_that_miss_an_answer_do_not_count():
    whole = pd.DataFrame({"a": [1, 2, 3, 4], "b": [2, 2, 4, 4]})
    holed = pd.concat([whole, pd.DataFrame({"a": [5, None], "b": [None, 1]})])

    assert c.cronbach_alpha(whole) == c.cronbach_alpha(holed)


@pytest.mark.parametrize(
    "made",
    [{"a": [3, 3, 3], "b": [4, 4, 4]}, {"a": [1, 2, 3], "b": [3, 2, 1]}, {"a": [3.3] * 7, "b": [0.1] * 7}],
)
def test_a_sum_that_is_the_same_for_everybody_has_no_alpha_and_says_why(made):
    found = c.cronbach_alpha(pd.DataFrame(made))

    assert ("equal", True, True) == (found.reason, math.isnan(found.value), math.isnan(found.low))


@pytest.mark.parametrize("made", [{"a": [], "b": []}, {"a": [1], "b": [2]}, {"a": [1, None], "b": [None, 2]}])
def test_fewer_than_two_complete_forms_have_no_alpha_and_say_why(made):
    found = c.cronbach_alpha(pd.DataFrame(made))

    assert ("few", True) == (found.reason, math.isnan(found.value))
    assert [True, True] == np.isnan(c.item_rest(pd.DataFrame(made)).values).tolist()


def test_an_item_that_all_answer_alike_has_no_correlation_and_the_others_keep_theirs():
    found = c.item_rest(pd.DataFrame({"a": [1, 2, 3, 4], "b": [2, 2, 4, 4], "c": [3, 3, 3, 3]}))

    assert [False, False, True] == np.isnan(found.values).tolist()
    assert pytest.approx(np.corrcoef([1, 2, 3, 4], [2, 2, 4, 4])[0, 1]) == found.values[0]


def test_of_two_items_none_can_be_left_out():
    found = c.item_rest(pd.DataFrame({"a": [1, 2, 3], "b": [1, 3, 3]}))

    assert [True, True] == np.isnan(found.alpha_without).tolist()


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        (pd.DataFrame({"a": [1, 2]}), "1 item"),
        (pd.DataFrame(), "0 item"),
        (pd.DataFrame([[1, 2], [3, 4]], columns=["a", "a"]), "there twice"),
        (pd.DataFrame({"a": [1, 2], "b": ["x", "y"]}), "not a number"),
        (pd.DataFrame({"a": [1, 2], "b": [1, np.inf]}), "infinite"),
    ],
)
def test_what_is_no_scale_is_refused(frame, said):
    with pytest.raises(InvalidInput, match=said):
        c.cronbach_alpha(frame)


@pytest.mark.parametrize("level", [0, 1, 95])
def test_a_level_lies_between_0_and_1(level):
    with pytest.raises(InvalidInput, match="level"):
        c.cronbach_alpha(pd.DataFrame({"a": [1, 2], "b": [2, 2]}), level=level)
