"""A bank that is only a few dictionaries: what the states of the pages need, as plain functions."""

from dataclasses import dataclass, field
from datetime import date
from types import SimpleNamespace
from typing import Any

import networkx as nx

from kennisbank.actions.asking import Knower, Reason
from kennisbank.domain.policy import Actor, access, passes
from kennisbank.domain.record import Record
from kennisbank.domain.references import references
from kennisbank.errors import InvalidInput, InvalidQuery, NotFound
from kennisbank.network.asking import who_knows
from kennisbank.network.graph import graph
from kennisbank.search.results import Hit

TODAY = date(2026, 3, 1)


def as_id(name: str) -> str:
    """Return `name` as an id; `strip("0")` gives it back. Use no i, l, o, u."""
    return name.rjust(26, "0")


def hit(name: str, **more: Any) -> Hit:
    """Return a search hit."""
    return Hit(id=as_id(name), kind="lesson", title=name, score=1.0, **more)


ANN = Actor(name="ann", role="member", person=as_id("ann"), teams=frozenset({as_id("team")}))


@dataclass
class Shelves:
    """`records` by id; `searches` and `clicks` keep what was asked, `kept` what was added."""

    held: tuple[Record, ...] = ()
    actor: Actor = ANN
    hits: tuple[Any, ...] = ()
    facets: dict[str, dict[str, int]] = field(default_factory=dict)
    suggestion: str = ""
    drafts: list[Any] = field(default_factory=list)
    searches: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    clicks: list[str] = field(default_factory=list)
    kept: list[Any] = field(default_factory=list)
    group: Any = None
    places: Any = None

    @property
    def _seen(self) -> dict[str, Record]:
        return {item.id: item for item in self.held if passes(self.actor).admit(access(item))}

    def today(self) -> date:
        return TODAY

    def get(self, id: str) -> Record:
        if id not in self._seen:
            raise NotFound(f"There is no {id!r}.")
        return self._seen[id]

    def titles(self, ids: Any) -> dict[str, str]:
        return {id: self._seen[id].title for id in ids if id in self._seen}

    def backlinks(self, id: str) -> tuple[tuple[str, Record], ...]:
        return tuple(
            (tie.relation, item)
            for item in self._seen.values()
            for tie in references(item)
            if tie.target == id
        )

    def history(self, id: str) -> tuple[Any, ...]:
        return ()

    def similar(self, what: Any, *, limit: int = 5) -> tuple[Any, ...]:
        return self.hits[:limit]

    def find(self, text: str = "", **options: Any) -> Any:
        self.searches.append((text, options))
        if text == "bad:":
            raise InvalidQuery("I cannot read this.")
        found = self.hits[options.get("offset", 0) :][: options.get("limit", 20)]
        answer = SimpleNamespace(id=f"search{len(self.searches)}", total=len(self.hits), facets=self.facets)
        answer.suggestion = self.suggestion
        return _Found(answer, found)

    def clicked(self, search: str) -> None:
        self.clicks.append(search)

    def add(self, record: Record) -> str:
        self.kept.append(record)
        return as_id("new")

    def review(self, id: str, **what: Any) -> Record:
        self.kept.append(("review", id, what))
        return self._seen[id]

    def move(self, id: str, status: str, *, reason: str = "") -> Record:
        self.kept.append(("move", id, status, reason))
        return self._seen[id]

    def my_drafts(self) -> tuple[Any, ...]:
        return tuple(self.drafts)

    def keep_draft(self, kind: str, values: dict[str, Any]) -> Any:
        self.kept.append((kind, values))
        return SimpleNamespace(id="draft1")

    def network(self, *, at: date | None = None, since: date | None = None) -> nx.MultiDiGraph:
        held = self._seen.values()
        return graph(held, [tie for item in held for tie in references(item)], at=at, since=since)

    def who_knows(self, topic: str) -> tuple[Any, ...]:
        net = self.network()
        unwilling = {node for node, willing in net.nodes(data="may_be_asked") if not willing}
        found = who_knows(net, topic, at=TODAY, without=unwilling)
        return tuple(
            Knower(person=person, name=row["title"], reasons=_reasons(row["why"]))
            for person, row in found.iterrows()
        )

    def peer_group(self, *, size: int = 4) -> Any:
        if self.group is None:
            raise InvalidInput("No group fits.")
        return self.group

    def be_asked(self, willing: bool) -> Any:
        self.held = tuple(
            item.but(may_be_asked=willing) if item.id == self.actor.person else item for item in self.held
        )
        return self.get(self.actor.person)

    def positions(self, *, language: str = "nl") -> Any:
        self.kept.append("positions")
        return self.places


def _reasons(why: Any) -> tuple[Reason, ...]:
    return tuple(
        Reason(word=one.word, record=one.record, title=one.record, day=one.day, counts=1.0) for one in why
    )


class _Found:
    """What `find` gives: iterate for the hits."""

    def __init__(self, answer: SimpleNamespace, hits: tuple[Any, ...]) -> None:
        self.hits = hits
        self.__dict__.update(vars(answer))

    def __iter__(self):
        return iter(self.hits)
