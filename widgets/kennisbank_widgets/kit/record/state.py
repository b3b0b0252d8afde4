"""What a reader can do with one record: open it, apply it, look back on it, review it and move it on."""

from datetime import date
from typing import Any, Protocol

import traitlets as t

from kennisbank.domain.kinds.application import Application
from kennisbank.domain.kinds.reflection import Reflection
from kennisbank.domain.record import Record
from kennisbank.domain.words import label
from kennisbank.errors import InvalidRecord, KennisbankError
from kennisbank.text.catalogue import say
from kennisbank.text.faults import in_plain_words
from kennisbank_widgets.kit.record.reading import Shelf, read

TITLE_LENGTH = 80


class Desk(Shelf, Protocol):
    """What working with a record needs of a bank."""

    def add(self, record: Record, /) -> str: ...  # noqa: D102
    def review(self, id: str, /, *, confidence: str, until: date | None = None, note: str = "") -> Record: ...  # noqa: D102
    def move(self, id: str, status: str, /, *, reason: str = "") -> Record: ...  # noqa: D102


class RecordState(t.HasTraits):
    """`id` is the record asked for, `reading` what there is to see of it (None when nothing is open)."""

    id = t.Unicode()
    reading = t.Any(None, allow_none=True)
    message = t.Unicode()

    def __init__(self, desk: Desk, *, language: str = "nl") -> None:
        """Start with nothing open."""
        self.desk = desk
        self.language = language
        super().__init__()

    @t.observe("id")
    def _read(self, _change: Any) -> None:
        self.refresh()

    def refresh(self) -> None:
        """Read the record again; a record that is not there, or not for this reader, gives a message and nothing else."""
        self.message = ""
        try:
            self.reading = read(self.desk, self.id) if self.id else None
        except KennisbankError:
            self.reading = None
            self.message = say("finding.record.missing", self.language)

    def close(self) -> None:
        """Put the record away."""
        self.id = ""

    def apply(self, *, title: str, on: date | None, outcome: str, came_of_it: str) -> bool:
        """Keep that the open lesson was applied in assignment `title`. Say whether that worked; `message` says the rest."""
        application = {
            "title": title, "lessons": (self.id,), "people": self._me(), "applied_on": on, "outcome": outcome,
            "what_came_of_it": came_of_it,
        }  # fmt: skip
        return self._do(
            lambda: self.desk.add(Application.make(application)), "finding.record.applied", kind="application"
        )

    def reflect(self, *, text: str, next_time: str = "") -> bool:
        """Keep a look back on the open record."""
        title = _first_line(text) or _first_line(next_time)
        reflection = {
            "title": title,
            "text": text,
            "next_time": next_time,
            "about": (self.id,),
            "people": self._me(),
        }
        return self._do(
            lambda: self.desk.add(Reflection.make(reflection)), "finding.record.reflected", kind="reflection"
        )

    def review(self, *, confidence: str, until: date | None = None, note: str = "") -> bool:
        """Sign that the open lesson was looked at."""
        return self._do(
            lambda: self.desk.review(self.id, confidence=confidence, until=until, note=note),
            "finding.record.reviewed",
        )

    def move(self, status: str, *, reason: str = "") -> bool:
        """Bring the open lesson to `status`."""
        return self._do(lambda: self.desk.move(self.id, status, reason=reason), "finding.record.moved")

    def _me(self) -> tuple[str, ...]:
        return (self.desk.actor.person,) if self.desk.actor.person else ()

    def _do(self, deed: Any, done: str, *, kind: str = "lesson") -> bool:
        try:
            deed()
        except InvalidRecord as error:
            wrong = ", ".join(label(kind, name, self.language) for name in error.problems)
            self.message = f"{in_plain_words(error, self.language)} ({wrong})"
            return False
        except KennisbankError as error:
            self.message = in_plain_words(error, self.language)
            return False
        self.refresh()
        self.message = say(done, self.language)
        return True


def _first_line(text: str) -> str:
    """Return the first line of `text`, cut off at a word."""
    line = next((" ".join(line.split()) for line in text.splitlines() if line.strip()), "")
    return line if len(line) <= TITLE_LENGTH else line[:TITLE_LENGTH].rsplit(" ", 1)[0] + " …"
