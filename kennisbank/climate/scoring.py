"""The score of a form on one dimension: the mean of its answers, when at least half of the items are answered."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from kennisbank.climate.frames import Numbers, numbers, on_scale
from kennisbank.climate.results import Result
from kennisbank.errors import InvalidInput


@dataclass(frozen=True, kw_only=True)
class ScaleScores(Result):
    """`values` by form, NaN where too few items are answered; `prorated` is the share of scores with an answer missing."""

    statistic: ClassVar[str] = "scale_scores"
    values: Numbers
    prorated: float
    missing: int


def scale_scores(
    frame: pd.DataFrame,
    *,
    items: Sequence[str],
    reverse: Sequence[str] = (),
    scale: tuple[float, float] = (1, 5),
    least: int | None = None,
) -> ScaleScores:
    """Return the score of each form of `frame` on the columns `items`, the columns `reverse` turned round on `scale`.

    The half rule: with `least` answers or more (by default half of the items, rounded up) the mean of what is answered, else NaN.
    R: `rowMeans(x, na.rm = TRUE)` where `rowSums(!is.na(x)) >= k / 2`. Raises InvalidInput for unknown columns, answers off the
    scale, an item named twice, and a reversed item that is none of the items or is named twice.
    """
    for names, told in ((items, "item"), (reverse, "reversed item")):
        if doubled := sorted({str(name) for name in names if list(names).count(name) > 1}):
            raise InvalidInput(f"The {told} {doubled[0]!r} is named twice.", mend="Name it once.")
    if unknown := [name for name in reverse if name not in items]:
        raise InvalidInput(f"{unknown[0]!r} is reversed and is no item.", mend="Name items only.")
    if not items:
        raise InvalidInput("There are no items.", mend="Name at least one column.")
    values = on_scale(numbers(frame, items), scale)
    turned = np.array([name in set(reverse) for name in items])
    values = np.where(turned, scale[0] + scale[1] - values, values)
    answered = (~np.isnan(values)).sum(axis=1)
    enough = answered >= (math.ceil(len(items) / 2) if least is None else least)
    total = np.where(np.isnan(values), 0, values).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = np.where(enough & (answered > 0), total / answered, np.nan)
    known = ~np.isnan(found)
    prorated = float((answered[known] < len(items)).mean()) if known.any() else float("nan")
    return ScaleScores(
        values=found, prorated=prorated, missing=int((~known).sum()), method={"rule": "half", "scale": scale}
    )
