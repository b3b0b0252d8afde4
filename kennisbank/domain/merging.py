"""Putting two changes to the same record together, field by field."""

from dataclasses import dataclass
from typing import Any

from kennisbank.domain.record import ENVELOPE, Record


@dataclass(frozen=True)
class Merge:
    """`values` has every field; `fields` names those both changed differently (there `values` holds `theirs`)."""

    values: dict[str, Any]
    fields: tuple[str, ...]


def three_way(*, base: Record, mine: Record, theirs: Record) -> Merge:
    """Merge what changed from `base` to `mine` into `theirs`.

    A field that only one side changed takes that side; one that both changed alike takes it; one that both changed
    differently is in conflict.
    """
    values: dict[str, Any] = {}
    fields: list[str] = []
    for name in type(theirs).model_fields:
        was, want, now = getattr(base, name), getattr(mine, name), getattr(theirs, name)
        values[name] = now
        if name in ENVELOPE or want in (was, now):
            continue
        if now == was:
            values[name] = want
        else:
            fields.append(name)
    return Merge(values, tuple(fields))


def changed(before: Record | None, after: Record) -> tuple[str, ...]:
    """Return the names of the fields that differ, in order; all filled ones when there is no `before`."""
    names = (name for name in type(after).model_fields if name not in ENVELOPE)
    if before is None:
        defaults = type(after).model_fields
        return tuple(
            name for name in names if getattr(after, name) not in (defaults[name].default, "", (), None, {})
        )
    return tuple(name for name in names if getattr(before, name) != getattr(after, name))
