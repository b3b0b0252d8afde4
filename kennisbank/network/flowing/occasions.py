"""Occasions on which somebody can have learned from somebody else, found in the bank's network by rules."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import networkx as nx

from kennisbank.network.graph import kind_of

_MAKERS = {
    "lesson": "made_by", "application": "applied_by", "action": "owned_by", "reflection": "reflected_by",
}  # fmt: skip
"""For each kind of record the relation to the people who made it."""


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """On `day`, by `record`, each of `learners` learned from `teachers` through the record `of` that they made.

    `day` is None when the record does not say. With shared work the teachers are the learners.
    """

    rule: str
    record: str
    of: str
    day: date | None
    teachers: tuple[str, ...]
    learners: tuple[str, ...]


def occasions(net: "nx.MultiDiGraph[str]", rule: str) -> Iterator[Occasion]:
    """Yield every occasion of `rule` in the network, in the order of its nodes."""
    return _FINDERS[rule](net)


def makers(net: "nx.MultiDiGraph[str]", record: str) -> tuple[str, ...]:
    """Return the people who wrote, applied, own or reflected in `record`."""
    wanted = _MAKERS.get(kind_of(net, record))
    return tuple(
        sorted(
            {
                person
                for _, person, tie in net.out_edges(record, data=True)
                if tie["relation"] == wanted and kind_of(net, person) == "person"
            }
        )
    )


def _following(
    rule: str, relation: str, kinds: frozenset[str], *, in_order: bool = False
) -> Callable[["nx.MultiDiGraph[str]"], Iterator[Occasion]]:
    """Return the rule: who makes a record that refers by `relation` learns from those who made what it refers to.

    `in_order`: not when what it refers to is younger. Only where the relation does not say which came first: a lesson
    can be written down after the work in which it was applied.
    """

    def found(net: "nx.MultiDiGraph[str]") -> Iterator[Occasion]:
        for record in net:
            if kind_of(net, record) not in kinds:
                continue
            day = net.nodes[record]["day"]
            targets = {of for _, of, tie in net.out_edges(record, data=True) if tie["relation"] == relation}
            for of in sorted(targets - {record}):
                if kind_of(net, of) in _MAKERS and not (in_order and _later(net.nodes[of]["day"], day)):
                    yield Occasion(
                        rule=rule, record=record, of=of, day=day,
                        teachers=makers(net, of), learners=makers(net, record),
                    )  # fmt: skip

    return found


def _together(rule: str, kinds: frozenset[str]) -> Callable[["nx.MultiDiGraph[str]"], Iterator[Occasion]]:
    """Return the rule: those who make one record together learn from each other."""

    def found(net: "nx.MultiDiGraph[str]") -> Iterator[Occasion]:
        for record in net:
            if kind_of(net, record) in kinds and len(people := makers(net, record)) > 1:
                yield Occasion(
                    rule=rule, record=record, of=record, day=net.nodes[record]["day"],
                    teachers=people, learners=people,
                )  # fmt: skip

    return found


def _later(one: date | None, other: date | None) -> bool:
    return one is not None and other is not None and one > other


_FINDERS = {
    "applied": _following("applied", "applies", frozenset({"application"})),
    "acted": _following("acted", "follows_from", frozenset({"action"})),
    "reflected": _following("reflected", "reflects_on", frozenset({"reflection"})),
    "built_on": _following("built_on", "related", frozenset({"lesson"}), in_order=True),
    "wrote_together": _together("wrote_together", frozenset({"lesson"})),
    "worked_together": _together("worked_together", frozenset({"application", "action", "reflection"})),
}

RULES = dict.fromkeys(_FINDERS, 1.0)
"""Each rule with how much one occasion of it counts. All 1: chosen by us, not measured; give `rules=` to weigh otherwise.

applied          the authors of a lesson → who applied it
acted            the authors of a lesson → who owns an action that follows from it
reflected        who made a lesson, application or action → who looks back on it
built_on         the authors of a lesson → the authors of a later lesson that refers to it
wrote_together   the authors of one lesson → each other
worked_together  the people of one application, action or reflection → each other
"""
