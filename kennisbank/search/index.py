"""The search index: follows the log of revisions and answers questions about what an actor may read.

    index = Index.open(path)
    if index.at < last:                                  # somebody saved something
        with index.lock(timeout=30):
            index.reload()
            index.follow(changes, at=last)               # one commit, about 20 ms for one record
    results = index.search(parse("bezwaar"), passes(actor), today=date.today())

Nothing in it is not in the bank: an index that is missing, damaged or of another version starts again at revision 0.
"""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path

from kennisbank.domain.policy import Passes
from kennisbank.domain.record import Record
from kennisbank.search import following, searching, similar, suggesting
from kennisbank.search.analyser import Analyser
from kennisbank.search.documents import Change
from kennisbank.search.folder import WAIT_SECONDS, Folder
from kennisbank.search.query import Query
from kennisbank.search.results import Hit, Results
from kennisbank.search.snapshot import Snapshot

__all__ = ["Change", "Index"]


class Index:
    """An open index. Any number of processes may read it; one at a time follows the log."""

    def __init__(self, folder: Folder) -> None:
        """Read the last commit; use `open`."""
        self._folder = folder
        self._analyser = Analyser()
        self._stamp = folder.stamp()
        self._snapshot = Snapshot(*folder.read())

    @classmethod
    def open(cls, path: Path) -> "Index":
        """Return the index in folder `path`, made when there is none. Raises BankProblem when it cannot be."""
        return cls(Folder(path))

    @property
    def at(self) -> int:
        """The number of the last revision it follows, also when another process did the following; 0 for a new one."""
        return self._now().at

    def lock(self, *, timeout: float = WAIT_SECONDS) -> AbstractContextManager[None]:
        """Hold the index for writing. Raises BankBusy when another process holds it for `timeout` seconds."""
        return self._folder.lock(timeout=timeout)

    def reload(self) -> None:
        """Read the last commit, whoever made it."""
        self._stamp = self._folder.stamp()
        self._snapshot = Snapshot(*self._folder.read())

    def follow(self, changes: Iterable[Change], *, at: int) -> None:
        """Take in `changes` and be at revision `at`: both or, when killed half-way, neither. Raises BankBusy."""
        with self.lock():
            following.follow(self._folder, self._now(), changes, at=at, analyser=self._analyser)
            self.reload()

    def clear(self) -> None:
        """Empty it: back to revision 0. Raises BankBusy."""
        self._folder.clear()
        self.reload()

    def search(  # noqa: PLR0913 - a search has these sides
        self,
        query: Query,
        passes: Passes,
        *,
        limit: int = 20,
        offset: int = 0,
        today: date,
        explain: bool = False,
    ) -> Results:
        """Return the hits `offset` … `offset + limit`, the number of all, counts per field and what may have been meant.

        Hits, numbers and suggestion show only what `passes` admit. `today` decides what is overdue for review.
        """
        page = searching.Page(limit=limit, offset=offset, today=today, explain=explain)
        return searching.search(query, self._now().seen_by(passes), self._analyser, page)

    def similar(
        self, what: Record | str, passes: Passes, *, limit: int = 5, kind: str = "lesson"
    ) -> tuple[Hit, ...]:
        """Return the records of `kind` (any when empty) most like `what`; the score is their likeness, from 0 to 1."""
        view = self._now().seen_by(passes)
        found = similar.similar(what, view, self._analyser, limit=limit, kind=kind)
        return tuple(searching.plain_hit(kept, score) for score, kept in found)

    def suggest(self, typed: str, passes: Passes, *, limit: int = 8) -> tuple[str, ...]:
        """Return titles that what was typed may become."""
        return suggesting.titles(typed, self._now().seen_by(passes), self._analyser, limit=limit)

    def _now(self) -> Snapshot:
        if self._folder.stamp() != self._stamp:
            self.reload()
        return self._snapshot
