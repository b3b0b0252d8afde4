"""Counts, means, variances and deviations per group and item, all groups at once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from kennisbank.climate.frames import Grouped, Numbers, complete, grouped, on_scale
from kennisbank.errors import InvalidInput

Counts = npt.NDArray[np.int64]
MISSING = ("item", "listwise")


@dataclass(frozen=True)
class Moments:
    """`counts`, `means` and sums of `squares` around the mean; groups x items. A mean of no answers is NaN."""

    counts: Counts
    means: Numbers
    squares: Numbers

    @property
    def variances(self) -> Numbers:
        """Return the variances (n - 1); NaN with fewer than two answers."""
        return ratio(self.squares, np.where(self.counts > 1, self.counts - 1, 0))


def distinct(names: Sequence[str], what: str, *, some: bool = True) -> None:
    """Check that `names` is a list of names, each there once, and with `some` not empty; raises InvalidInput."""
    if isinstance(names, str):
        raise InvalidInput(f"{names!r} is one name, not a list of names.", mend=f"Give [{names!r}].")
    if some and not len(names):
        raise InvalidInput(f"There is no {what}.", mend=f"Name at least one {what}.")
    if doubled := sorted({str(name) for name in names if list(names).count(name) > 1}):
        raise InvalidInput(f"The {what} {', '.join(doubled)} is named twice.", mend="Name each once.")


def answers(
    frame: pd.DataFrame, items: Sequence[str], group: str, scale: tuple[float, float] | None
) -> Grouped:
    """Return the answers to `items` by `group`, having checked their names and, with a `scale`, every answer."""
    distinct(items, "item")
    if group in items:
        raise InvalidInput(f"{group!r} is both an item and the group.", mend="Name another column.")
    if list(frame.columns).count(group) > 1:
        raise InvalidInput(f"The column {group} is there twice.", mend="Give the group one column.")
    found = grouped(frame, items, group)
    if scale is not None:
        on_scale(found.answers, scale)
    return found


def kept(told: Grouped, missing: str) -> Grouped:
    """Return the forms that the rule `missing` keeps: `listwise` the complete ones, `item` those with any answer."""
    if missing not in MISSING:
        raise InvalidInput(
            f"There is no rule {missing!r} for missing answers.", mend=f"Choose {' or '.join(MISSING)}."
        )
    stay = complete(told.answers) if missing == "listwise" else ~np.isnan(told.answers).all(axis=1)
    return told if stay.all() else Grouped(told.answers[stay], told.codes[stay], told.groups)


def moments(told: Grouped) -> Moments:
    """Return the moments of each group and item, in two passes so that equal answers have no spread at all."""
    shape = (len(told), told.answers.shape[1])
    counts, means, squares = np.zeros(shape, dtype=np.int64), np.full(shape, np.nan), np.zeros(shape)
    for item, (codes, values) in enumerate(_columns(told)):
        count = np.bincount(codes, minlength=len(told))
        mean = ratio(np.bincount(codes, values, minlength=len(told)), count)
        apart = values - mean[codes]
        counts[:, item], means[:, item] = count, mean
        squares[:, item] = np.bincount(codes, apart * apart, minlength=len(told))
    return Moments(counts, means, squares)


def deviations(told: Grouped, centres: Numbers) -> Numbers:
    """Return the mean absolute distance to `centres` (groups x items); NaN where nobody answered."""
    found = np.full(centres.shape, np.nan)
    for item, (codes, values) in enumerate(_columns(told)):
        apart = np.abs(values - np.ascontiguousarray(centres[:, item])[codes])
        count = np.bincount(codes, minlength=len(told))
        found[:, item] = ratio(np.bincount(codes, apart, minlength=len(told)), count)
    return found


def medians(told: Grouped) -> Numbers:
    """Return the median of each group and item; NaN where nobody answered."""
    found = np.full((len(told), told.answers.shape[1]), np.nan)
    for item, (codes, values) in enumerate(_columns(told)):
        ordered = values[np.lexsort((values, codes))]
        count = np.bincount(codes, minlength=len(told))
        some = count > 0
        first = (np.cumsum(count) - count)[some]
        low, high = first + (count[some] - 1) // 2, first + count[some] // 2
        found[some, item] = (ordered[low] + ordered[high]) / 2
    return found


def ratio(above: npt.ArrayLike, below: npt.ArrayLike) -> Numbers:
    """Return `above` / `below`, NaN where `below` is 0."""
    top, bottom = np.broadcast_arrays(np.asarray(above, dtype=float), np.asarray(below, dtype=float))
    found = np.full(top.shape, np.nan)
    np.divide(top, bottom, out=found, where=bottom != 0)
    return found


def _columns(told: Grouped) -> list[tuple[npt.NDArray[np.intp], Numbers]]:
    pairs = []
    for column in told.answers.T:
        here = ~np.isnan(column)
        pairs.append((told.codes, column) if here.all() else (told.codes[here], column[here]))
    return pairs
