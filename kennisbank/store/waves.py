"""Waves: rounds of a questionnaire, who is invited to one, and what came of it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, case, delete, func, insert, select, update

from kennisbank.store import tables

_W, _P = tables.wave.c, tables.participation.c


@dataclass(frozen=True, kw_only=True)
class Wave:
    """One round of a questionnaire. `closes` is the last day to answer; `outcome` is empty until it is closed."""

    id: str
    instrument: str
    version: str
    title: str
    opens: date
    closes: date
    closed: bool = False
    rules: Mapping[str, Any] = field(default_factory=dict)
    outcome: Mapping[str, Any] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class Invited:
    """Somebody who is invited to a wave, with the team they are asked about and whether they sent their answers."""

    account: str
    team: str
    traits: Mapping[str, str]
    answered: bool = False


def add(connection: Connection, wave: Wave, invited: Iterable[Invited]) -> None:
    """Write `wave` down, and who is invited."""
    connection.execute(insert(tables.wave).values(_row(wave)))
    rows = [
        {"wave": wave.id, "account": one.account, "team": one.team, "traits": _text(one.traits), "answered": one.answered}
        for one in invited
    ]  # fmt: skip
    if rows:
        connection.execute(insert(tables.participation), rows)


def put(connection: Connection, wave: Wave) -> None:
    """Write `wave` over what stands under its id."""
    connection.execute(update(tables.wave).where(_W.id == wave.id).values(_row(wave)))


def one(connection: Connection, id: str) -> Wave | None:
    """Return the wave with that id."""
    row = connection.execute(select(tables.wave).where(_W.id == id)).first()
    return _value(row._mapping) if row else None


def every(connection: Connection) -> tuple[Wave, ...]:
    """Return all waves, the last opened first."""
    rows = connection.execute(select(tables.wave).order_by(_W.opens.desc(), _W.id.desc()))
    return tuple(_value(row._mapping) for row in rows)


def invited(connection: Connection, wave: str) -> tuple[Invited, ...]:
    """Return who is invited, by account; nobody any more when the wave is closed."""
    rows = connection.execute(select(tables.participation).where(_P.wave == wave).order_by(_P.account))
    return tuple(Invited(row.account, row.team, json.loads(row.traits), row.answered) for row in rows)


def invitation(connection: Connection, wave: str, account: str) -> Invited | None:
    """Return how `account` is invited to `wave`."""
    query = select(tables.participation).where(_P.wave == wave, _P.account == account)
    row = connection.execute(query).first()
    return Invited(row.account, row.team, json.loads(row.traits), row.answered) if row else None


def mark_answered(connection: Connection, wave: str, account: str) -> bool:
    """Keep that `account` sent its answers; say whether that is new."""
    query = update(tables.participation).where(_P.wave == wave, _P.account == account, _P.answered.is_(False))
    return connection.execute(query.values(answered=True)).rowcount == 1


def response(connection: Connection, wave: str) -> dict[str, tuple[int, int]]:
    """Return by team how many people are invited and how many sent their answers."""
    answered = func.sum(case((_P.answered, 1), else_=0))
    query = select(_P.team, func.count(), answered).where(_P.wave == wave).group_by(_P.team)
    return {team: (count, int(sent)) for team, count, sent in connection.execute(query)}


def forget_invited(connection: Connection, wave: str) -> None:
    """Forget who was invited to `wave` and who answered."""
    connection.execute(delete(tables.participation).where(_P.wave == wave))


def _row(wave: Wave) -> dict[str, Any]:
    return {
        **vars(wave), "opens": wave.opens.isoformat(), "closes": wave.closes.isoformat(), "rules": _text(wave.rules),
        "outcome": _text(wave.outcome) if wave.outcome else "",
    }  # fmt: skip


def _value(row: Mapping[Any, Any]) -> Wave:
    return Wave(**{
        **row, "opens": date.fromisoformat(row["opens"]), "closes": date.fromisoformat(row["closes"]),
        "rules": json.loads(row["rules"]), "outcome": json.loads(row["outcome"] or "{}"),
    })  # fmt: skip


def _text(values: Mapping[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
