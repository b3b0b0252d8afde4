"""The diary: everything that happens in the organisation, each event with the whole record as it then was."""

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeVar

from kennisbank.domain.ids import new_id
from kennisbank.domain.record import Record
from kennisbank.domain.revision import Deed

FIRST, LAST = date(2024, 11, 4), date(2026, 11, 20)
"""The two years that the story takes."""
SEED = 1848
_MORNING = time(8, 30)
_Kind = TypeVar("_Kind", bound=Record)


@dataclass(frozen=True)
class Event:
    """One deed: at a moment, by an account, and what the record is after it."""

    at: datetime
    actor: str
    verb: Deed
    record: Record
    reason: str = ""


class Diary:
    """Writes events down, hands out ids and working hours. The same seed tells the same story."""

    def __init__(self) -> None:
        """Start with an empty diary."""
        self.chance = random.Random(SEED)
        self._events: list[Event] = []
        self._now: dict[str, Record] = {}
        self._written: dict[date, datetime] = {}

    def add(self, record: _Kind, *, on: date, actor: str) -> _Kind:
        """Write down that `record` was made, and return it with its id."""
        at = self._moment(on)
        made = record.but(
            id=new_id(at, randbits=self.chance.getrandbits),
            made_by=actor,
            created=at,
            modified=at,
            revision=1,
        )
        return self._keep(made, Event(at, actor, "add", made))

    def change(
        self, record: _Kind, *, on: date, actor: str, verb: Deed = "save", reason: str = "", **changes: Any
    ) -> _Kind:
        """Write down a change to a record as it last was, and return it."""
        before = self._now[record.id]
        at = self._moment(on)
        after = before.but(**changes, revision=before.revision + 1, modified=at)
        return self._keep(after, Event(at, actor, verb, after, reason))  # type: ignore[return-value]

    def now(self, record: _Kind) -> _Kind:
        """Return `record` as it last was."""
        return self._now[record.id]  # type: ignore[return-value]

    def some(self, options: dict[str, int]) -> str:
        """Return one of `options`, by weight."""
        return self.chance.choices(list(options), weights=list(options.values()))[0]

    def later(self, day: date, least: int, most: int) -> date:
        """Return a day between `least` and `most` days after `day`."""
        return day + timedelta(days=self.chance.randint(least, most))

    def events(self) -> tuple[Event, ...]:
        """Return the events in order of time."""
        return tuple(sorted(self._events, key=lambda event: event.at))

    def _keep(self, record: _Kind, event: Event) -> _Kind:
        self._events.append(event)
        self._now[record.id] = record
        return record

    def _moment(self, on: date) -> datetime:
        """Return a moment on `on`, or on the Friday before a weekend: shortly after what was last written that day."""
        on -= timedelta(days=max(0, on.weekday() - 4))
        before = self._written.get(on) or datetime.combine(on, _MORNING, UTC)
        self._written[on] = before + timedelta(milliseconds=self.chance.randrange(20_000, 90_000))
        return self._written[on]
