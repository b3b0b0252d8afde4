"""Turns the value of any field into the text of one table cell and back, from the field's declaration alone.

Text stands in its cell as it is, a day as 2026-03-01, a list or a mapping as JSON. An empty cell of a field that is
not text means that the field has nothing.
"""

import json
from collections.abc import Mapping
from typing import Any, Literal, get_origin

from kennisbank.domain.record import Record

Shape = Literal["text", "list", "map", "other"]


def shape(kind: type[Record], name: str) -> Shape:
    """Return what field `name` of `kind` holds."""
    annotation = kind.model_fields[name].annotation
    origin = get_origin(annotation)
    if annotation is str or origin is Literal:
        return "text"
    return "list" if origin is tuple else "map" if origin is dict else "other"


def to_cells(record: Record) -> dict[str, str]:
    """Return every field of `record` as the text of a cell, by name."""
    return {name: _cell(value) for name, value in record.model_dump(mode="json").items()}


def from_cells(kind: type[Record], cells: Mapping[str, str]) -> dict[str, Any]:
    """Return what the cells of one row say, by field, for `Record.make`. Raises ValueError at a list that is no JSON."""
    values: dict[str, Any] = {}
    for name, text in cells.items():
        what = shape(kind, name)
        if what == "text":
            values[name] = text
        elif text:
            values[name] = json.loads(text) if what in ("list", "map") else text
    return values


def _cell(value: Any) -> str:
    if value is None or value in ([], {}):
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
