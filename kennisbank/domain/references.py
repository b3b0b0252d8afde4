"""The references a record holds: typed arrows to other records, some with dates."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from kennisbank.domain.fields import Link
from kennisbank.domain.record import Record


@dataclass(frozen=True)
class Reference:
    """`source` —relation→ `target`; `since` and `until` are None where the record does not say.

    A plain reference holds since the day the record is about (`Record.day`), a dated one (`Link`) says for itself.
    """

    source: str
    relation: str
    target: str
    since: date | None = None
    until: date | None = None


def references(record: Record) -> tuple[Reference, ...]:
    """Return every reference in `record`, without repeats, in the order of its fields."""
    return tuple(dict.fromkeys(_walk(record)))


def _walk(record: Record) -> Iterator[Reference]:
    since = record.day()
    for name, field in record.fields().items():
        if not field.relation:
            continue
        value = getattr(record, name)
        for item in (value,) if isinstance(value, str) else value:
            if isinstance(item, Link):
                yield Reference(record.id, field.relation, item.to, item.since, item.until)
            elif item:
                yield Reference(record.id, field.relation, item, since)


def succeed(held: tuple[Reference, ...], wanted: tuple[Reference, ...], *, on: date) -> tuple[Reference, ...]:
    """Return the dated references of a record after a change on day `on`.

    What is still wanted goes on (its start may be given anew); what is no longer wanted ends `on` that day; what is
    new starts on its own day, or `on`. References that ended earlier stay: they are the history of the network.
    """
    pairs = {(item.relation, item.target) for item in wanted}
    started = {(item.relation, item.target): item.since for item in held if item.until is None}
    past = (
        item if item.until else replace(item, until=max(on, item.since or on))
        for item in held
        if item.until or (item.relation, item.target) not in pairs
    )
    now = (
        replace(item, since=item.since or started.get((item.relation, item.target)) or on) for item in wanted
    )
    return tuple(dict.fromkeys((*past, *now)))


def redirected(record: Record, moved: dict[str, str]) -> Record:
    """Return `record` with every reference to a key of `moved` pointing at its value instead."""
    changes: dict[str, object] = {}
    for name, field in record.fields().items():
        if not field.relation or name == "replaced_by":
            continue
        value = getattr(record, name)
        if isinstance(value, str):
            new: object = moved.get(value, value)
        else:
            new = tuple(
                dict.fromkeys(
                    item.model_copy(update={"to": moved.get(item.to, item.to)})
                    if isinstance(item, Link)
                    else moved.get(item, item)
                    for item in value
                )
            )
        if new != value:
            changes[name] = new
    return record.but(**changes) if changes else record
