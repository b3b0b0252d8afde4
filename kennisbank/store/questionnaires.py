"""Questionnaires that an organisation brought itself: the text of each version, which never changes."""

from sqlalchemy import Connection, insert, select

from kennisbank.store import tables

_Q = tables.questionnaire.c


def add(connection: Connection, id: str, version: str, text: str) -> None:
    """Write a version down."""
    connection.execute(insert(tables.questionnaire).values(id=id, version=version, text=text))


def one(connection: Connection, id: str, version: str) -> str:
    """Return the text of a version; nothing when there is none."""
    query = select(_Q.text).where(_Q.id == id, _Q.version == version)
    return connection.scalar(query) or ""


def every(connection: Connection) -> tuple[tuple[str, str], ...]:
    """Return (id, version) of all."""
    return tuple(
        (row.id, row.version) for row in connection.execute(select(_Q.id, _Q.version).order_by(_Q.id))
    )
