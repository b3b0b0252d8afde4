"""Records as linked data (JSON-LD), with the public terms that their fields declare."""

import json
from datetime import date
from typing import Any

from kennisbank.domain.fields import Link
from kennisbank.domain.record import Record
from kennisbank.publish.shelf import Shelf

CONTEXT = {"schema": "https://schema.org/", "skos": "http://www.w3.org/2004/02/skos/core#"}
TYPES = {
    "lesson": ["schema:LearningResource", "schema:Article"],
    "topic": ["skos:Concept", "schema:DefinedTerm"],
    "team": "schema:Organization",
    "person": "schema:Person",
    "source": "schema:CreativeWork",
    "action": "schema:Action",
    "application": "schema:UseAction",
    "reflection": "schema:Review",
}
"""The public type of each kind; a kind that is not here is a `schema:CreativeWork`."""


def as_json_ld(record: Record, shelf: Shelf) -> str:
    """Return `record` as one JSON-LD document, safe inside a `<script>` element."""
    document: dict[str, Any] = {
        "@context": CONTEXT, "@id": shelf.addresses.identity(record),
        "@type": TYPES.get(record.kind, "schema:CreativeWork"),
        "schema:identifier": record.id, "schema:version": record.revision,
        "schema:publisher": {"@type": "schema:Organization", "schema:name": shelf.title},
    }  # fmt: skip
    for name, field in record.fields().items():
        if (
            field.term
            and (value := _value(getattr(record, name), shelf, refers=bool(field.relation))) is not None
        ):
            document[field.term] = value
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _value(value: Any, shelf: Shelf, *, refers: bool) -> Any:
    if value is None or value in ("", ()):
        return None
    if isinstance(value, tuple):
        return [_value(item, shelf, refers=refers) for item in value]
    if isinstance(value, Link):
        return _value(value.to, shelf, refers=refers)
    if refers:
        target = shelf.collection.records[value]
        return {"@id": shelf.addresses.identity(target), "schema:name": target.title}
    return value.isoformat() if isinstance(value, date) else value
