"""Accounts: the names people act under, their role and their teams."""

import secrets
from collections.abc import Iterable

from sqlalchemy import Connection, delete, insert, select, update

from kennisbank.domain.policy import Actor, Role
from kennisbank.store import tables


def actor(connection: Connection, name: str) -> Actor | None:
    """Return the actor that account `name` stands for, or None when there is no such account."""
    row = connection.execute(select(tables.account).where(tables.account.c.name == name)).first()
    if row is None:
        return None
    m = tables.membership.c
    member = connection.execute(select(m.team, m.leads).where(m.account == name)).all()
    teams = frozenset(team for team, _ in member)
    leads = frozenset(team for team, leading in member if leading)
    return Actor(name=row.name, role=row.role, person=row.person, teams=teams, leads=leads)


def names(connection: Connection) -> tuple[str, ...]:
    """Return the names of all accounts, in alphabetical order."""
    return tuple(connection.scalars(select(tables.account.c.name).order_by(tables.account.c.name)))


def people(connection: Connection) -> dict[str, str]:
    """Return the person of every account by its name; an empty text where none is known."""
    rows = connection.execute(select(tables.account.c.name, tables.account.c.person))
    return {row.name: row.person for row in rows}


def put(  # noqa: PLR0913 - an account has these parts
    connection: Connection, name: str, role: Role, *, person: str, teams: Iterable[str], leads: Iterable[str]
) -> None:
    """Make account `name`, or give it another role, person and teams."""
    connection.execute(delete(tables.membership).where(tables.membership.c.account == name))
    row = {"role": role, "person": person}
    if not connection.execute(
        update(tables.account).where(tables.account.c.name == name).values(row)
    ).rowcount:
        connection.execute(insert(tables.account).values(name=name, **row))
    leading = set(leads)
    if rows := [
        {"account": name, "team": team, "leads": team in leading} for team in sorted({*teams, *leading})
    ]:
        connection.execute(insert(tables.membership), rows)


def of_person(connection: Connection, person: str) -> tuple[str, ...]:
    """Return the accounts that belong to person `person`."""
    query = select(tables.account.c.name).where(
        tables.account.c.person == person, tables.account.c.person != ""
    )
    return tuple(connection.scalars(query.order_by(tables.account.c.name)))


def forget(connection: Connection, name: str) -> None:
    """Delete account `name`, its memberships, its drafts and its ways in; what it did is no longer tied to it."""
    connection.execute(delete(tables.draft).where(tables.draft.c.account == name))
    for table in (tables.membership, tables.credential, tables.invitation, tables.session):
        connection.execute(delete(table).where(table.c.account == name))
    asked = (
        tables.participation.c.account
    )  # that somebody was asked, and answered, stays; that it was this account does not
    for wave in connection.scalars(select(tables.participation.c.wave).where(asked == name)).all():
        mine = (tables.participation.c.wave == wave) & (asked == name)
        connection.execute(
            update(tables.participation).where(mine).values(account=f"-{secrets.token_hex(8)}")
        )
    for column in (tables.event.c.account, tables.event.c.about):
        connection.execute(update(tables.event).where(column == name).values({column.name: ""}))
    connection.execute(delete(tables.account).where(tables.account.c.name == name))
