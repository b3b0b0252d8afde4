"""Events: what somebody did that changed no record, and that somebody must be able to ask about later."""

from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from kennisbank.store import tables

_T = tables.event.c


@dataclass(frozen=True)
class Event:
    """At moment `at` (UTC, as text) account `account` did `deed`, to or with `about`."""

    id: str
    at: str
    account: str
    deed: str
    about: str


def note(connection: Connection, event: Event) -> None:
    """Write `event` down."""
    connection.execute(insert(tables.event).values(vars(event)))


def newest(connection: Connection, *, limit: int) -> tuple[Event, ...]:
    """Return the last `limit` events, newest first."""
    rows = connection.execute(select(tables.event).order_by(_T.id.desc()).limit(limit))
    return tuple(Event(row.id, row.at, row.account, row.deed, row.about) for row in rows)
