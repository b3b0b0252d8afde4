"""Change between two waves: as R says, all teams asked at once, and what could have been seen."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st
from scipy import stats

from kennisbank import climate as c
from kennisbank.climate.changes import benjamini_hochberg
from kennisbank.errors import InvalidInput
from tests.climate import golden_data as golden

CLOSE = {"rel": 0, "abs": 1e-8}


def first_and_third():
    frame = pd.read_csv(golden.GOLDEN / "climate_golden.csv")
    items = [f"ps{number}" for number in range(1, 8)]
    scored = frame.assign(score=c.scale_scores(frame, items, golden.REVERSED["ps"]).values)
    return scored[scored["wave"] != 2]


def test_each_team_changed_as_t_test_says():
    """R: `t.test(score[wave == 3], score[wave == 1])` per team."""
    told = golden.told_by_r()["team_change"]
    found = c.change(first_and_third(), value="score", group="team", wave="wave")
    by_team = dict(zip(found.groups, found.changes, strict=True))

    assert {one["team"] for one in told} <= set(by_team)
    assert pytest.approx([one["diff"] for one in told], **CLOSE) == [
        by_team[one["team"]].difference for one in told
    ]
    assert pytest.approx([one["p"] for one in told], **CLOSE) == [by_team[one["team"]].p for one in told]


def test_p_values_are_adjusted_as_p_adjust_does():
    """R: `p.adjust(p, "BH")`."""
    told = golden.told_by_r()["team_change"]
    name = next(key for key in told[0] if "bh" in key.lower())

    assert pytest.approx([one[name] for one in told], **CLOSE) == benjamini_hochberg(
        [one["p"] for one in told]
    )


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=12), st.randoms(use_true_random=False))
def test_adjusting_is_that_of_scipy_in_any_order_and_missing_ones_do_not_count(p, chance):
    mixed = [*p, float("nan")]
    chance.shuffle(mixed)
    told = iter(stats.false_discovery_control([one for one in mixed if one == one]))  # noqa: PLR0124 - NaN is not itself
    expected = [next(told) if one == one else float("nan") for one in mixed]  # noqa: PLR0124

    assert pytest.approx(expected, nan_ok=True) == benjamini_hochberg(mixed)


def of(*scores):
    return c.summary(scores)


def test_a_large_change_is_clear_and_a_small_one_says_what_could_have_been_seen():
    low, high = of(*[1, 2] * 10), of(*[4, 5] * 10)
    up, down, same = c.change_of_summaries([low, high, low], [high, low, of(*[1, 2] * 9, 2, 2)])

    assert ["up", "down", "unclear"] == [up.word, down.word, same.word]
    assert (3, -3) == (up.difference, down.difference)
    assert 0 < same.difference < same.detectable


def test_the_smallest_change_that_could_have_been_seen_is_seen_four_times_in_five():
    lots = np.random.default_rng(1)
    before, after = lots.normal(size=(2000, 15)), lots.normal(size=(2000, 15))
    size = c.change_of_summaries([of(*before[0])], [of(*after[0])])[0].detectable
    sd = np.mean([before[0].std(ddof=1), after[0].std(ddof=1)])
    seen = [
        stats.ttest_ind(two + size / sd, one, equal_var=False).pvalue < 0.05
        for one, two in zip(before, after, strict=True)
    ]

    assert 0.7 < np.mean(seen) < 0.9


@pytest.mark.parametrize("before, after", [((3,), (4, 5)), ((), (4, 5)), ((3, 4), ())])
def test_with_fewer_than_two_answers_nothing_is_said(before, after):
    (found,) = c.change_of_summaries([of(*before)], [of(*after)])

    assert ("unclear", True) == (found.word, np.isnan(found.p))


def test_all_the_same_before_and_after_is_no_change():
    (found,) = c.change_of_summaries([of(3, 3, 3)], [of(3, 3, 3)])

    assert (0, "unclear") == (found.difference, found.word)


def test_teams_that_are_in_one_wave_only_are_left_out():
    frame = pd.DataFrame({"team": list("aaaabb"), "wave": [1, 1, 2, 2, 1, 1], "score": [1, 2, 3, 4, 5, 5]})

    assert ("a",) == c.change(frame, value="score", group="team", wave="wave").groups


def test_one_wave_is_told():
    frame = pd.DataFrame({"team": list("aabb"), "wave": [1] * 4, "score": [1, 2, 3, 4]})
    with pytest.raises(InvalidInput, match="wave"):
        c.change(frame, value="score", group="team", wave="wave")
    with pytest.raises(InvalidInput, match="'when'"):
        c.change(frame, value="score", group="team", wave="when")
