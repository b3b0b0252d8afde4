"""What shows that somebody knows a topic, when it was shown, and how much it still counts."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import inf, isfinite
from typing import Any

import networkx as nx

from kennisbank.errors import InvalidInput
from kennisbank.network.days import day_of
from kennisbank.network.showing import WEIGHTS, of_lesson, shown

HALF_LIFE = 730.0
"""Days after which a contribution counts half. Chosen by us: two years, about the time in which half of the projects and
systems that a lesson is about have changed. What somebody says of themselves does not fade: it stands until withdrawn."""
TIE = "tie"
"""The word for evidence that is a tie of a graph from outside the bank."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """`record` shows on `day` (None: unknown) that `person` knows `topic`; `weight` is what it counts before it fades."""

    person: Any
    topic: Any
    word: str
    record: Any
    day: date | None
    weight: float

    def counts(self, at: date, half_life_days: float) -> float:
        """Return `weight` × 2^(−age / half-life), age in days; without a day it counts in full."""
        if self.day is None or self.word == "knows":
            return self.weight
        return float(self.weight * 0.5 ** ((the_day(at) - self.day).days / half_life_days))


def of_topic(net: "nx.MultiDiGraph[str]", topic: str, *, at: date) -> Iterator[Evidence]:
    """Yield each piece of evidence for `topic` in a bank's network that was there on the day `at`, once."""
    return _dated(net, shown(net, topic), topic, at)


def of_one_lesson(net: "nx.MultiDiGraph[str]", lesson: str, *, at: date) -> Iterator[Evidence]:
    """Yield who made `lesson` and who did something with it up to the day `at`; the lesson stands for the topic."""
    return _dated(net, of_lesson(net, lesson), lesson, at)


def _dated(
    net: Any, found: Iterable[tuple[Any, str, Any, dict[str, Any]]], topic: str, at: date
) -> Iterator[Evidence]:
    at = the_day(at)
    seen: set[tuple[str, str, str]] = set()
    for person, word, record, tie in found:
        told = tie.get("since") if word == "knows" else net.nodes[record].get("day") or tie.get("since")
        begun, until = day_of(told), day_of(tie.get("until"))
        if (begun and begun > at) or (until and until <= at) or (person, word, record) in seen:
            continue
        seen.add((person, word, record))
        yield Evidence(person=person, topic=topic, word=word, record=record, day=begun, weight=WEIGHTS[word])


def of_ties(
    net: "nx.Graph[Any]", people: Sequence[Hashable], *, at: date, weight: str | None, day: str
) -> Iterator[Evidence]:
    """Yield each tie between one of `people` and something else as evidence, whatever way it points.

    Raises InvalidInput when a tie joins two people or two topics, or has a weight that is no number of 0 or more.
    """
    known, at = frozenset(people), the_day(at)
    for one, other, data in net.edges(data=True):
        if (one in known) == (other in known):
            raise InvalidInput(
                f"The tie from {one!r} to {other!r} joins two of the same sort.",
                mend="Give a graph of people and topics, and say with people= which nodes are people.",
            )
        person, topic = (one, other) if one in known else (other, one)
        told = day_of(data.get(day))
        if told is not None and told > at:
            continue
        counts = 1.0 if weight is None else _number(data.get(weight), weight, one, other)
        if counts:
            yield Evidence(person=person, topic=topic, word=TIE, record=None, day=told, weight=counts)


def the_day(at: date) -> date:
    """Return the day of a moment, and a day as it is: a moment is a date to Python but cannot be compared with one."""
    return at.date() if isinstance(at, datetime) else at


def check_half_life(half_life_days: float) -> float:
    """Return the half-life. Raises InvalidInput unless it is above 0; infinity means that nothing fades."""
    if not half_life_days > 0:
        raise InvalidInput(
            f"A half-life of {half_life_days!r} days cannot be used.",
            mend=f"Give a number above 0, or {inf}.",
        )
    return float(half_life_days)


def _number(value: Any, weight: str, one: Any, other: Any) -> float:
    try:
        number = float(value) if not isinstance(value, str) else float("nan")
    except (TypeError, ValueError):
        number = float("nan")
    if not isfinite(number) or number < 0:
        raise InvalidInput(
            f"The tie from {one!r} to {other!r} has {weight} {value!r}.",
            mend=f"Give each tie a {weight!r} that is a number of 0 or more, or leave weight out.",
            where=weight,
        )
    return number
