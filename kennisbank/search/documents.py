"""From a record to what the index keeps of it, following the declarations of its kind."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache

import tantivy

from kennisbank.domain.fields import Link
from kennisbank.domain.record import Record, as_text
from kennisbank.domain.references import references
from kennisbank.domain.registry import kinds, revive
from kennisbank.domain.revision import moment
from kennisbank.search import ranking, schema
from kennisbank.search.analyser import Analyser, fold_words
from kennisbank.search.passages import Passage, Writer, texts

_NAME_TERMS = {"skos:altLabel", "schema:alternateName"}
LONGEST_NAME = 6
_TITLE_START = 40


@dataclass(frozen=True)
class Change:
    """What became of record `id`: its new value, or None when it is gone; `access` is its access word."""

    id: str
    record: Record | None
    access: str = ""


@cache
def _pointing(kind: type[Record], target: str) -> tuple[str, ...]:
    """Return the fields of `kind` that point at records of kind `target` and at nothing else."""
    own = ("team",) if target == "team" else ()
    declared = tuple(name for name, field in kind.fields().items() if field.targets == (target,))
    return () if kind.kind == target else tuple(dict.fromkeys((*own, *declared)))


def targets(record: Record, kind: str) -> tuple[str, ...]:
    """Return the ids of the records of `kind` that `record` points at today."""
    found: list[str] = []
    for name in _pointing(type(record), kind):
        value = getattr(record, name)
        for item in (value,) if isinstance(value, str) else value:
            if isinstance(item, Link):
                found += [item.to] if item.until is None else []
            elif item:
                found.append(item)
    return tuple(dict.fromkeys(found))


def happened(record: Record) -> date | None:
    """Return the day a record is about, or else on which it was made."""
    if (day := record.day()) is not None:
        return day
    return record.created.astimezone(UTC).date() if record.created else None


def name_key(stems: tuple[str, ...]) -> str:
    """Return how a name of these stems is kept in the column of names."""
    return " ".join(stems) if len(stems) <= LONGEST_NAME else ""


@cache
def naming(kind: str) -> tuple[str, ...]:
    """Return the fields that hold names of a record of `kind`: none unless the kind declares others than the title."""
    fields = kinds()[kind].fields()
    others = tuple(name for name, field in fields.items() if field.term in _NAME_TERMS)
    return ("title", *others) if others else ()


def _names(record: Record) -> tuple[str, ...]:
    return tuple(text for name in naming(record.kind) for text in texts(getattr(record, name)) if text)


def stored(change: Change) -> bytes:
    """Return the content of a record with its envelope, as the index keeps it."""
    record = change.record
    if record is None:
        return b""
    when = moment(record.modified) if record.modified else ""
    return as_text({"a": change.access, "r": record.revision, "m": when, "c": record.content()}).encode()


def restored(kept: bytes) -> Change:
    """Return the change that `stored` kept."""
    data = json.loads(kept)
    when = datetime.fromisoformat(data["m"]) if data["m"] else None
    return Change(data["c"]["id"], revive(data["c"], revision=data["r"], modified=when), data["a"])


def meta(at: int) -> tantivy.Document:
    """Return the document that says up to which revision the index goes."""
    document = tantivy.Document()
    document.add_text(schema.ID, schema.META)
    document.add_bytes(schema.STORED, json.dumps({"at": at}).encode())
    _columns(document, {})
    return document


def document(
    change: Change, found: tuple[Passage, ...], *, writer: Writer, analyser: Analyser
) -> tantivy.Document:
    """Return the document of a record whose passages are `found`."""
    record = change.record
    if record is None:
        raise ValueError("a record that is gone has no document")
    made = tantivy.Document()
    made.add_text(schema.ID, change.id)
    made.add_text(schema.ACCESS, change.access)
    made.add_bytes(schema.STORED, stored(change))
    writer.write(made, found, record.language)
    for name in _names(record):
        if key := name_key(tuple(analyser.stems(fold_words(name), record.language))):
            made.add_text(schema.NAMES, key)
    for target in dict.fromkeys(item.target for item in references(record)):
        made.add_text(schema.REFERS, target)
    _columns(made, _plain(record))
    _link_columns(made, record)
    _numbers(made, record)
    return made


def _plain(record: Record) -> dict[str, str]:
    day = happened(record)
    values = {name: str(getattr(record, name, "") or "") for name in schema.PLAIN}
    return {**values, "kind": record.kind, "year": str(day.year) if day else ""}


def _columns(made: tantivy.Document, values: Mapping[str, str]) -> None:
    for name in schema.PLAIN:
        made.add_text(name, values.get(name, ""))
    if not values:
        for kind in schema.LINKED:
            for slot in schema.slots(kind):
                made.add_text(slot, "")
        _add_numbers(
            made, dict.fromkeys((schema.DAY, schema.MODIFIED, schema.REVIEW, schema.ALPHABET), 0), 1.0
        )


def _link_columns(made: tantivy.Document, record: Record) -> None:
    for kind in schema.LINKED:
        found = targets(record, kind)
        columns = schema.slots(kind)
        for column, value in zip(columns, (*found, *[""] * len(columns)), strict=False):
            made.add_text(column, value)
        for value in found[len(columns) :]:
            made.add_text(schema.overflow(kind), value)
        for value in found:
            made.add_text(kind, value)


def _numbers(made: tantivy.Document, record: Record) -> None:
    day, review, modified = happened(record), record.review_until, record.modified
    factor = 1.0
    for _, part in ranking.standing({name: getattr(record, name, "") for name in ranking.STANDING}):
        factor *= part
    numbers = {
        schema.DAY: day.toordinal() if day else 0,
        schema.MODIFIED: max(0, int(modified.timestamp() * 1000)) if modified else 0,
        schema.REVIEW: review.toordinal() if review else 0,
        schema.ALPHABET: _place(record.title),
    }
    _add_numbers(made, numbers, factor)


def _place(title: str) -> int:
    """Return a number that sorts titles by their first eight letters."""
    start = " ".join(fold_words(title[:_TITLE_START])).encode()[:8]
    return int.from_bytes(start.ljust(8, b"\0"), "big")


def _add_numbers(made: tantivy.Document, numbers: Mapping[str, int], factor: float) -> None:
    for name, number in numbers.items():
        made.add_unsigned(name, number)
    made.add_float(schema.STANDING, factor)
