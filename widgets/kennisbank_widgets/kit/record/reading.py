"""Everything a reader gets to see of one record, gathered before anything is drawn."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from kennisbank.domain.kinds.lesson import Lesson
from kennisbank.domain.lifecycle import Step, steps_from
from kennisbank.domain.policy import Actor, may, may_move
from kennisbank.domain.record import Record
from kennisbank.domain.references import references
from kennisbank.domain.revision import Revision

SOON_DAYS = 30
SHELVED = frozenset({"archived", "rejected"})


class Shelf(Protocol):
    """What reading needs of a bank."""

    actor: Actor

    def get(self, id: str, /) -> Record: ...  # noqa: D102
    def titles(self, ids: Iterable[str], /) -> dict[str, str]: ...  # noqa: D102
    def backlinks(self, id: str, /) -> tuple[tuple[str, Record], ...]: ...  # noqa: D102
    def history(self, id: str, /) -> tuple[Revision, ...]: ...  # noqa: D102
    def similar(self, what: Record, /, *, limit: int = 5) -> tuple[Any, ...]: ...  # noqa: D102
    def today(self) -> date: ...  # noqa: D102


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A record and what surrounds it, only what the reader may see.

    `titles` has the titles of the records referred to, by id; an id that is not there may not be shown. `backlinks`
    are (relation, record); `similar` are search hits; `steps` the moves the reader may make.
    """

    record: Record
    titles: dict[str, str]
    backlinks: tuple[tuple[str, Record], ...] = ()
    history: tuple[Revision, ...] = ()
    similar: tuple[Any, ...] = ()
    may_add: bool = False
    may_edit: bool = False
    may_review: bool = False
    steps: tuple[Step, ...] = ()
    freshness: str = ""


def read(shelf: Shelf, id: str) -> Reading:
    """Return what the reader may see of record `id`. Raises NotFound."""
    record = shelf.get(id)
    lesson = isinstance(record, Lesson)
    return Reading(
        record=record,
        titles=shelf.titles({item.target for item in references(record)}),
        backlinks=shelf.backlinks(record.id),
        history=shelf.history(record.id),
        similar=shelf.similar(record, limit=5) if lesson else (),
        may_add=may(shelf.actor, "add"),
        may_edit=may(shelf.actor, "edit", record),
        may_review=lesson and may(shelf.actor, "review", record),
        steps=tuple(
            step
            for step in steps_from(record.status, kind=record.kind)
            if may_move(shelf.actor, record, step.end)
        ),
        freshness=freshness(record, today=shelf.today()) if lesson else "",
    )


def freshness(record: Record, *, today: date) -> str:
    """Return how fresh a lesson is: `unreviewed`, `stale`, `soon` (within 30 days) or `fresh`.

    Only a review moves this; neither reading nor editing does.
    """
    if record.review_until is None:
        return "unreviewed"
    days = (record.review_until - today).days
    return "stale" if days < 0 else "soon" if days <= SOON_DAYS else "fresh"
