"""The folder of an index: one writer at a time, readers in any process, made anew by itself when it is damaged.

Below the folder lies one subfolder per `schema.fingerprint()`, so an index of another version is never misread. Which
revision the index follows stands in a document inside it and so changes in the same atomic commit as the records.
"""

import contextlib
import json
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import tantivy
from filelock import FileLock, Timeout

from kennisbank.errors import BankBusy, BankProblem
from kennisbank.search import documents
from kennisbank.search.schema import ID, META, STORED, fingerprint, schema

WAIT_SECONDS = 30.0
_SMALL, _LARGE = 15_000_000, 150_000_000
"""Bytes of memory for writing a few records, and for many."""
_MANY = 500
_META_FILE = "meta.json"
Stamp = tuple[int, int, int]


class Folder:
    """Opens, locks, writes and mends the index in `path`."""

    def __init__(self, path: Path) -> None:
        """Make the folder when it is not there. Raises BankProblem when it cannot be written."""
        self.path = path
        self.home = path / fingerprint()
        try:
            self.home.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise BankProblem(
                f"The search index cannot be kept here: {error.strerror}.",
                where=str(path), mend="Make the folder writable, or name another in KENNISBANK_INDEX.",
            ) from error  # fmt: skip
        self._lock = FileLock(path / "lock")

    @contextlib.contextmanager
    def lock(self, *, timeout: float = WAIT_SECONDS) -> Iterator[None]:
        """Hold the index for writing; the same process may hold it more than once. Raises BankBusy after `timeout` seconds."""
        try:
            self._lock.acquire(timeout=timeout)
        except Timeout:
            raise BankBusy(
                f"Another process has been writing the search index for more than {timeout:g} seconds.",
                where=str(self.path), mend="Try again in a moment.",
            ) from None  # fmt: skip
        try:
            yield
        finally:
            self._lock.release()

    def stamp(self) -> Stamp | None:
        """Return what changes with every commit by any process; None when there is no index."""
        try:
            found = (self.home / _META_FILE).stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_ino, found.st_size

    def read(self) -> tuple[tantivy.Searcher, int]:
        """Return a searcher on the last commit and the revision it follows; a damaged index is emptied first."""
        if self.stamp() is not None and (found := self._try_to_read()):
            return found
        with self.lock():
            found = self._try_to_read() if self.stamp() is not None else None
            if found is None:
                self._start_anew()
                found = self._try_to_read()
        if found is None:
            raise BankProblem(
                "The search index cannot be made.",
                where=str(self.home),
                mend="See if the disk is full, or remove the folder.",
            )
        return found

    def _try_to_read(self) -> tuple[tantivy.Searcher, int] | None:
        try:
            index = tantivy.Index(schema(), path=str(self.home))
            index.config_reader("manual")
            index.reload()
            searcher = index.searcher()
            hits = searcher.search(tantivy.Query.term_query(schema(), ID, META), 1).hits
            kept = searcher.doc(hits[0][1]).get_first(STORED)
            return searcher, int(json.loads(bytes(kept or b""))["at"])
        except (ValueError, OSError, IndexError, KeyError, TypeError):
            return None

    def _start_anew(self) -> None:
        """Empty this version's folder, drop those of other versions, and begin at revision 0."""
        for other in self.path.iterdir():
            if other.is_dir():
                shutil.rmtree(other, ignore_errors=True)
        self.home.mkdir(parents=True, exist_ok=True)
        self.write([documents.meta(0)], gone=[META])

    def write(
        self,
        made: Iterator[tantivy.Document] | Sequence[tantivy.Document],
        *,
        gone: Sequence[str],
        count: int = 0,
    ) -> None:
        """Take out the records `gone` and put in the documents `made` (about `count`), in one commit."""
        heap, threads = (_LARGE, 2) if count > _MANY else (_SMALL, 1)
        with self.lock():
            index = tantivy.Index(schema(), path=str(self.home))
            writer = index.writer(heap, threads)
            for id in gone:
                writer.delete_documents_by_term(ID, id)
            for document in made:
                writer.add_document(document)
            writer.commit()
            writer.wait_merging_threads()

    def clear(self) -> None:
        """Empty the index."""
        with self.lock():
            self._start_anew()
