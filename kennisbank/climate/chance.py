"""How much agreement chance alone gives: exact, for groups whose members pick an answer by lot.

The smaller the group, the more often people agree by accident: three people who all draw lots have an rwg of .70 or more in
23 of 100 groups. So each agreement is set beside the level for a group of its own size.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

import numpy as np
import pandas as pd

from kennisbank.climate.frames import Numbers
from kennisbank.climate.lots import RISK, averaged, lots
from kennisbank.climate.results import Result
from kennisbank.errors import InvalidInput

LARGEST = 200
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
    Raises InvalidInput for a size that is not from 2 to 200, and a scale that has not 2 to 11 whole answers.
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
    spread, apart = (lots(kind, answers, wanted) for kind in ("spread", "mean"))
    return ChanceLevels(
        sizes=wanted,
        rwg=np.array([1 - spread[size].critical(risk) / even for size in wanted]),
        ad=np.array([apart[size].critical(risk) for size in wanted]),
        rwg_high=np.array([spread[size].at_most(0.3 * even) for size in wanted]),
        ad_low=np.array([apart[size].at_most(answers / 6) for size in wanted]),
        method={"answers": "all equally likely", "scale": scale, "risk": risk, "center": "mean"},
    )


def options(scale: tuple[float, float]) -> int:
    """Return how many whole answers a scale has, or 0 when it is no scale of 2 to 11 answers one apart."""
    count = scale[1] - scale[0] + 1
    return int(count) if count in range(2, MOST_OPTIONS + 1) else 0


def uniform_variance(count: float) -> float:
    """Return the variance of `count` answers that are all equally likely: (count² - 1) / 12."""
    return (count * count - 1) / 12


def levels(
    kind: str, scale: tuple[float, float], sizes: Iterable[int], items: int = 1, risk: float = RISK
) -> dict[int, float]:
    """Return for each of `sizes` the largest mean disagreement over `items` that chance gives in at most `risk` of groups.

    Items are drawn apart from each other. NaN for fewer than two people, and on a scale that is not counted out.
    """
    count = options(scale)
    asked = {size: min(size, LARGEST) for size in sizes}
    real = frozenset(size for size in asked.values() if size > 1) if count else frozenset()
    found = _criticals(kind, count, real, items, risk)
    return {size: found.get(counted, float("nan")) for size, counted in asked.items()}


@lru_cache(maxsize=64)
def _criticals(kind: str, count: int, sizes: frozenset[int], items: int, risk: float) -> dict[int, float]:
    return {size: averaged(told, items).critical(risk) for size, told in lots(kind, count, sizes).items()}
