"""Sessions: who is signed in, from which moment until which. Only a fingerprint of the word in the cookie is kept."""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, or_, select, update

from kennisbank.store import tables

_T = tables.session.c


@dataclass(frozen=True)
class Session:
    """Somebody who is signed in as `account`. Moments are UTC, as text."""

    fingerprint: str
    account: str
    began: str
    seen: str
    until: str


def add(connection: Connection, session: Session) -> None:
    """Write `session` down."""
    connection.execute(insert(tables.session).values(vars(session)))


def one(connection: Connection, fingerprint: str) -> Session | None:
    """Return the session with that fingerprint, expired or not."""
    row = connection.execute(select(tables.session).where(_T.fingerprint == fingerprint)).first()
    return Session(**row._mapping) if row else None


def touch(connection: Connection, fingerprint: str, *, seen: str) -> None:
    """Write down that the session was used at `seen`."""
    connection.execute(update(tables.session).where(_T.fingerprint == fingerprint).values(seen=seen))


def drop(connection: Connection, fingerprint: str) -> str:
    """End the session and return whose it was, or an empty text when there was none."""
    found = one(connection, fingerprint)
    connection.execute(delete(tables.session).where(_T.fingerprint == fingerprint))
    return found.account if found else ""


def drop_of(connection: Connection, account: str) -> int:
    """End every session of `account` and return how many there were."""
    return connection.execute(delete(tables.session).where(_T.account == account)).rowcount


def drop_past(connection: Connection, *, now: str, idle: str) -> None:
    """Forget sessions that ended before `now`, or that were last used before `idle`."""
    connection.execute(delete(tables.session).where(or_(_T.until <= now, _T.seen <= idle)))
