"""What is given with a question about risk, looked at before anything is counted: chances, levels, seconds, holders."""

from collections.abc import Mapping
from math import isfinite
from numbers import Real
from typing import Any

import pandas as pd

from kennisbank.errors import InvalidInput


def checked(leave: Mapping[Any, float]) -> Mapping[Any, float]:
    """Return `leave`. Raises InvalidInput when a value is no number from 0 to 1."""
    for person, chance in leave.items():
        if not (isinstance(chance, Real) and 0 <= chance <= 1):
            raise InvalidInput(
                f"{person!r} leaves with probability {chance!r}.",
                mend="Give a number from 0 to 1.",
                where="leave",
            )
    return leave


def a_share(value: float, where: str) -> float:
    """Return `value`. Raises InvalidInput, naming `where`, unless it is a number from 0 to 1."""
    if not (isinstance(value, Real) and 0 <= value <= 1):
        raise InvalidInput(
            f"{where}={value!r} cannot be used.", mend="Give a number from 0 to 1.", where=where
        )
    return float(value)


def a_level(level: float) -> float:
    """Return the level of an interval. Raises InvalidInput unless it lies between 0 and 1."""
    if not (isinstance(level, Real) and 0 < level < 1):
        raise InvalidInput(
            f"A level of {level!r} cannot be used.",
            mend="Give a number between 0 and 1, like 0.95.",
            where="level",
        )
    return float(level)


def some_seconds(seconds: float) -> float:
    """Return how long a programme may take. Raises InvalidInput unless that is above 0 and finite."""
    if not (isinstance(seconds, Real) and isfinite(seconds) and seconds > 0):
        raise InvalidInput(
            f"{seconds!r} seconds cannot be used.", mend="Give a number above 0.", where="seconds"
        )
    return float(seconds)


def with_columns(holders: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """Return `holders`. Raises InvalidInput when one of `columns` is not there."""
    lacking = [name for name in columns if name not in holders]
    if lacking:
        raise InvalidInput(
            f"The frame has no column {lacking[0]!r}.", mend="Give what n.holders() returns.", where="holders"
        )
    return holders
