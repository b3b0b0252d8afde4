"""Masking: a record as somebody may study it who may not know who the people in it are."""

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime, time
from typing import Any

from kennisbank.domain.fields import Field, Link
from kennisbank.domain.kinds.person import Person
from kennisbank.domain.naming import SOMEBODY, Naming
from kennisbank.domain.record import LINE_LIMIT, PROSE_LIMIT, Record
from kennisbank.domain.references import Reference

_ENVELOPE = ("id", "revision", "created", "modified", "made_by")
"""The hidden fields that a record cannot do without."""
_TEXTS = ("line", "prose", "words", "address")
_ID = re.compile(r"(?<![0-9a-z])[0-7][0-9a-hjkmnp-tv-z]{25}(?![0-9a-z])", re.IGNORECASE)
GONE = "…"
"""What stands in the place of an id that leads to what is not there."""


def left_out(name: str, field: Field) -> bool:
    """Say whether a field is emptied: what is personal, and what only the machine needs (what came from elsewhere).

    References to people stay: they lead to a pseudonym.
    """
    if name in _ENVELOPE or field.relation:
        return False
    return field.privacy != "open" or field.form == "hidden"


def texts(record: Record) -> Iterator[str]:
    """Yield every text of `record` that stays and in which somebody may be named."""
    for name, field in record.fields().items():
        if (
            field.form in _TEXTS
            and not left_out(name, field)
            and not (name == "title" and record.kind == Person.kind)
        ):
            value = getattr(record, name)
            yield from (value,) if isinstance(value, str) else value


class Mask:
    """Puts pseudonyms in the place of everybody, in any record, the same way each time."""

    def __init__(
        self,
        *,
        ids: Mapping[str, str],
        titles: Mapping[str, str],
        accounts: Mapping[str, str],
        naming: Naming,
    ) -> None:
        """Hold the `ids` that stay (old: new), the `titles` of people (old id: pseudonym), `accounts` and names."""
        self._ids = ids
        self._titles = titles
        self._accounts = accounts
        self._naming = naming

    def keeps(self, id: str) -> bool:
        """Say whether record `id` stays."""
        return id in self._ids

    def account(self, name: str) -> str:
        """Return what account `name` is called."""
        return self._accounts.get(name, SOMEBODY) if name else ""

    def text(self, text: str, *, phones: bool = True) -> str:
        """Return `text` without anybody in it."""
        if len(text) >= 26:
            text = _ID.sub(lambda found: self._ids.get(found[0].lower(), GONE), text)
        return self._naming.hidden(text, phones=phones)

    def moment(self, kind: str, at: datetime) -> datetime:
        """Return the moment of a change; of a person only the day, as the moment would give away who it is."""
        return datetime.combine(at.astimezone(UTC).date(), time(), UTC) if kind == Person.kind else at

    def record(self, record: Record) -> Record:
        """Return `record` masked. Raises KeyError when it is not one of those that stay."""
        kind = type(record)
        kept = {
            name: self._value(field, getattr(record, name))
            for name, field in kind.fields().items()
            if not left_out(name, field)
        }
        kept["id"] = self._ids[record.id]
        kept["made_by"] = self.account(record.made_by)
        if isinstance(record, Person):
            kept["title"] = self._titles[record.id]
            for name in ("created", "modified"):
                kept[name] = self.moment(record.kind, kept[name]) if kept[name] else None
        return kind.make(kept, where=record.id)

    def reference(self, item: Reference) -> Reference | None:
        """Return a reference between records that stay, or None."""
        if item.source not in self._ids or item.target not in self._ids:
            return None
        return Reference(
            self._ids[item.source], item.relation, self._ids[item.target], item.since, item.until
        )

    def _value(self, field: Field, value: Any) -> Any:
        if field.relation:
            return self._referred(value)
        if field.form not in _TEXTS:
            return value
        phones, limit = field.form != "address", PROSE_LIMIT if field.form == "prose" else LINE_LIMIT
        if isinstance(value, str):
            return _fit(self.text(value, phones=phones), limit)
        return tuple(_fit(self.text(item, phones=phones), limit) for item in value)

    def _referred(self, value: str | Collection[str | Link]) -> Any:
        """Return references to what stays, under its new id."""
        if isinstance(value, str):
            return self._ids.get(value, "")
        return tuple(
            item.model_copy(update={"to": self._ids[item.to]}) if isinstance(item, Link) else self._ids[item]
            for item in value
            if (item.to if isinstance(item, Link) else item) in self._ids
        )


def _fit(text: str, limit: int) -> str:
    """Return `text` no longer than fits: a pseudonym can be longer than the name."""
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
