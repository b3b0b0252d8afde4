"""What somebody confided: fields that only a few see, whoever may read the record they stand in.

A person's day of leaving is confided to the person, to who leads one of their teams, and to the administrator. Every
way out of the bank gives a record as `shown` to who asks; the search index holds it as `open_to_all`.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar

from kennisbank.domain.kinds.person import Person
from kennisbank.domain.policy import Actor
from kennisbank.domain.record import Record

_Kind = TypeVar("_Kind", bound=Record)


def teams_of(person: Person) -> frozenset[str]:
    """Return the ids of the teams that `person` is in now."""
    return frozenset(link.to for link in person.teams if link.until is None)


def is_confidant(actor: Actor, record: Record) -> bool:
    """Say whether `actor` is one of those to whom is confided what `record` keeps to a few."""
    if actor.role == "administrator":
        return True
    if actor.role == "anonymous":
        return False
    if not isinstance(record, Person):
        return bool(actor.name) and record.made_by == actor.name
    leads = actor.leads if actor.role == "team_leader" else frozenset()
    return (bool(actor.person) and record.id == actor.person) or bool(teams_of(record) & leads)


def shown(actor: Actor, record: _Kind) -> _Kind:
    """Return `record` as `actor` may see it."""
    return record if is_confidant(actor, record) else open_to_all(record)


def open_to_all(record: _Kind) -> _Kind:
    """Return `record` without what was confided."""
    empty = _empty(type(record))
    told = any(getattr(record, name) != value for name, value in empty.items())
    return record.model_copy(update=dict(empty)) if told else record


def kept_back(actor: Actor, record: Record) -> dict[str, Any]:
    """Return what `record` holds that `actor` does not see, by field: it stays as it is when they save the record."""
    if is_confidant(actor, record):
        return {}
    return {name: getattr(record, name) for name in _empty(type(record))}


def put_back(actor: Actor, record: _Kind, before: Record) -> _Kind:
    """Return `record`, changed by `actor`, with what they did not see in `before`; what they put there themselves stays."""
    hidden = kept_back(actor, before)
    empty = _empty(type(record))
    return record.model_copy(
        update={name: value for name, value in hidden.items() if getattr(record, name) == empty[name]}
    )


@cache
def _empty(kind: type[Record]) -> Mapping[str, Any]:
    """Return the confided fields of `kind`, each with the value it has when nothing was told."""
    return {
        name: kind.model_fields[name].get_default(call_default_factory=True)
        for name, field in kind.fields().items()
        if field.privacy == "confided"
    }
