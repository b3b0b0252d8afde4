"""Forms: answers while a wave is open, and what is kept of them when it closes.

A form is found by a word that only who answers has; here lies its fingerprint. No account, no time, and rows lie in the
order of their keys, not in the order in which they came.
"""

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from kennisbank.store import tables

_F, _A = tables.form.c, tables.answer.c


@dataclass(frozen=True)
class Form:
    """The answers of somebody, by item. `team` and `traits` are what they are put together by."""

    fingerprint: str
    wave: str
    team: str
    traits: Mapping[str, str]
    answers: Mapping[str, Any] = field(default_factory=dict)
    sent: bool = False


@dataclass(frozen=True)
class Answer:
    """The answers of nobody in particular, from a part of the organisation that is large enough."""

    key: str
    unit: str
    answers: Mapping[str, Any]


def add(connection: Connection, form: Form) -> None:
    """Write a new form down."""
    row = {**vars(form), "traits": _text(form.traits), "answers": _text(form.answers)}
    connection.execute(insert(tables.form).values(row))


def one(connection: Connection, wave: str, fingerprint: str) -> Form | None:
    """Return the form of `wave` with that fingerprint."""
    row = connection.execute(
        select(tables.form).where(_F.fingerprint == fingerprint, _F.wave == wave)
    ).first()
    return _value(row) if row else None


def fill(connection: Connection, form: Form) -> None:
    """Write the answers of `form`, and whether it was sent, over what stands under its fingerprint."""
    query = update(tables.form).where(_F.fingerprint == form.fingerprint)
    connection.execute(query.values(answers=_text(form.answers), sent=form.sent))


def of_wave(connection: Connection, wave: str) -> tuple[Form, ...]:
    """Return the forms of `wave`, in the order of their fingerprints."""
    rows = connection.execute(select(tables.form).where(_F.wave == wave).order_by(_F.fingerprint))
    return tuple(_value(row) for row in rows)


def any_of(connection: Connection, wave: str) -> bool:
    """Say whether somebody began to answer."""
    return connection.scalar(select(_F.fingerprint).where(_F.wave == wave).limit(1)) is not None


def settle(connection: Connection, wave: str, unit: Callable[[Form], str]) -> int:
    """Keep the answers that were sent under a new random key with their `unit` only, forget all forms; return how many.

    Answers without a unit (an empty text) belong to no part that is large enough, and are forgotten too.
    """
    rows = [
        {"key": secrets.token_hex(16), "wave": wave, "unit": part, "answers": _text(form.answers)}
        for form in of_wave(connection, wave)
        if form.sent and (part := unit(form))
    ]
    connection.execute(delete(tables.form).where(_F.wave == wave))
    if rows:
        connection.execute(insert(tables.answer), sorted(rows, key=lambda row: row["key"]))
    return len(rows)


def answers(connection: Connection, wave: str) -> tuple[Answer, ...]:
    """Return what was answered in a closed wave, in the order of random keys."""
    rows = connection.execute(select(tables.answer).where(_A.wave == wave).order_by(_A.key))
    return tuple(Answer(row.key, row.unit, json.loads(row.answers)) for row in rows)


def _value(row: Any) -> Form:
    answers = json.loads(row.answers)
    return Form(row.fingerprint, row.wave, row.team, json.loads(row.traits), answers, row.sent)


def _text(values: Mapping[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
