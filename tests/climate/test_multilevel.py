"""Variance between and within groups, and means that are drawn to the whole: as lme4 says, also where nothing lies between."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

from kennisbank import climate as c
from kennisbank.errors import InvalidInput
from tests.climate import golden_data as golden

CLOSE = {"rel": 0, "abs": 1e-6}


def fitted(frame):
    return c.reml_oneway(frame, value="score", group="team")


@pytest.mark.parametrize("scale", golden.SCALES)
def test_variances_and_the_mean_are_those_of_lmer(scale):
    """R: `fit <- lme4::lmer(score ~ 1 + (1 | team), REML = TRUE)`; `fixef`, `VarCorr` of it.

    nlme::lme gives the log-likelihood; for two scales it stops up to 8e-5 below the optimum, so ours may be higher.
    """
    told, found = golden.told_by_r()[scale], fitted(golden.scored(scale))

    assert pytest.approx([told["lmer"][name] for name in ("mu", "tau2", "sigma2")], **CLOSE) == [
        found.mu, found.tau2, found.sigma2
    ]  # fmt: skip
    assert told["lme"]["logLikREML"] - 1e-6 < found.loglik < told["lme"]["logLikREML"] + 1e-4


@pytest.mark.parametrize("scale", golden.SCALES)
def test_each_team_is_drawn_as_ranef_does(scale):
    """R: `coef(fit)$team`, and `attr(ranef(fit, condVar = TRUE)$team, "postVar")`."""
    told, found = golden.told_by_r()[scale]["eb"], fitted(golden.scored(scale))
    place = {team: number for number, team in enumerate(found.groups)}
    rows = [place[team] for team in told["team"]]

    assert sorted(told["team"]) == list(found.groups)
    assert pytest.approx(told["eb_mean"], **CLOSE) == list(found.shrunken[rows])
    assert pytest.approx(told["cond_sd"], **CLOSE) == list(found.sd[rows])


def drawn(seed, *, groups=8, between=0.7):
    lots = np.random.default_rng(seed)
    team = np.repeat(np.arange(groups), lots.integers(2, 9, groups))
    return pd.DataFrame(
        {"team": team, "score": lots.normal(0, between, groups)[team] + lots.normal(size=len(team))}
    )


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.floats(0.25, 4), st.floats(-5, 5))
def test_unit_zero_point_names_and_order_of_answers_move_along_and_change_nothing_else(seed, unit, zero):
    frame = drawn(seed)
    moved = frame.assign(score=frame["score"] * unit + zero, team=frame["team"].map(lambda team: f"T{team}"))
    one, other = fitted(frame), fitted(moved.sample(frac=1, random_state=seed))

    assert pytest.approx(one.tau2 * unit**2, abs=1e-6 * max(1, unit**2)) == other.tau2
    assert pytest.approx(one.sigma2 * unit**2, rel=1e-6) == other.sigma2
    assert pytest.approx(one.shrunken * unit + zero, abs=1e-5 * max(1, unit)) == other.shrunken


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000))
def test_a_drawn_mean_lies_between_the_mean_of_the_team_and_that_of_all(seed):
    found = fitted(drawn(seed))
    low, high = np.minimum(found.means, found.mu), np.maximum(found.means, found.mu)

    assert ((found.shrunken >= low - 1e-9) & (found.shrunken <= high + 1e-9)).all()
    assert ((found.reliability >= 0) & (found.reliability < 1)).all()


def test_when_teams_differ_less_than_chance_nothing_lies_between_and_all_are_drawn_to_the_whole():
    frame = pd.DataFrame({"team": np.repeat(list("abcd"), 4), "score": [1, 2, 4, 5] * 4})
    found = fitted(frame)

    assert 0 == found.tau2
    assert pytest.approx(found.mu) == found.shrunken
    assert np.var(frame["score"], ddof=1) == pytest.approx(found.sigma2)


def test_a_team_of_one_counts_and_is_drawn_most():
    found = fitted(pd.concat([drawn(3), pd.DataFrame({"team": [99], "score": [4.0]})]))

    assert found.reliability[list(found.groups).index(99)] == found.reliability.min()


@pytest.mark.parametrize(
    "frame, told",
    [
        (pd.DataFrame({"team": ["a"] * 4, "score": [1, 2, 3, 4]}), "group"),
        (pd.DataFrame({"team": list("abcd"), "score": [1, 2, 3, 4]}), "group"),
        (pd.DataFrame({"team": list("aabb"), "score": [2, 2, 2, 2]}), "same"),
        (pd.DataFrame({"team": list("aabb"), "other": [1, 2, 3, 4]}), "score"),
        (pd.DataFrame({"team": [], "score": []}), "group"),
    ],
)
def test_what_cannot_be_is_told(frame, told):
    with pytest.raises(InvalidInput, match=told):
        fitted(frame)
