"""Questions about a result: the text and its reply; who asked and when is not kept."""

import secrets
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update

from kennisbank.store import tables

_T = tables.concern.c


@dataclass(frozen=True)
class Concern:
    """A question of somebody about a result of `team` in `wave`."""

    key: str
    wave: str
    team: str
    text: str
    reply: str = ""


def add(connection: Connection, wave: str, team: str, text: str) -> Concern:
    """Keep a question under a random key."""
    made = Concern(secrets.token_hex(16), wave, team, text)
    connection.execute(insert(tables.concern).values(vars(made)))
    return made


def about(connection: Connection, wave: str, team: str) -> tuple[Concern, ...]:
    """Return the questions about the results of `team` in `wave`, in the order of their random keys."""
    query = select(tables.concern).where(_T.wave == wave, _T.team == team).order_by(_T.key)
    return tuple(Concern(**row._mapping) for row in connection.execute(query))


def one(connection: Connection, key: str) -> Concern | None:
    """Return the question with that key."""
    row = connection.execute(select(tables.concern).where(_T.key == key)).first()
    return Concern(**row._mapping) if row else None


def reply(connection: Connection, key: str, text: str) -> None:
    """Keep the reply to a question."""
    connection.execute(update(tables.concern).where(_T.key == key).values(reply=text))
