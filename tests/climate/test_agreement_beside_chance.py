"""Each team beside what lots give a team of its size, and when there is no such level."""

import itertools

import numpy as np
import pandas as pd
import pytest

from kennisbank import climate as c
from tests.climate import golden_data as golden

NAN = np.nan


def test_each_team_has_the_chance_level_of_its_own_size():
    sizes = [1, 2, 3, 5, 10]
    teams = list(itertools.chain.from_iterable([name] * n for name, n in zip("vwxyz", sizes, strict=True)))
    frame = pd.DataFrame({"a": 3, "team": teams})

    found = c.rwg(frame, value="a", group="team")

    assert sizes == found.n.tolist()
    assert pytest.approx([NAN, NAN, 1.0, 0.85, 0.5277777778], nan_ok=True) == found.chance.tolist()
    assert pytest.approx([NAN, NAN, 0.0, 0.4, 0.74], nan_ok=True) == (
        c.average_deviation(frame, items=["a"], group="team").chance.tolist()
    )


def test_a_team_larger_than_is_counted_out_gets_the_stricter_level_of_100():
    frame = pd.DataFrame({"a": 3, "team": ["x"] * 100 + ["y"] * 300})

    small, large = c.rwg(frame, value="a", group="team").chance

    assert small == large == c.critical_rwg(100)


def test_scores_over_items_have_no_chance_level_of_one_item():
    """Scores of random answers to several items seem to agree, so the level of one answer would be far too low."""
    found = c.rwg(golden.scored("ps"), value="score", group="team")

    assert np.isnan(found.chance).all() and np.isnan(found.chance_alike).all()


def test_a_scale_of_halves_has_agreement_and_no_chance_level():
    frame = pd.DataFrame({"a": [1, 1.5, 2], "team": ["x"] * 3})

    found = c.r_wg_star(frame, items=["a"], group="team", scale=(1, 4.5))

    assert pytest.approx(1 - 0.25 / ((4.5**2 - 1) / 12)) == found.values[0]
    assert np.isnan(found.chance).all()


@pytest.mark.parametrize(("items", "size"), [(3, 4), (7, 5), (7, 10)])
@pytest.mark.parametrize("alike", [False, True])
def test_teams_that_draw_lots_reach_their_chance_level_in_at_most_5_of_100(items, size, alike):
    lots = np.random.default_rng(items * size)
    teams = 20_000
    drawn = lots.integers(1, 6, (teams * size, items))
    names = [f"i{number}" for number in range(items)]
    frame = pd.DataFrame(drawn[:, [0] * items] if alike else drawn, columns=names)
    frame["team"] = np.arange(len(frame)) // size

    raised, star = (ours(frame, items=names, group="team") for ours in (c.rwg_j, c.r_wg_star))
    apart = c.average_deviation(frame, items=names, group="team")

    for found, sign in ((raised, 1), (star, 1), (apart, -1)):
        level = found.chance_alike if alike else found.chance
        share = np.mean(sign * found.values >= sign * level - 1e-9)
        assert 0.005 < share < 0.054
        assert (sign * found.chance <= sign * found.chance_alike).all()


@pytest.mark.parametrize(("size", "share"), [(5, 0.33), (10, 0.96)])
def test_the_level_of_one_item_is_far_too_low_for_a_score_over_four(size, share):
    """Why `rwg` gives scores over items no level: so many teams that draw lots would reach it."""
    drawn = np.random.default_rng(1).integers(1, 6, (20_000 * size, 4)).mean(axis=1)
    frame = pd.DataFrame({"score": drawn, "team": np.arange(len(drawn)) // size})

    found = c.rwg(frame, value="score", group="team")

    assert pytest.approx(share, abs=0.02) == np.mean(found.values >= c.critical_rwg(size) - 1e-9)
