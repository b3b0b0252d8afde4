"""Sealing: a database file that says in its header that it is a research copy, and is only ever opened for reading."""

import sqlite3
from contextlib import closing
from pathlib import Path

from kennisbank.errors import BankProblem

COPY_FILE = "bank.db"
"""The name of the database in the folder of a research copy."""
_MARK = int.from_bytes(b"KbRC")
"""SQLite's application id: four bytes of the header that are the application's own."""
_MARK_AT, _HEADER = 68, 100


def is_copy(path: Path) -> bool:
    """Say whether `path` is the database of a research copy."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEADER)
    except OSError:
        return False
    return head.startswith(b"SQLite format 3\x00") and head[_MARK_AT : _MARK_AT + 4] == _MARK.to_bytes(4)


def seal(path: Path) -> None:
    """Make the database at `path`, which nobody has open, a research copy: one file, written anew, without a journal."""
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA journal_mode=DELETE")
        raw.execute(f"PRAGMA application_id={_MARK}")
        raw.execute("VACUUM")


def open_sealed(path: Path) -> sqlite3.Connection:
    """Open a research copy for reading only; SQLite itself refuses to write, and makes no file beside it."""
    return sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


def cannot_change(where: str) -> BankProblem:
    """Return the error for who tries to write in a research copy."""
    return BankProblem(
        "This is a research copy: it can be read, not changed.",
        where=where,
        mend="Change the bank that it was made from, and make a new copy.",
    )
