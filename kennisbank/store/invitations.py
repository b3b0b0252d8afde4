"""Invitations: links with which somebody chooses a password, once. Only a fingerprint of the word in it is kept."""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from kennisbank.store import tables

_T = tables.invitation.c


@dataclass(frozen=True)
class Invitation:
    """A link for `account` that works until the moment `until` (UTC, as text)."""

    fingerprint: str
    account: str
    until: str


def put(connection: Connection, invitation: Invitation) -> None:
    """Write `invitation` down; earlier ones of that account no longer work."""
    drop(connection, invitation.account)
    connection.execute(insert(tables.invitation).values(vars(invitation)))


def one(connection: Connection, fingerprint: str) -> Invitation | None:
    """Return the invitation with that fingerprint, expired or not."""
    row = connection.execute(select(tables.invitation).where(_T.fingerprint == fingerprint)).first()
    return Invitation(**row._mapping) if row else None


def take(connection: Connection, fingerprint: str) -> bool:
    """Use the invitation up, and say whether it was there: of two who try, one is told yes."""
    return bool(connection.execute(delete(tables.invitation).where(_T.fingerprint == fingerprint)).rowcount)


def drop(connection: Connection, account: str) -> None:
    """Let no link of `account` work any more."""
    connection.execute(delete(tables.invitation).where(_T.account == account))
