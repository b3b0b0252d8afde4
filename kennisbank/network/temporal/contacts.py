"""Who was in contact with whom, and when: the frame that every question about time starts from."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

import networkx as nx
import numpy as np
import pandas as pd

from kennisbank.errors import InvalidInput
from kennisbank.network.flowing.learning import flows

Contacts: TypeAlias = "pd.DataFrame | nx.Graph[Any]"
"""What every question about time takes: a frame of contacts, or a graph that `contacts` makes one of."""


@dataclass(frozen=True, eq=False)
class Timeline:
    """Checked contacts in order of time: contact i runs from `nodes[source[i]]` to `nodes[target[i]]` at `times[rank[i]]`.

    Without direction each contact is there both ways. Loops and repeats are left out.
    """

    nodes: tuple[Hashable, ...]
    source: Any
    target: Any
    rank: Any
    times: Any
    directed: bool

    def place(self, node: Hashable) -> int:
        """Return the number of `node`. Raises InvalidInput when it has no contact."""
        try:
            return self.nodes.index(node)
        except ValueError as error:
            raise InvalidInput(f"{node!r} is not among the contacts.", mend="Name one that is.") from error


def contacts(graph: "nx.Graph[Any]", *, time: str = "time", weight: str | None = None) -> pd.DataFrame:
    """Return the contacts in `graph` as a frame with `source`, `target`, `time` and `weight`, in order of time.

    From `n.flows`: one row per occasion of known day on which the target can have learned from the source. From
    `bank.network()`: those of its flows between people. From any other graph: one row per tie, at its attribute `time` (a
    date, a moment or a number; moments of a time zone in UTC), with `weight` 1 when no attribute is named. Without direction a contact goes both ways;
    `frame.attrs` has `directed`, `nodes` (also those without contact) and how many were `undated`.
    Raises InvalidInput when a tie of such another graph has no time.
    """
    if isinstance(graph, nx.MultiDiGraph) and all(
        "kind" in about and "day" in about for _, about in graph.nodes(data=True)
    ):
        graph = flows(graph)
    rows: list[tuple[Any, ...]]
    if graph.graph.get("measure") == "flows":
        every = [
            (one, other, step) for one, other, about in graph.edges(data=True) for step in about["steps"]
        ]
        rows = [(one, other, step.day, step.weight) for one, other, step in every if step.day]
        undated = len(every) - len(rows)
    else:
        rows = [
            (one, other, about.get(time), about.get(weight) if weight else 1.0)
            for one, other, about in graph.edges(data=True)
        ]
        undated = 0
    table = pd.DataFrame(rows, columns=["source", "target", "time", "weight"])
    table["time"] = as_times(table["time"])
    table = table.sort_values("time", kind="stable", ignore_index=True)
    table.attrs |= {"directed": graph.is_directed(), "nodes": list(graph), "undated": undated}
    return table


def timeline(
    given: Contacts, *, start: Any = None, within: float | None = None, directed: bool | None = None
) -> Timeline:
    """Return the contacts from `start` up to and including `within` (days, or units of time) later, checked.

    Without `within`, or when it is infinite, there is no end. Raises InvalidInput when the frame lacks a column, a time is
    missing or not comparable, or `within` is below zero.
    """
    table = given if isinstance(given, pd.DataFrame) else contacts(given)
    lacking = {"source", "target", "time"} - set(table.columns)
    if lacking:
        raise InvalidInput(f"The contacts have no {min(lacking)!r}.", mend="Give source, target and time.")
    if within is not None and within < 0:
        raise InvalidInput(
            f"{within} days after the start is before it.", mend="Give 0 or more.", where="within"
        )
    arrows = bool(table.attrs.get("directed", True)) if directed is None else directed
    time = as_times(table["time"])
    names = [*table.attrs.get("nodes", ()), *table["source"], *table["target"]]
    nodes = tuple(dict.fromkeys(names))
    place = {node: number for number, node in enumerate(nodes)}
    kept = np.ones(len(table), dtype=bool)
    begin = moment(start, time) if start is not None else (time.min() if len(time) else None)
    if begin is not None:
        kept &= (time >= begin).to_numpy()
        if within is not None:
            kept &= units((time - begin).to_numpy()) <= within
    times, rank = np.unique(time.to_numpy()[kept], return_inverse=True)
    source = np.array([place[node] for node in table["source"]], dtype=np.int64)[kept]
    target = np.array([place[node] for node in table["target"]], dtype=np.int64)[kept]
    rows = np.stack([rank, source, target], axis=1).reshape(-1, 3)
    if not arrows:
        rows = np.concatenate([rows, rows[:, [0, 2, 1]]])
    rows = np.unique(rows[rows[:, 1] != rows[:, 2]], axis=0)
    return Timeline(nodes, rows[:, 1], rows[:, 2], rows[:, 0], times, arrows)


def moment(value: Any, time: "pd.Series[Any]") -> Any:
    """Return `value` as a moment that can be compared with `time`."""
    dated = pd.api.types.is_datetime64_any_dtype(time)
    try:
        return _without_zone(pd.Timestamp(value)) if dated else float(value)
    except (TypeError, ValueError) as error:
        raise InvalidInput(
            f"{value!r} is no {'day' if dated else 'number'}, as the times of the contacts are.",
            mend="Give one.",
        ) from error


def units(difference: Any) -> Any:
    """Return lengths of time as plain numbers: days, or units."""
    told = np.asarray(difference)
    return told / np.timedelta64(1, "D") if told.dtype.kind == "m" else told.astype(np.float64)


def as_times(column: "pd.Series[Any]") -> "pd.Series[Any]":
    """Return times that can be compared: numbers as they are, days and moments without zone, those with one in UTC.

    Raises InvalidInput when one is missing or endless, or is neither a number nor a date.
    """
    missing = column.isna()
    if missing.any():
        raise InvalidInput(
            f"{int(missing.sum())} of {len(column)} contacts have no time.", mend="Give each one, or leave it out.",
            where="time",
        )  # fmt: skip
    if pd.api.types.is_numeric_dtype(column):
        if not np.isfinite(column.astype(float)).all():
            raise InvalidInput("A contact has an endless time.", mend="Give numbers or dates.", where="time")
        return column
    try:
        return pd.to_datetime(column, utc=True, format="ISO8601").dt.tz_localize(None)
    except (TypeError, ValueError) as error:
        raise InvalidInput(
            f"The times of the contacts cannot be compared: {str(error).splitlines()[0]}",
            mend="Give numbers, dates, or texts such as 2026-01-31.",
            where="time",
        ) from error


def as_day(value: Any) -> date:
    """Return a time of a contact as a day."""
    return pd.Timestamp(value).date()


def _without_zone(told: pd.Timestamp) -> pd.Timestamp:
    return told if told.tz is None else told.tz_convert("UTC").tz_localize(None)
