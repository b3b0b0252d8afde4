"""A dated graph, period by period: as it stood at the end of each, or what happened in each."""

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


def snapshots(
    graph: "nx.Graph[Any]", every: Every = "month", *, start: date | None = None, end: date | None = None
) -> "Iterator[nx.Graph[Any]]":
    """Yield `graph` as it stood on the last day of each month, quarter or year, from `start` to `end`.

    Those are the first and the last day in the graph when not given; a graph without days gives nothing. See `cut` for
    what stays; `graph.graph["at"]` is the day.
    """
    in_order(start, end, "The period")
    for _, last in _periods(graph, start, end, every):
        yield cut(graph, at=last)


def windows(
    graph: "nx.Graph[Any]",
    *,
    days: int,
    step: int | None = None,
    start: date | None = None,
    end: date | None = None,
) -> "Iterator[nx.Graph[Any]]":
    """Yield what happened in each window of `days`, a new one every `step` days (not given: one after the other).

    The first begins on `start`, the last on or before `end`; those are the first and the last day in the graph when not
    given. See `cut` for what stays; `graph.graph` has the first and the last day as `since` and `at`.
    """
    step = days if step is None else step
    if days < 1 or step < 1:
        raise InvalidInput(f"Windows of {days} days, {step} apart, do not move on.", mend="Give 1 or more.")
    in_order(start, end, "The period")
    spanned = span(graph)
    if spanned is None:
        return
    begin, last = start or spanned[0], end or spanned[1]
    while begin <= last:
        yield cut(graph, since=begin, at=begin + timedelta(days=days - 1))
        begin += timedelta(days=step)


def cut(graph: "nx.Graph[Any]", *, at: date | None = None, since: date | None = None) -> "nx.Graph[Any]":
    """Return what of `graph` held on the day `at`, without what happened before `since`.

    The rules are those of `bank.network(at=, since=)`, on any graph. A node happens on its `day`, unless its `kind` is of
    those that are there all the time; one without a day stays. A tie holds from `since` up to, not including, `until`;
    or happens on its `time`; one without days holds always. Of `n.flows` the arcs are added up anew from the occasions
    in the period. `graph.graph` says which period it was.
    Raises InvalidInput when something is no day, or ends before it begins.
    """
    in_order(since, at, "The period")
    result = graph.__class__(**graph.graph | {"at": at, "since": since})
    for node, about in graph.nodes(data=True):
        if about.get("kind") in STANDING or _happened(day_of(about.get("day")), at, since):
            result.add_node(node, **about)
    if graph.graph.get("measure") == "flows":
        draw(result, {
            (one, other): steps
            for one, other, about in graph.edges(data=True)
            if (steps := [step for step in about["steps"] if _happened(step.day, at, since)])
        })  # fmt: skip
        return result
    keyed: Any = graph.edges(data=True)
    if isinstance(graph, nx.MultiGraph):
        keyed = graph.edges(data=True, keys=True)
    for *ends, about in keyed:
        if ends[0] in result and ends[1] in result and _held(ends, about, at, since):
            result.add_edge(*ends, **about)
    return result


def span(graph: "nx.Graph[Any]") -> tuple[date, date] | None:
    """Return the first and the last day in `graph`, or None when it has none."""
    told = {
        day_of(about.get("day")) for _, about in graph.nodes(data=True) if about.get("kind") not in STANDING
    }
    for *_, about in graph.edges(data=True):
        told |= {day_of(about.get(name)) for name in ("since", "until", "time", "first", "last")}
    days = sorted(day for day in told if day is not None)
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


def _periods(
    graph: "nx.Graph[Any]", start: date | None, end: date | None, every: Every
) -> Iterator[tuple[date, date]]:
    spanned = span(graph)
    if spanned is None and (start is None or end is None):
        return iter(())
    return month_bounds(start or spanned[0], end or spanned[1], every)  # type: ignore[index]


def _month(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)


def _happened(day: date | None, at: date | None, since: date | None) -> bool:
    return day is None or ((at is None or day <= at) and (since is None or day >= since))


def _held(ends: list[Any], about: dict[str, Any], at: date | None, since: date | None) -> bool:
    if about.get("time") is not None:
        return _happened(day_of(about["time"]), at, since)
    begun, ended = day_of(about.get("since")), day_of(about.get("until"))
    in_order(begun, ended, f"The tie from {ends[0]!r} to {ends[1]!r}")
    if at is not None and begun is not None and begun > at:
        return False
    return ended is None or ((at is None or at < ended) and (since is None or since < ended))
