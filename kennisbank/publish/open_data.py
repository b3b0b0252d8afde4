"""Everything that is published as open data: per kind one CSV for a spreadsheet and one JSON for a program."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from kennisbank.domain.fields import Link
from kennisbank.domain.record import Record
from kennisbank.publish.addresses import plural_folder
from kennisbank.publish.page import Page
from kennisbank.publish.scrub import ENVELOPE
from kennisbank.publish.shelf import Shelf

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_APART = frozenset({"visibility", "replaced_by"})


def data_pages(kind: str, shelf: Shelf) -> Iterator[Page]:
    """Yield the two files with every record of `kind`, in order of id."""
    records = shelf.collection.of_kind(kind)
    name = plural_folder(kind)
    yield Page(f"data/{name}.json", _json(records, shelf))
    yield Page(f"data/{name}.csv", _csv(records, shelf))


@cache
def _columns(kind: type[Record]) -> tuple[str, ...]:
    """Return the fields that can hold something here: the envelope, and all that is neither hidden nor personal text."""
    fields = kind.fields().items()
    own = (
        name
        for name, f in fields
        if f.form != "hidden" and name not in _APART and (f.privacy == "open" or f.relation)
    )
    return tuple(dict.fromkeys((*ENVELOPE, *own)))


def _json(records: tuple[Record, ...], shelf: Shelf) -> bytes:
    rows = (
        json.dumps({**_filled(record, shelf), "url": shelf.addresses.absolute(shelf.places[record.id])},
                   ensure_ascii=False, separators=(",", ":")).encode()
        for record in records
    )  # fmt: skip
    return b"[\n" + b",\n".join(rows) + b"\n]\n"


def _filled(record: Record, shelf: Shelf) -> dict[str, Any]:
    values = ((name, getattr(record, name)) for name in _columns(type(record)))
    referring = record.fields()
    return {
        name: _exact(value, shelf, refers=bool(referring[name].relation))
        for name, value in values
        if value is not None and value not in ("", ())
    }


def _exact(value: Any, shelf: Shelf, *, refers: bool) -> Any:
    if isinstance(value, tuple):
        return [_exact(item, shelf, refers=refers) for item in value]
    if isinstance(value, Link):
        return {
            **value.model_dump(mode="json", exclude_none=True),
            "title": shelf.collection.records[value.to].title,
        }
    if refers:
        return {"id": value, "title": shelf.collection.records[value].title}
    return value.isoformat() if isinstance(value, date) else value


def _csv(records: tuple[Record, ...], shelf: Shelf) -> bytes:
    """Return the table as UTF-8 with a byte order mark, without which a spreadsheet guesses wrong."""
    content = io.BytesIO()
    table = io.TextIOWrapper(content, encoding="utf-8-sig", newline="", write_through=True)
    rows = csv.writer(table, lineterminator="\r\n")
    columns = _columns(type(records[0]))
    rows.writerow((*columns, "url"))
    for record in records:
        cells = (
            _cell(getattr(record, name), shelf, refers=bool(record.fields()[name].relation))
            for name in columns
        )
        rows.writerow((*cells, shelf.addresses.absolute(shelf.places[record.id])))
    return content.getvalue()


def _cell(value: Any, shelf: Shelf, *, refers: bool) -> str:
    """Return a value as a spreadsheet shows it: titles for references, and no text that it would take for a formula."""
    if isinstance(value, tuple):
        return "; ".join(_cell(item, shelf, refers=refers) for item in value)
    if refers and value:
        value = shelf.collection.records[value.to if isinstance(value, Link) else value].title
    text = value.isoformat() if isinstance(value, date) else "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) and isinstance(value, str) else text
