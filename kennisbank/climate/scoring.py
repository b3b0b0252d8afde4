"""From the answers of a form to one score per scale: reversed items turned, missing answers under the half rule."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from kennisbank.climate.frames import Numbers, numbers, on_scale
from kennisbank.climate.moments import distinct
from kennisbank.climate.results import Result
from kennisbank.errors import InvalidInput


@dataclass(frozen=True, kw_only=True, eq=False)
class ScaleScores(Result):
    """A score per form, and how many of them rest on every item.

    `values` is in the order of the frame, NaN where too little was answered. `n` forms have a score, and `prorated` of those
    lack an answer; `share` is prorated / n. `missing` forms answered fewer than `least` items.
    """

    statistic: ClassVar[str] = "scale_scores"
    values: Numbers
    n: int
    prorated: int
    share: float
    missing: int
    least: int


def scale_scores(
    frame: pd.DataFrame,
    items: Sequence[str],
    reverse: Sequence[str] = (),
    scale: tuple[float, float] = (1, 5),
    least: int | None = None,
) -> ScaleScores:
    """Return the mean of the answered `items` per form, for forms that answered at least `least` of them.

    `least` is half of the items, rounded up, when left out (the half rule). An answer x to an item in `reverse` counts as
    lowest + highest - x. A score from fewer than all items is prorated: it is as if the missing answers were equal to the
    mean of the given ones, which is biased when items differ in their means (Mazza, Enders & Ruehlman 2015); hence `share`.

    R: `ifelse(rowSums(!is.na(x)) >= ceiling(ncol(x) / 2), rowMeans(x, na.rm = TRUE), NA)`.
    Raises InvalidInput for unknown, doubled or no items, a reversed item that is no item, answers off the scale, and a
    `least` that is not from 1 to the number of items.
    """
    distinct(items, "item")
    distinct(reverse, "reversed item", some=False)
    if strange := [item for item in reverse if item not in items]:
        raise InvalidInput(
            f"{', '.join(map(repr, strange))} is to be reversed, but is no item of the scale.",
            where=", ".join(map(str, items)),
            mend="Name it among the items too.",
        )
    needed = (len(items) + 1) // 2 if least is None else least
    if needed not in range(1, len(items) + 1):
        raise InvalidInput(
            f"A score cannot ask for {needed} answers of {len(items)} items.",
            where="least",
            mend=f"Give 1 to {len(items)}.",
        )
    values = on_scale(numbers(frame, items), scale)
    turned = np.isin(np.arange(len(items)), [list(items).index(item) for item in reverse])
    values = np.where(turned, scale[0] + scale[1] - values, values)
    given = (~np.isnan(values)).sum(axis=1)
    scored = given >= needed
    scores = np.where(scored, np.nansum(values, axis=1) / np.maximum(given, 1), np.nan)
    n, prorated = int(scored.sum()), int((scored & (given < len(items))).sum())
    return ScaleScores(
        values=scores,
        n=n,
        prorated=prorated,
        share=prorated / n if n else float("nan"),
        missing=len(frame) - n,
        least=needed,
        method={"items": tuple(items), "reverse": tuple(reverse), "scale": scale, "missing": "half rule"},
    )
