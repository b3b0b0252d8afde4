"""Agreement by chance: every outcome counted, as listing them all does."""

import itertools

import numpy as np
import pytest

from kennisbank import climate as c
from kennisbank.climate.lots import averaged, lots
from kennisbank.errors import InvalidInput

NAN = np.nan


def test_small_groups_agree_by_chance_as_often_as_the_published_levels_say():
    """R can only draw: `multilevel::rwg.sim` gives .65 / .75 / .90 at 90, 95 and 99 % for five people, `ad.m.sim` .80 at 5 % for ten."""
    found = c.chance_levels([2, 3, 4, 5, 6, 8, 10, 15, 20])

    assert (
        pytest.approx([0.52, 0.232, 0.0976, 0.0592, 0.045, 0.021, 0.0055, 0.0007, 0.0001], abs=5e-5)
        == found.rwg_high.tolist()
    )
    assert (
        pytest.approx([NAN, 1, 1, 0.85, 0.7167, 0.6071, 0.5278, 0.3952, 0.3368], abs=5e-5, nan_ok=True)
        == found.rwg.tolist()
    )
    assert (
        pytest.approx([0.52, 0.376, 0.309, 0.264, 0.218, 0.125, 0.085, 0.032, 0.0125], abs=5e-4)
        == found.ad_low.tolist()
    )
    assert (
        pytest.approx([NAN, 0, 0, 0.4, 0.556, 0.688, 0.74, 0.871, 0.925], abs=5e-4, nan_ok=True)
        == found.ad.tolist()
    )
    assert ["n", "rwg_high", "rwg", "ad_low", "ad"] == list(found.table.columns)


@pytest.mark.parametrize(("count", "size"), [(2, 6), (3, 5), (4, 5), (5, 2), (5, 5), (6, 4), (11, 3)])
@pytest.mark.parametrize("kind", ["spread", "mean", "median"])
def test_counted_chances_are_those_of_every_outcome_listed(kind, count, size):
    every = np.array(list(itertools.product(range(count), repeat=size)))
    center = np.median(every, axis=1) if kind == "median" else every.mean(axis=1)
    apart = np.abs(every - center[:, None]).mean(axis=1)
    found = lots(kind, count, size)
    listed = every.var(axis=1, ddof=1) if kind == "spread" else apart
    keys, times = np.unique(np.rint(listed * found.unit).astype(int), return_counts=True)

    assert keys.tolist() == found.keys.tolist()
    assert pytest.approx(times / len(every), rel=1e-12) == found.chances


def test_two_items_are_those_of_every_pair_of_outcomes():
    one = lots("mean", 5, 3)
    both: dict[int, float] = {}
    for (first, chance), (second, other) in itertools.product(
        zip(one.keys, one.chances, strict=True), repeat=2
    ):
        both[int(first + second)] = both.get(int(first + second), 0.0) + chance * other
    found = averaged(one, 2)

    assert sorted(both) == found.keys.tolist()
    assert pytest.approx([both[key] for key in sorted(both)], abs=1e-14) == found.chances
    assert 2 * one.unit == found.unit


@pytest.mark.parametrize("kind", ["spread", "mean", "median"])
def test_chances_of_a_large_group_add_up_to_1(kind):
    assert pytest.approx(1, abs=1e-12) == lots(kind, 5, 100).chances.sum()


def test_the_critical_value_is_the_last_that_is_rare_enough():
    level = c.critical_rwg(10)

    assert c.chance_of_rwg(10, level) <= 0.05 < c.chance_of_rwg(10, level - 0.03)
    assert pytest.approx((0.85, 0.6875), abs=1e-9) == (c.critical_rwg(5), c.critical_ad(8))
    assert np.isnan(c.critical_rwg(2)) and np.isnan(c.critical_ad(2))


def test_an_rwg_of_0_is_reached_by_everybody_for_it_is_cut_off_there():
    assert 1.0 == c.chance_of_rwg(4, 0)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: c.chance_levels([1]), "Groups of 1"),
        (lambda: c.chance_levels([101]), "Groups of 101"),
        (lambda: c.chance_levels([5], scale=(1, 1)), "from 1 to 1"),
        (lambda: c.chance_levels([5], scale=(0, 100)), "from 0 to 100"),
        (lambda: c.chance_levels([5], scale=(1, 4.5)), "from 1 to 4.5"),
        (lambda: c.chance_levels([5], risk=5), "between 0 and 1"),
        (lambda: c.chance_of_rwg(1, 0.7), "1 people"),
        (lambda: c.critical_rwg(5, points=1), "1 answers"),
        (lambda: c.critical_ad(500), "500 people"),
    ],
)
def test_what_is_not_counted_out_is_refused(call, said):
    with pytest.raises(InvalidInput, match=said):
        call()
