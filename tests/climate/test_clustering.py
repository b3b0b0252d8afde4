"""ICC(1) and ICC(2): as R says, as one group after the other, and where there is no number."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings, strategies as st

from kennisbank import climate as c
from kennisbank.errors import InvalidInput
from tests.climate import golden_data as golden

CLOSE = {"rel": 0, "abs": 1e-8}


@pytest.mark.parametrize("scale", golden.SCALES)
def test_icc1_is_that_of_multilevel_icc1_and_of_icc_iccest(scale):
    """R: `multilevel::ICC1(aov(score ~ team))`, `ICC::ICCest(team, score, CI.type = "THD")`."""
    told, found = golden.told_by_r()[scale], c.icc1(golden.scored(scale), value="score", group="team")

    assert pytest.approx(told["ICC1_multilevel"], **CLOSE) == found.value
    assert pytest.approx([told["ICC1_ICCest"], *told["ICC1_THD95"]], **CLOSE) == [
        found.value_k0,
        found.low,
        found.high,
    ]
    assert pytest.approx([told["F"], told["p"], told["k0"], told["kmean"]], **CLOSE) == [
        found.f,
        found.p,
        found.k0,
        found.k_mean,
    ]
    assert (tuple(told["df"]), told["N"], told["J"], "") == (found.df, found.n, found.groups, found.reason)


@pytest.mark.parametrize("scale", golden.SCALES)
def test_icc2_is_that_of_multilevel_icc2_with_the_interval_of_f(scale):
    """R: `multilevel::ICC2(aov(score ~ team))`, interval `1 - qf(c(.975, .025), df1, df2) / F`."""
    told, found = golden.told_by_r()[scale], c.icc2(golden.scored(scale), value="score", group="team")

    assert pytest.approx([told["ICC2_multilevel"], *told["ICC2_ci_F"]], **CLOSE) == [
        found.value,
        found.low,
        found.high,
    ]
    assert pytest.approx([told["F"], told["p"]], **CLOSE) == [found.f, found.p]


@st.composite
def scores(draw):
    """Scores of up to 15 people in up to four groups, a few missing."""
    one = st.one_of(st.integers(1, 5), st.none())
    rows = draw(st.lists(st.tuples(one, st.sampled_from("pqrs")), min_size=4, max_size=15))
    return pd.DataFrame(rows, columns=["score", "team"]).astype({"score": float})


@settings(max_examples=60, deadline=None)
@given(frame=scores())
def test_all_groups_at_once_give_what_one_after_the_other_gives(frame):
    parts = [part["score"].dropna().to_numpy() for _, part in frame.groupby("team")]
    parts = [part for part in parts if len(part)]
    every = np.concatenate(parts) if parts else np.array([])
    assume(1 < len(parts) < len(every))
    within = sum(((part - part.mean()) ** 2).sum() for part in parts) / (len(every) - len(parts))
    between = sum(len(part) * (part.mean() - every.mean()) ** 2 for part in parts) / (len(parts) - 1)
    assume(within > 1e-9)
    k0 = (len(every) - sum(len(part) ** 2 for part in parts) / len(every)) / (len(parts) - 1)

    found = c.icc1(frame, value="score", group="team")

    assert pytest.approx(between / within, abs=1e-9) == found.f
    assert pytest.approx((between - within) / (between + (k0 - 1) * within), abs=1e-9) == found.value_k0


@settings(max_examples=40, deadline=None)
@given(
    frame=scores(), add=st.integers(-9, 9), factor=st.sampled_from([-2.0, 0.5, 3.0]), seed=st.integers(0, 99)
)
def test_moving_stretching_shuffling_and_other_names_of_groups_do_not_matter(frame, add, factor, seed):
    other = frame.sample(frac=1, random_state=seed)
    other = other.assign(
        score=other["score"] * factor + add, team=other["team"].map({"p": 9, "q": 2, "r": 7, "s": 1})
    )

    for ours in (c.icc1, c.icc2):
        first, second = (ours(told, value="score", group="team") for told in (frame, other))
        assert first.reason == second.reason
        for name in ("value", "low", "high", "f", "p"):
            assert pytest.approx(getattr(first, name), abs=1e-9, nan_ok=True) == getattr(second, name)


@pytest.mark.parametrize(
    ("answers", "teams"),
    [([], []), ([1, 2, 3], "xxx"), ([1, 2, 3], "xyz"), ([None, None, 3], "xxy"), ([1, 2, 3], [None] * 3)],
)
def test_fewer_than_two_groups_or_no_group_of_two_has_no_number_and_says_why(answers, teams):
    frame = pd.DataFrame({"score": pd.Series(answers, dtype=float), "team": list(teams)})

    for ours in (c.icc1, c.icc2):
        found = ours(frame, value="score", group="team")
        assert ("few", True, True) == (found.reason, math.isnan(found.value), math.isnan(found.low))


def test_answers_that_are_all_equal_have_no_number_and_say_why():
    frame = pd.DataFrame({"score": [3.3] * 6, "team": list("xxyyzz")})

    for ours in (c.icc1, c.icc2):
        found = ours(frame, value="score", group="team")
        assert ("equal", True, True, 6) == (
            found.reason,
            math.isnan(found.value),
            math.isnan(found.f),
            found.n,
        )


def test_groups_that_fully_agree_and_differ_hold_all_the_spread():
    frame = pd.DataFrame({"score": [0.1] * 3 + [0.3] * 3 + [0.7] * 3, "team": list("xxxyyyzzz")})
    one, two = (ours(frame, value="score", group="team") for ours in (c.icc1, c.icc2))

    assert (math.inf, 0.0, 1.0, 1.0, 1.0, 1.0) == (one.f, one.p, one.value, one.value_k0, one.low, one.high)
    assert (1.0, 1.0, 1.0) == (two.value, two.low, two.high)


def test_groups_with_equal_means_differ_less_than_chance_makes_them():
    frame = pd.DataFrame({"score": [1, 3, 1, 3], "team": list("xxyy")})
    one, two = (ours(frame, value="score", group="team") for ours in (c.icc1, c.icc2))

    assert (0.0, -1.0, -1.0) == (one.f, one.value, one.low)
    assert (-math.inf, -math.inf) == (two.value, two.low)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"value": "z"}, "no column 'z'"),
        ({"group": "z"}, "no column 'z'"),
        ({"group": "score"}, "both an item and the group"),
        ({"level": 95}, "level 95"),
        ({"value": "word"}, "not a number"),
    ],
)
def test_what_is_no_score_in_groups_is_refused(asked, said):
    frame = pd.DataFrame({"score": [1, 2], "word": ["a", "b"], "team": ["x", "y"]})

    for ours in (c.icc1, c.icc2):
        with pytest.raises(InvalidInput, match=said):
            ours(frame, **{"value": "score", "group": "team", **asked})
