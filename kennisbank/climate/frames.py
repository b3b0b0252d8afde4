"""Answers as numbers: a frame with one row per answered form and one column per item, read once and checked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from kennisbank.errors import InvalidInput

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Grouped:
    """Answers by group: `answers` (forms x items, NaN where missing), `codes` the group of each form, `groups` sorted."""

    answers: Numbers
    codes: npt.NDArray[np.intp]
    groups: tuple[Any, ...]

    def __len__(self) -> int:
        """Return the number of groups."""
        return len(self.groups)


def numbers(frame: pd.DataFrame, items: Sequence[str] | None = None) -> Numbers:
    """Return the columns `items` (all, when left out) as floats, forms x items; missing answers are NaN.

    Raises InvalidInput for a column that is not there or not of numbers, and for infinite values.
    """
    wanted = list(frame.columns) if items is None else list(items)
    if absent := [item for item in wanted if item not in frame.columns]:
        raise InvalidInput(
            f"There is no column {', '.join(map(repr, absent))}.",
            where=", ".join(map(str, frame.columns)),
            mend="Name columns of the frame.",
        )
    if doubled := sorted({str(item) for item in wanted if list(frame.columns).count(item) > 1}):
        raise InvalidInput(
            f"The column {', '.join(doubled)} is there twice.", mend="Give each item one column."
        )
    columns = []
    for item in wanted:
        try:
            columns.append(pd.to_numeric(frame[item]).to_numpy(dtype=float, na_value=np.nan))
        except (TypeError, ValueError) as wrong:
            raise InvalidInput(
                f"The column {item!r} holds something that is not a number: {wrong}.",
                mend="Give answers as numbers, and leave missing ones empty.",
            ) from wrong
    values = np.column_stack(columns) if columns else np.empty((len(frame), 0))
    if np.isinf(values).any():
        raise InvalidInput("An answer is infinite.", mend="Leave a missing answer empty.")
    return values


def on_scale(values: Numbers, scale: tuple[float, float]) -> Numbers:
    """Return `values`, having checked that each lies on `scale` (lowest, highest)."""
    lowest, highest = scale
    if not lowest < highest:
        raise InvalidInput(
            f"A scale runs from low to high, not from {lowest} to {highest}.", mend="Give (1, 5)."
        )
    off = values[(values < lowest) | (values > highest)]
    if off.size:
        raise InvalidInput(
            f"The answer {off[0]:g} is off the scale from {lowest:g} to {highest:g} ({off.size} in all).",
            mend="Correct the answers, or name the scale they were given on.",
        )
    return values


def grouped(frame: pd.DataFrame, items: Sequence[str], group: str) -> Grouped:
    """Return the answers to `items` by the column `group`; forms without a group are left out.

    Groups stand in sorted order. Raises InvalidInput where `numbers` does.
    """
    if group not in frame.columns:
        raise InvalidInput(f"There is no column {group!r}.", mend="Name the column that says the group.")
    known = frame[frame[group].notna().to_numpy()]
    codes, groups = pd.factorize(known[group], sort=True)
    return Grouped(numbers(known, items), codes, tuple(groups))


def complete(values: Numbers) -> npt.NDArray[np.bool_]:
    """Return which forms answered every item."""
    return np.asarray(~np.isnan(values).any(axis=1))
