"""How much agreement chance alone gives: exact, for groups whose members pick an answer by lot.

The smaller the group, the more often people agree by accident: three people who all draw lots have an rwg of .70 or more in
23 of 100 groups. So each agreement is set beside the level for a group of its own size.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

import numpy as np
import numpy.typing as npt
import pandas as pd

from kennisbank.climate.frames import Numbers
from kennisbank.climate.lots import RISK, averaged, lots
from kennisbank.climate.results import Result
from kennisbank.errors import InvalidInput

LARGEST = 100
"""Larger groups get the level of this size, which is stricter than their own."""
MOST_OPTIONS = 11


@dataclass(frozen=True, kw_only=True, eq=False)
class ChanceLevels(Result):
    """Per group size in `sizes` what chance gives on one item.

    `rwg_high` is the chance of an rwg of .70 or more, and `rwg` the smallest rwg that chance reaches in at most 5 of 100
    groups; `ad_low` the chance of an average deviation of at most a sixth of the options, and `ad` the largest such
    deviation that chance stays below in at most 5 of 100 groups. NaN where even full agreement is not rare enough.
    """

    statistic: ClassVar[str] = "chance_levels"
    sizes: tuple[int, ...]
    rwg: Numbers
    ad: Numbers
    rwg_high: Numbers
    ad_low: Numbers

    @property
    def table(self) -> pd.DataFrame:
        """Return a row per size."""
        names = ("rwg_high", "rwg", "ad_low", "ad")
        return pd.DataFrame({"n": self.sizes, **{name: getattr(self, name) for name in names}})


def chance_levels(
    sizes: Iterable[int], *, scale: tuple[float, float] = (1, 5), risk: float = RISK
) -> ChanceLevels:
    """Return what chance gives in groups of `sizes` people who each pick an answer on `scale` by lot, all equally likely.

    Every outcome is counted, none is drawn. The distance is that to the mean of the group.
    R has only draws: `multilevel::rwg.sim(gsize, nresp = 5, itemcors = NULL, nrep = 10000)`, `ad.m.sim`.
    Raises InvalidInput for a size that is not from 2 to 100, and a scale that has not 2 to 11 whole answers.
    """
    wanted = tuple(sizes)
    if wrong := [size for size in wanted if size not in range(2, LARGEST + 1)]:
        raise InvalidInput(f"Groups of {wrong[0]} are not counted out.", mend=f"Give sizes 2 to {LARGEST}.")
    if not 0 < risk < 1:
        raise InvalidInput(f"A risk lies between 0 and 1, not at {risk}.", where="risk", mend="Give 0.05.")
    answers = options(scale)
    if not answers:
        raise InvalidInput(
            f"Chance on a scale from {scale[0]:g} to {scale[1]:g} is not counted out.",
            mend=f"Give a scale of 2 to {MOST_OPTIONS} whole answers.",
        )
    even = uniform_variance(answers)
    spread, apart = ([lots(kind, answers, size) for size in wanted] for kind in ("spread", "mean"))
    return ChanceLevels(
        sizes=wanted,
        rwg=np.array([1 - told.critical(risk) / even for told in spread]),
        ad=np.array([told.critical(risk) for told in apart]),
        rwg_high=np.array([told.at_most(0.3 * even) for told in spread]),
        ad_low=np.array([told.at_most(answers / 6) for told in apart]),
        method={"answers": "all equally likely", "scale": scale, "risk": risk, "center": "mean"},
    )


def options(scale: tuple[float, float]) -> int:
    """Return how many whole answers a scale has, or 0 when it is no scale of 2 to 11 answers one apart."""
    count = scale[1] - scale[0] + 1
    return int(count) if count in range(2, MOST_OPTIONS + 1) else 0


def uniform_variance(count: float) -> float:
    """Return the variance of `count` answers that are all equally likely: (count² - 1) / 12."""
    return (count * count - 1) / 12


def levels(kind: str, scale: tuple[float, float], sizes: npt.ArrayLike, items: int = 1) -> Numbers:
    """Return for each of `sizes` the largest mean disagreement over `items` that chance gives in at most 5 of 100 groups.

    Items are drawn apart from each other. NaN for fewer than two people, and on a scale that is not counted out.
    """
    unique, back = np.unique(np.minimum(np.asarray(sizes, dtype=np.int64), LARGEST), return_inverse=True)
    count = options(scale)
    found = [
        _critical(kind, count, int(size), items, RISK) if count and size > 1 else math.nan for size in unique
    ]
    return np.array(found, dtype=float)[back]


def chance_of_rwg(n: int, at_least: float, points: int = 5) -> float:
    """Return the chance that `n` people who pick one of `points` answers by lot reach an rwg of `at_least`.

    >>> round(chance_of_rwg(3, 0.7), 3)
    0.232
    """
    _counted(n, points)
    return (
        lots("spread", points, n).at_most((1 - at_least) * uniform_variance(points)) if at_least > 0 else 1.0
    )


def critical_rwg(n: int, points: int = 5, level: float = RISK) -> float:
    """Return the smallest rwg that chance reaches in at most the share `level` of groups of `n`; NaN when there is none.

    >>> round(critical_rwg(5), 4)
    0.85
    """
    _counted(n, points)
    return max(1 - _critical("spread", points, n, 1, level) / uniform_variance(points), 0.0)


def critical_ad(n: int, points: int = 5, level: float = RISK) -> float:
    """Return the largest average deviation from the mean that chance stays at or under in at most the share `level` of groups.

    >>> round(critical_ad(8), 4)
    0.6875
    """
    _counted(n, points)
    return _critical("mean", points, n, 1, level)


@lru_cache(maxsize=4096)
def _critical(kind: str, count: int, size: int, items: int, risk: float) -> float:
    return averaged(lots(kind, count, size), items).critical(risk)


def _counted(n: int, points: int) -> None:
    if n not in range(2, LARGEST + 1) or points not in range(2, MOST_OPTIONS + 1):
        raise InvalidInput(
            f"Chance for {n} people and {points} answers is not counted out.",
            mend=f"Give 2 to {LARGEST} people and 2 to {MOST_OPTIONS} answers.",
        )
