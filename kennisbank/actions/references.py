"""Rules that references between records keep: they exist, they are of the right kind, and no tree bites its tail."""

from kennisbank.domain.policy import Passes, access
from kennisbank.domain.record import Record
from kennisbank.domain.references import references
from kennisbank.errors import InvalidRecord
from kennisbank.store import reading
from kennisbank.store.engine import Connection

_DEPTH = 100


def check_references(
    connection: Connection, record: Record, passes: Passes, *, before: Record | None = None
) -> None:
    """Raise InvalidRecord when a reference of `record` names nothing, the wrong kind, or closes a circle.

    What `before` referred to already is not looked at again: the actor may not even see it.
    """
    found = reading.by_id(connection, (item.target for item in references(record)))
    problems: dict[str, str] = {}
    for name, field in record.fields().items():
        if not field.relation or name == "replaced_by":
            continue
        already = targets(before, name) if before is not None else ()
        for target in targets(record, name):
            if target in already:
                continue
            other = found.get(target)
            if other is None or not passes.admit(access(other)):
                problems[name] = f"refers to {target!r}, which does not exist"
            elif field.targets and other.kind not in field.targets:
                problems[name] = f"refers to a {other.kind}; it must be a {' or '.join(field.targets)}"
        if _in_a_circle(connection, record, name):
            problems[name] = "closes a circle: following it leads back to this record"
    if problems:
        raise InvalidRecord(
            f"This {record.kind} refers to what cannot be.", problems=problems, where=record.id
        )


def targets(record: Record, name: str) -> tuple[str, ...]:
    """Return the ids that field `name` refers to."""
    value = getattr(record, name)
    if isinstance(value, str):
        return (value,) if value else ()
    return tuple(item if isinstance(item, str) else item.to for item in value)


def _in_a_circle(connection: Connection, record: Record, name: str) -> bool:
    """Say whether following the single reference `name` upward from `record` comes back to it."""
    field = record.fields()[name]
    if field.form != "ref" or field.targets != (record.kind,):
        return False
    here = str(getattr(record, name))
    for _ in range(_DEPTH):
        if not here or here == record.id:
            break
        found = reading.by_id(connection, [here]).get(here)
        here = str(getattr(found, name)) if found else ""
    return bool(here)
