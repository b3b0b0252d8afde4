"""What is lost when people leave together: a reorganisation or a cohort that retires, by drawing lots."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt
from typing import Any, ClassVar

import numpy as np
import pandas as pd
from joblib import Parallel, delayed
from scipy import stats

from kennisbank.errors import InvalidInput
from kennisbank.network.described import Finding
from kennisbank.network.risk.given import a_level, checked
from kennisbank.network.risk.held import by_topic, held
from kennisbank.network.seeds import settled

_RUNS_AT_ONCE = 250


@dataclass(frozen=True, kw_only=True)
class Cohort:
    """`people` who leave together, with `probability`; each may also leave on their own."""

    people: frozenset[Hashable] = field(default_factory=frozenset)
    probability: float


@dataclass(frozen=True, kw_only=True)
class SimulatedLoss(Finding):
    """How many topics were lost in `runs` futures.

    `expected` is the mean and `expected_interval` says how precisely it is known; `interval` holds the number lost in
    all but the outer runs; `at_least_one` is the share of futures in which something is lost, with its Wilson interval;
    `by_topic` has the same (`probability`, `low`, `high`) per topic.
    """

    measure: ClassVar[str] = "simulated_loss"
    expected: float
    expected_interval: tuple[float, float]
    variance: float
    interval: tuple[float, float]
    at_least_one: float
    at_least_one_interval: tuple[float, float]
    runs: int
    topics: int
    by_topic: pd.DataFrame


def simulate_loss(  # noqa: PLR0913 - a simulation has these sides
    holders: pd.DataFrame,
    leave: Mapping[Any, float],
    *,
    cohorts: Sequence[Cohort] = (),
    runs: int = 2000,
    level: float = 0.95,
    seed: int | None = None,
    jobs: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> SimulatedLoss:
    """Return how many topics are lost when people leave on their own and cohorts leave as one.

    In each run every cohort leaves with its probability, and every person with ``leave[person]`` besides, all
    independent; who is in a cohort that leaves is gone. A topic is lost when everybody who holds it is gone. Without
    cohorts the mean goes to `expected_loss(holders, leave).expected`.

    Intervals at `level`: of the mean ``± z √(variance / runs)``; of the number lost the percentiles of the runs; of
    probabilities Wilson's (1927, *JASA* 22, 209-212; in R ``prop.test(x, runs, correct = FALSE)``). Equal `seed`, equal
    result, whatever `jobs`. `progress` is told how many runs are done.

    Raises InvalidInput when a probability is not from 0 to 1, `level` not between them, `runs` is below 2, or
    `seed` below 0.
    """
    if runs < 2:
        raise InvalidInput(
            f"{runs} runs are too few.", mend="Give 2 or more, 2000 if in doubt.", where="runs"
        )
    a_level(level)
    seed = settled(seed)
    told = held(holders)
    chances = told.leave(leave)
    groups = [_members(cohort, told.people) for cohort in cohorts]
    parts = [min(_RUNS_AT_ONCE, runs - start) for start in range(0, runs, _RUNS_AT_ONCE)]
    seeds = np.random.SeedSequence(seed).spawn(len(parts))
    deeds = (
        delayed(_draw)(told.matrix, chances, groups, number, part)
        for number, part in zip(parts, seeds, strict=True)
    )
    numbers, times, done = [], np.zeros(len(told.topics)), 0
    for number, lost in Parallel(n_jobs=jobs, return_as="generator")(deeds):
        numbers.append(number)
        times += lost
        done += len(number)
        if progress is not None:
            progress(done, runs)
    return _found(
        np.concatenate(numbers), by_topic(told, **_of_topics(times, runs, level)), runs, level, seed, cohorts
    )


def wilson(successes: Any, runs: int, level: float = 0.95) -> tuple[Any, Any]:
    """Return Wilson's interval of a share, without correction for continuity; `successes` may be an array."""
    z = float(stats.norm.ppf((1 + level) / 2))
    share = np.asarray(successes) / runs
    middle = (share + z * z / (2 * runs)) / (1 + z * z / runs)
    reach = z / (1 + z * z / runs) * np.sqrt(share * (1 - share) / runs + z * z / (4 * runs * runs))
    return np.maximum(middle - reach, 0.0), np.minimum(middle + reach, 1.0)


def _members(cohort: Cohort, people: tuple[Hashable, ...]) -> tuple[Any, float]:
    checked({"a cohort": cohort.probability})
    return np.array([person in cohort.people for person in people], dtype=bool), cohort.probability


def _draw(
    matrix: Any, chances: Any, groups: list[tuple[Any, float]], runs: int, seed: Any
) -> tuple[Any, Any]:
    """Return how many topics were lost in each run, and in how many runs each topic was."""
    lots = np.random.default_rng(seed)
    stays = lots.random((len(chances), runs)) >= chances[:, None]
    for members, chance in groups:
        stays &= ~(members[:, None] & (lots.random(runs) < chance)[None, :])
    lost = (matrix @ stays.astype(np.float32)) == 0
    return lost.sum(axis=0), lost.sum(axis=1)


def _of_topics(times: Any, runs: int, level: float) -> dict[str, Any]:
    low, high = wilson(times, runs, level)
    return {"probability": times / runs, "low": low, "high": high}


def _found(  # noqa: PLR0913 - what was drawn, and how
    numbers: Any, topics: pd.DataFrame, runs: int, level: float, seed: int, cohorts: Sequence[Cohort]
) -> SimulatedLoss:
    mean, variance = float(numbers.mean()), float(numbers.var(ddof=1))
    reach = float(stats.norm.ppf((1 + level) / 2)) * sqrt(variance / runs)
    low, high = np.percentile(numbers, [50 * (1 - level), 50 * (1 + level)], method="inverted_cdf")
    hit = int((numbers > 0).sum())
    first, last = wilson(hit, runs, level)
    return SimulatedLoss(
        expected=mean,
        expected_interval=(max(0.0, mean - reach), mean + reach),
        variance=variance,
        interval=(float(low), float(high)),
        at_least_one=hit / runs,
        at_least_one_interval=(float(first), float(last)),
        runs=runs,
        topics=len(topics),
        by_topic=topics.sort_values("probability", ascending=False, kind="stable"),
        method={
            "model": "independent departures and cohorts that leave as one", "cohorts": len(cohorts), "level": level,
            "seed": seed,
        },
    )  # fmt: skip
