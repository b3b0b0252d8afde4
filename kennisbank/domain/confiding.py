"""What somebody confided: fields that only a few see, whoever may read the record they stand in.

A person's day of leaving is confided to the person, to who leads one of their teams, and to the administrator. Every
way out of the bank gives a record as `shown` to who asks; the search index holds it as `open_to_all`.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, TypeVar

from kennisbank.domain.kinds.person import Person
from kennisbank.domain.policy import Actor
from kennisbank.domain.record import Record
from kennisbank.domain.revision import Revision

_Kind = TypeVar("_Kind", bound=Record)


def teams_of(person: Person, day: date) -> frozenset[str]:
    """Return the ids of the teams that `person` is in on `day`: from the first day of a link until before its last."""
    return frozenset(
        link.to
        for link in person.teams
        if (link.since is None or link.since <= day) and (link.until is None or day < link.until)
    )


def is_confidant(actor: Actor, record: Record, day: date) -> bool:
    """Say whether `actor` is on `day` one of those to whom is confided what `record` keeps to a few."""
    if actor.role == "administrator":
        return True
    if actor.role == "anonymous":
        return False
    if not isinstance(record, Person):
        return bool(actor.name) and record.made_by == actor.name
    leads = actor.leads if actor.role == "team_leader" else frozenset()
    return (bool(actor.person) and record.id == actor.person) or bool(teams_of(record, day) & leads)


def shown(actor: Actor, record: _Kind, day: date) -> _Kind:
    """Return `record` as `actor` may see it on `day`."""
    return record if is_confidant(actor, record, day) else open_to_all(record)


def open_to_all(record: _Kind) -> _Kind:
    """Return `record` without what was confided."""
    empty = _empty(type(record))
    told = any(getattr(record, name) != value for name, value in empty.items())
    return record.model_copy(update=dict(empty)) if told else record


def told(actor: Actor, revisions: Iterable[Revision], day: date) -> Iterator[Revision]:
    """Yield `revisions`, oldest first, as `actor` may see them on `day`.

    Who is no confidant gets no salt and no hashes of a kind in which something may be confided (with those a day can be
    found by trying), and no revision in which nothing changed that they see.
    """
    before: dict[str, dict[str, Any]] = {}
    for item in revisions:
        value = item.value()
        open_one = open_to_all(value)
        content = open_one.content()
        alike = before.get(item.record) == content
        before[item.record] = content
        if not _empty(type(value)) or is_confidant(actor, value, day):
            yield item
        elif not (alike and item.deed in ("save", "import")):
            yield item.telling(open_one)


def put_back(actor: Actor, record: _Kind, before: Record, day: date, *, now: Record | None = None) -> _Kind:
    """Return `record`, changed by `actor` from `before`, with what they did not see as it was in `before`.

    What they wrote there themselves is dropped, so that a right guess and a wrong one do the same. They saw it when it
    is confided to them both in `before` and in what the record is `now` (the same by default).
    """
    if all(is_confidant(actor, item, day) for item in (before, now or before)):
        return record
    return record.model_copy(update={name: getattr(before, name) for name in _empty(type(record))})


def confided(kind: type[Record]) -> frozenset[str]:
    """Return the names of the fields of `kind` that only a few see."""
    return frozenset(_empty(kind))


@cache
def _empty(kind: type[Record]) -> Mapping[str, Any]:
    """Return the confided fields of `kind`, each with the value it has when nothing was told."""
    return {
        name: kind.model_fields[name].get_default(call_default_factory=True)
        for name, field in kind.fields().items()
        if field.privacy == "confided"
    }
