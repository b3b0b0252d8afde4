"""Takes out of a record everything that somebody outside may not learn from it, before any page is made.

What is left is safe by construction: every later step (pages, feeds, search, open data) only sees the scrubbed record.
"""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from kennisbank.domain.fields import Field, Link
from kennisbank.domain.record import Record

ENVELOPE = ("id", "revision", "created", "modified")
"""The hidden fields that a page needs; all other hidden fields are emptied."""

_TEXTS = ("line", "prose", "address")
_ID_IN_TEXT = re.compile(r"(?<![0-9a-z])[0-7][0-9a-hjkmnp-tv-z]{25}(?![0-9a-z])", re.IGNORECASE)


def scrub(record: Record, *, known: Mapping[str, str], today: date) -> Record:
    """Return `record` with only what is open to anybody.

    Hidden and personal fields are emptied; a reference stays when `known` has its target (`known` gives the id it goes
    by now) and it has not ended before `today`; an id inside a text that `known` does not have becomes an ellipsis.
    """
    kind = type(record)
    changes: dict[str, Any] = {name: default(kind, name) for name in _closed(kind)}
    for name in _references(kind):
        changes[name] = _kept(getattr(record, name), known, today)
    for name in _texts(kind):
        text = getattr(record, name)
        if isinstance(text, str) and len(text) >= 26 and _ID_IN_TEXT.search(text):
            changes[name] = _ID_IN_TEXT.sub(
                lambda found: found[0] if found[0].lower() in known else "…", text
            )
    return record.model_copy(update=changes)


@cache
def default(kind: type[Record], name: str) -> Any:
    """Return the value that field `name` of `kind` has when nobody fills it in."""
    return kind.model_fields[name].get_default(call_default_factory=True)


def _is_closed(name: str, field: Field) -> bool:
    return name not in ENVELOPE and (
        field.form == "hidden" or (field.privacy != "open" and not field.relation)
    )


@cache
def _closed(kind: type[Record]) -> tuple[str, ...]:
    return tuple(name for name, field in kind.fields().items() if _is_closed(name, field))


@cache
def _references(kind: type[Record]) -> tuple[str, ...]:
    return tuple(name for name, field in kind.fields().items() if field.relation)


@cache
def _texts(kind: type[Record]) -> tuple[str, ...]:
    closed = _closed(kind)
    return tuple(name for name, field in kind.fields().items() if field.form in _TEXTS and name not in closed)


def _kept(value: Any, known: Mapping[str, str], today: date) -> Any:
    if isinstance(value, str):
        return known.get(value, "")
    kept: dict[Any, None] = {}
    for item in value:
        if isinstance(item, Link):
            if item.to in known and (item.until is None or item.until >= today):
                kept[item.model_copy(update={"to": known[item.to]})] = None
        elif item in known:
            kept[known[item]] = None
    return tuple(kept)
