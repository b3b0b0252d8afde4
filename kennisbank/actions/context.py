"""What every use case needs: the store, the actor, the clock, and where the search index lives."""

import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from platformdirs import user_cache_path

from kennisbank.domain.policy import Actor, Passes, Verb, may, passes
from kennisbank.domain.record import Record
from kennisbank.errors import NotAllowed
from kennisbank.search.index import Index
from kennisbank.store.sealing import cannot_change
from kennisbank.store.store import Store

Clock = Callable[[], datetime]
Progress = Callable[[int, int], None]
_CHANGING: frozenset[Verb] = frozenset(
    {"add", "edit", "review", "merge", "erase", "import", "administer", "study"}
)
"""What cannot be done to a research copy by anybody."""


def utc_now() -> datetime:
    """Return this moment in UTC."""
    return datetime.now(UTC)


class Context:
    """An open store and who is using it. `Bank` is this with the use cases as methods."""

    def __init__(self, store: Store, *, actor: Actor, clock: Clock = utc_now) -> None:
        """Hold them; nothing is read yet."""
        self.store = store
        self.actor = actor
        self._clock = clock
        self._index: Index | None = None

    @property
    def passes(self) -> Passes:
        """Return the access words of the actor."""
        return passes(self.actor)

    @property
    def index(self) -> Index:
        """Return the search index of this bank, opened at first use."""
        if self._index is None:
            self._index = Index.open(self.index_path)
        return self._index

    @property
    def index_path(self) -> Path:
        """Return the folder of the search index: beside the database file, or in the cache for a server or a research copy.

        The environment variable KENNISBANK_INDEX names another parent folder.
        """
        if parent := os.environ.get("KENNISBANK_INDEX"):
            return Path(parent) / self.store.id
        if (file := self.store.file) and not self.store.sealed:
            return file.with_name(f"{file.name}.index") / self.store.id
        return user_cache_path("kennisbank") / "index" / self.store.id

    def now(self) -> datetime:
        """Return this moment, in whole milliseconds of UTC."""
        moment = self._clock().astimezone(UTC)
        return moment.replace(microsecond=moment.microsecond // 1000 * 1000)

    def today(self) -> date:
        """Return the day it is."""
        return self.now().date()

    def require(self, verb: Verb, record: Record | None = None) -> None:
        """Raise NotAllowed unless the actor may do `verb` (to `record`); BankProblem when nobody can in a research copy."""
        if self.store.sealed and verb in _CHANGING:
            raise cannot_change(self.store.where)
        if not may(self.actor, verb, record):
            thing = f" {record.kind} {record.id}" if record is not None else ""
            raise NotAllowed(
                f"{self.actor.name or 'Somebody not signed in'} ({self.actor.role}) may not {verb}{thing}.",
                mend="Ask an editor or administrator, or act as another account.",
            )

    def require_account(self) -> None:
        """Raise NotAllowed for somebody who is not signed in."""
        if self.actor.role == "anonymous":
            raise NotAllowed("This is for people of the organisation.", mend="Sign in first.")

    def close(self) -> None:
        """Give back what was opened."""
        self._index = None
        self.store.close()
