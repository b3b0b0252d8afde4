"""Credentials: the password of an account as a hash, and how often somebody guessed wrong."""

from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update

from kennisbank.store import tables

_T = tables.credential.c


@dataclass(frozen=True)
class Credential:
    """How `account` signs in here. Moments are UTC, as text; `locked_until` may be empty."""

    account: str
    hash: str
    changed: str
    failures: int = 0
    locked_until: str = ""


def of_account(connection: Connection, account: str) -> Credential | None:
    """Return the credential of `account`, or None when it never set a password."""
    row = connection.execute(select(tables.credential).where(_T.account == account)).first()
    return Credential(**row._mapping) if row else None


def put(connection: Connection, credential: Credential) -> None:
    """Write `credential` in the place of the earlier one of that account."""
    row = vars(credential)
    if not connection.execute(
        update(tables.credential).where(_T.account == credential.account).values(row)
    ).rowcount:
        connection.execute(insert(tables.credential).values(row))


def accounts(connection: Connection) -> frozenset[str]:
    """Return the accounts that have a password."""
    return frozenset(connection.scalars(select(_T.account)))
