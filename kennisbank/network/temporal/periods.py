"""A dated graph, period by period: as it stood at the end of each, or what held and happened in each."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Literal, TypeAlias

import networkx as nx

from kennisbank.errors import InvalidInput
from kennisbank.network.days import day_of, in_order
from kennisbank.network.flowing.learning import draw
from kennisbank.network.graph import STANDING

Every: TypeAlias = Literal["month", "quarter", "year"]
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_OPEN = 9999
"""The year that other systems write for an end that is not known: no day of it is the last of anything."""


def snapshots(
    graph: "nx.Graph[Any]", every: Every = "month", *, start: date | None = None, end: date | None = None
) -> "Iterator[nx.Graph[Any]]":
    """Yield `graph` as it stood on the last day of each month, quarter or year, from `start` to `end`.

    Those are the first and the last day in the graph when not given (days in the year 9999 mean that there is no end); a
    graph without days gives nothing unless both are. See `cut` for what stays, but nothing that began after `end` does,
    also where the last period goes on after it. `graph.graph["at"]` is the day.
    """
    ends = _ends(graph, start, end)
    if ends is None:
        return
    for _, last in month_bounds(*ends, every):
        yield _part(graph, at=last, by=last if end is None else min(last, ends[1]))


def windows(
    graph: "nx.Graph[Any]",
    *,
    days: int,
    step: int | None = None,
    start: date | None = None,
    end: date | None = None,
) -> "Iterator[nx.Graph[Any]]":
    """Yield what held or happened in each window of `days`, a new one every `step` days (not given: one after the other).

    A tie is in every window in which it held on at least one day, also one that it ended in (`cut` asks for the last day);
    what happens on one day is in those with that day. The first begins on `start`, the last on or before `end`; those are
    as in `snapshots` when not given. `graph.graph` has the first and the last day as `since` and `at`.
    """
    step = days if step is None else step
    if days < 1 or step < 1:
        raise InvalidInput(f"Windows of {days} days, {step} apart, do not move on.", mend="Give 1 or more.")
    ends = _ends(graph, start, end)
    if ends is None:
        return
    begin, last = ends
    while begin <= last:
        at = begin + timedelta(days=days - 1)
        yield _part(graph, since=begin, at=at, by=at, at_any_time=True)
        begin += timedelta(days=step)


def cut(graph: "nx.Graph[Any]", *, at: date | None = None, since: date | None = None) -> "nx.Graph[Any]":
    """Return what of `graph` held on the day `at`, without what happened before `since`.

    The rules are those of `bank.network(at=, since=)`, on any graph. A node happens on its `day`, unless its `kind` is of
    those that are there all the time; one without a day stays. A tie holds from `since` up to, not including, `until`;
    or happens on its `time`; one without days holds always. Of `n.flows` the arcs are added up anew from the occasions
    in the period. `graph.graph` says which period it was.
    Raises InvalidInput when something is no day, or ends before it begins.
    """
    return _part(graph, at=at, since=since, by=at)


def _part(
    graph: "nx.Graph[Any]",
    *,
    at: date | None,
    by: date | None,
    since: date | None = None,
    at_any_time: bool = False,
) -> "nx.Graph[Any]":
    """Return what `cut` does, of what had begun or happened by the day `by`; of ties also those that ended before `at`."""
    in_order(since, at, "The period")
    result = graph.__class__(**graph.graph | {"at": at, "since": since})
    for node, about in graph.nodes(data=True):
        if about.get("kind") in STANDING or _happened(day_of(about.get("day")), by, since):
            result.add_node(node, **about)
    if graph.graph.get("measure") == "flows":
        draw(result, {
            (one, other): steps
            for one, other, about in graph.edges(data=True)
            if (steps := [step for step in about["steps"] if _happened(step.day, by, since)])
        })  # fmt: skip
        return result
    keyed: Any = graph.edges(data=True)
    if isinstance(graph, nx.MultiGraph):
        keyed = graph.edges(data=True, keys=True)
    for *ends, about in keyed:
        if ends[0] not in result or ends[1] not in result:
            continue
        if about.get("time") is not None:
            kept = _happened(day_of(about["time"]), by, since)
        else:
            begun, ended = _days(ends, about)
            day = max(filter(None, (begun, since)), default=None) if at_any_time else at
            kept = _held(begun, ended, since=since, by=by, at=day)
        if kept:
            result.add_edge(*ends, **about)
    return result


def span(graph: "nx.Graph[Any]") -> tuple[date, date] | None:
    """Return the first and the last day in `graph`, or None when it has none; the year 9999 has no days."""
    told = {
        day_of(about.get("day")) for _, about in graph.nodes(data=True) if about.get("kind") not in STANDING
    }
    for *_, about in graph.edges(data=True):
        told |= {day_of(about.get(name)) for name in ("since", "until", "time", "first", "last")}
    days = sorted(day for day in told if day is not None and day.year != _OPEN)
    return (days[0], days[-1]) if days else None


def month_bounds(first: date, last: date, every: Every) -> Iterator[tuple[date, date]]:
    """Yield the first and the last day of each whole period from the one of `first` to the one of `last`."""
    if every not in _MONTHS:
        raise InvalidInput(f"There is no period {every!r}.", mend=f"Choose from {', '.join(_MONTHS)}.")
    size = _MONTHS[every]
    number = (first.year * 12 + first.month - 1) // size
    while (begin := _month(number * size)) <= last:
        number += 1
        yield begin, _month(number * size) - timedelta(days=1)


def _ends(graph: "nx.Graph[Any]", start: date | None, end: date | None) -> tuple[date, date] | None:
    """Return the first and the last day to look at, or None when they are neither given nor in `graph`."""
    in_order(start, end, "The period")
    if end is not None and end.year == _OPEN:
        end = None
    first, last = span(graph) or (None, None)
    first, last = start or first, end or last
    return None if first is None or last is None else (first, last)


def _month(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)


def _happened(day: date | None, at: date | None, since: date | None) -> bool:
    return day is None or ((at is None or day <= at) and (since is None or day >= since))


def _days(ends: list[Any], about: dict[str, Any]) -> tuple[date | None, date | None]:
    begun, ended = day_of(about.get("since")), day_of(about.get("until"))
    in_order(begun, ended, f"The tie from {ends[0]!r} to {ends[1]!r}")
    return begun, ended


def _held(
    begun: date | None, ended: date | None, *, since: date | None, by: date | None, at: date | None
) -> bool:
    """Tell whether a tie began by the day `by`, had not ended before `since`, and had not ended on the day `at`."""
    if by is not None and begun is not None and begun > by:
        return False
    return ended is None or ((at is None or at < ended) and (since is None or since < ended))
