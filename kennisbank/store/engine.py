"""Opening a database: addresses, connection settings, transactions, and errors in our own words."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError
from sqlalchemy.pool import QueuePool

from kennisbank.errors import BankAway, BankBusy, BankFull, BankProblem, InvalidInput
from kennisbank.store.sealing import COPY_FILE, cannot_change, is_copy, open_sealed

__all__ = ["BUSY_SECONDS", "Connection", "address", "connect", "scrub", "transaction"]

BUSY_SECONDS = 30


def address(text: str) -> URL:
    """Return the database address that `text` names: `sqlite:///path`, a bare path, or `postgresql://…`.

    The folder of a research copy names the bank in it.
    """
    if "://" not in text:
        return _file(text)
    try:
        url = make_url(text)
    except ArgumentError:
        raise InvalidInput(f"{text!r} is no address of a bank.", mend=_ADDRESSES) from None
    if url.drivername in ("postgresql", "postgres", "postgresql+psycopg"):
        return url.set(drivername="postgresql+psycopg")
    if url.drivername != "sqlite" or not url.database or url.database == ":memory:":
        raise InvalidInput(f"A bank cannot live at {url.render_as_string()!r}.", mend=_ADDRESSES)
    return _file(url.database)


def _file(path: str) -> URL:
    """Return the address of a file, from the root: it stays right for a process that starts in another folder."""
    place = Path(path).expanduser().absolute()
    return URL.create("sqlite", database=str(place / COPY_FILE if is_copy(place / COPY_FILE) else place))


_ADDRESSES = "Use sqlite:///path/to/bank.db or postgresql://user@host/name."


def connect(url: URL, *, make: bool = False) -> Engine:
    """Return an engine for `url`; nothing is opened yet. Only with `make` a file that is not there is made."""
    if url.drivername == "sqlite":
        place = Path(str(url.database))
        sealed = is_copy(place)
        creator = (lambda: open_sealed(place)) if sealed else (lambda: _open(place, make=make))
        engine = create_engine(url, poolclass=QueuePool, pool_size=4, max_overflow=16, creator=creator)
        event.listen(engine, "connect", _settle_sealed if sealed else _settle)
        event.listen(engine, "begin", _begin)
        return engine
    return create_engine(url, poolclass=QueuePool, pool_size=2, max_overflow=8, pool_pre_ping=True)


def _open(place: Path, *, make: bool) -> sqlite3.Connection:
    """Open a file: a disk that is away for a moment must not come back to an empty bank in its place."""
    mode = "rwc" if make else "rw"
    return sqlite3.connect(
        f"{place.as_uri()}?mode={mode}", uri=True, timeout=BUSY_SECONDS, check_same_thread=False
    )


def _settle(raw: sqlite3.Connection, _: Any) -> None:
    raw.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "foreign_keys=ON",
        "synchronous=FULL",
        "temp_store=MEMORY",
        "cache_size=-65536",
    ):
        raw.execute(f"PRAGMA {pragma}")


def _settle_sealed(raw: sqlite3.Connection, _: Any) -> None:
    raw.isolation_level = None
    for pragma in ("query_only=ON", "temp_store=MEMORY", "cache_size=-65536"):
        raw.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    write = connection.get_execution_options().get("write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


@contextmanager
def transaction(engine: Engine, *, write: bool) -> Iterator[Connection]:
    """Give a connection in a transaction: all of it is kept, or none. Raises BankBusy, BankAway, BankFull or BankProblem."""
    place = engine.url.render_as_string(hide_password=True)
    options: dict[str, Any] = {"write": write}
    if not write and engine.dialect.name == "postgresql":
        options["isolation_level"] = "REPEATABLE READ"  # one moment, as SQLite gives of itself
    try:
        with engine.connect().execution_options(**options) as connection, connection.begin():
            yield connection
    except OperationalError as error:
        if "readonly" in str(error.orig) and is_copy(Path(str(engine.url.database))):
            raise cannot_change(place) from error
        raise _in_our_words(error, place) from error
    except DatabaseError as error:
        if "not a database" in str(error) or "malformed" in str(error):
            raise BankProblem(
                "This file is not a database, or it is damaged.", where=place, mend=_RESTORE
            ) from error
        raise


def scrub(raw: Any) -> None:
    """Let the database behind the driver's connection `raw` write its tables anew, without what is in them no more."""
    if isinstance(raw, sqlite3.Connection):
        raw.execute("VACUUM")
        if raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
            raise sqlite3.OperationalError("somebody is reading the bank")
    else:
        raw.autocommit = True
        raw.execute("VACUUM FULL")


_RESTORE = "Name another file, or restore a backup."


_FULL = ("is full", "No space left", "disk I/O error")
"""What SQLite and PostgreSQL say when there is no room; SQLite's log may run into it first."""


def _in_our_words(error: OperationalError, place: str) -> BankProblem:
    reason = str(error.orig).strip()
    if "locked" in reason or "busy" in reason:
        return BankBusy(
            "Another process held the bank for too long.", where=place, mend="Try again in a moment."
        )
    if any(sign in reason for sign in _FULL):
        return BankFull(
            "The disk is full; nothing was written.", where=place, mend="Make room and try again."
        )
    if "readonly" in reason:
        return BankProblem(
            "The bank may not be written to.",
            where=place,
            mend="Give write permission to the file and its folder.",
        )
    return BankAway(
        f"The bank cannot be reached ({reason}).",
        where=place,
        mend="Check the address and whether the server runs.",
    )
