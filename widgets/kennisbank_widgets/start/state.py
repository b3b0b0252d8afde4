"""What the start page knows: what waits for me, and what is new."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

import traitlets as t

from kennisbank.domain.lifecycle import GOING_ON
from kennisbank.domain.policy import Actor, may
from kennisbank.domain.record import Record
from kennisbank.errors import KennisbankError
from kennisbank.text.catalogue import say
from kennisbank.text.faults import in_plain_words
from kennisbank_widgets.kit.record.reading import SHELVED, freshness

OPEN = frozenset({"open", "running"})
NEWEST = 5


class Hall(Protocol):
    """What the start page needs of a bank."""

    actor: Actor

    def my_drafts(self) -> tuple[Any, ...]: ...  # noqa: D102
    def keep_draft(self, kind: str, values: dict[str, Any], /) -> Any: ...  # noqa: D102
    def backlinks(self, id: str, /) -> tuple[tuple[str, Record], ...]: ...  # noqa: D102
    def find(self, text: str = "", /, **options: Any) -> Any: ...  # noqa: D102
    def today(self) -> date: ...  # noqa: D102


@dataclass(frozen=True, kw_only=True)
class Todo:
    """One thing that waits: an action with its due day, or a lesson with the day before which to look at it again."""

    id: str
    title: str
    day: date | None
    late: bool


@dataclass(frozen=True, kw_only=True)
class Unfinished:
    """A draft of mine."""

    id: str
    title: str
    kind: str
    modified: str


class StartState(t.HasTraits):
    """`drafts`, `actions`, `handovers`, `reviews` and `newest` are what the page lists; `started` is the draft just begun."""

    drafts = t.Tuple()
    actions = t.Tuple()
    handovers = t.Tuple()
    reviews = t.Tuple()
    newest = t.Tuple()
    started = t.Unicode()
    message = t.Unicode()

    def __init__(self, hall: Hall, *, language: str = "nl") -> None:
        """Look around once."""
        self.hall = hall
        self.language = language
        super().__init__()
        self.refresh()

    @property
    def person(self) -> str:
        """Return the id of the person behind the account, or an empty text."""
        return self.hall.actor.person

    @property
    def may_add(self) -> bool:
        """Say whether the visitor may capture."""
        return may(self.hall.actor, "add")

    def refresh(self) -> None:
        """Look again at what waits and what is new."""
        mine = self.hall.backlinks(self.person) if self.person else ()
        ours = [
            item
            for team in sorted(self.hall.actor.teams | self.hall.actor.leads)
            for item in self.hall.backlinks(team)
        ]
        today = self.hall.today()
        self.drafts = (
            tuple(_unfinished(draft, self.language) for draft in self.hall.my_drafts())
            if self.may_add
            else ()
        )
        self.actions = open_actions(_of(mine, "owned_by"), today=today)
        mine_too = (*_of(mine, "given_by"), *_of(mine, "received_by"))
        self.handovers = open_handovers(mine_too, today=today)
        self.reviews = due_reviews((*_of(mine, "made_by"), *_of(ours, "owned_by")), today=today)
        self.newest = tuple(self.hall.find("", kind="lesson", sort="newest", limit=NEWEST, log=False))

    def begin(self, title: str) -> None:
        """Keep `title` as a draft lesson; `started` becomes its id, and the page goes there."""
        if not title.strip():
            self.message = say("start.capture.empty", self.language)
            return
        try:
            self.started = self.hall.keep_draft("lesson", {"title": " ".join(title.split())}).id
        except KennisbankError as error:
            self.message = in_plain_words(error, self.language)


def open_actions(actions: Iterable[Record], *, today: date) -> tuple[Todo, ...]:
    """Return the open ones among `actions`: late ones first, then by day, those without a day last."""
    open_ones = (record for record in actions if record.kind == "action" and record.status in OPEN)
    todos = [_todo(record, getattr(record, "due", None), today=today) for record in open_ones]
    return tuple(sorted(set(todos), key=_urgency))


def open_handovers(handovers: Iterable[Record], *, today: date) -> tuple[Todo, ...]:
    """Return the hand-overs that are not over yet: late ones first, then by day, those without a day last."""
    going_on = (record for record in handovers if record.kind == "handover" and record.status in GOING_ON)
    todos = [_todo(record, getattr(record, "due", None), today=today) for record in going_on]
    return tuple(sorted(set(todos), key=_urgency))


def due_reviews(lessons: Iterable[Record], *, today: date) -> tuple[Todo, ...]:
    """Return the lessons that are past their review day, or will be within a month."""
    kept = (record for record in lessons if record.kind == "lesson" and record.status not in SHELVED)
    due = (record for record in kept if freshness(record, today=today) in ("stale", "soon"))
    return tuple(sorted({_todo(record, record.review_until, today=today) for record in due}, key=_urgency))


def _todo(record: Record, day: date | None, *, today: date) -> Todo:
    return Todo(id=record.id, title=record.title, day=day, late=day is not None and day < today)


def _urgency(todo: Todo) -> tuple[date, str, str]:
    return todo.day or date.max, todo.title, todo.id


def _of(backlinks: Iterable[tuple[str, Record]], relation: str) -> tuple[Record, ...]:
    return tuple(record for name, record in backlinks if name == relation)


def _unfinished(draft: Any, language: str) -> Unfinished:
    title = str(draft.values.get("title", "")).strip() or say("start.drafts.untitled", language)
    return Unfinished(id=draft.id, title=title, kind=draft.kind, modified=draft.modified)
