"""Decides what importing a reading would do: create, update or skip each record, and why. Pure: nothing is changed."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from kennisbank.domain.fields import Link
from kennisbank.domain.policy import Actor
from kennisbank.domain.record import Record
from kennisbank.domain.revision import Revision
from kennisbank.errors import InvalidInput
from kennisbank.exchange.circles import refuse_circles
from kennisbank.exchange.copies import verdict_on_copy
from kennisbank.exchange.fingerprints import changed_here, same_content, source_changed, source_print, stamped
from kennisbank.exchange.found import Note, Reading, Repair
from kennisbank.exchange.summary import summarised
from kennisbank.text.catalogue import DEFAULT, say

Deed = Literal["create", "update", "skip"]
BY_NAME = ("team", "topic")
"""Kinds of which a name says which one is meant. Two people may have one name, so they are not among these."""
_BARE = frozenset({"kind", "title", "status", "language", "origin", "abbreviation", "visibility", "extra"})
KEPT = ("id", "made_by", "created", "modified", "revision")


@dataclass(frozen=True)
class Step:
    """What happens to one record. `record` is as it will be (or, when skipped, as it is); `why` a word of the catalogue."""

    action: Deed
    record: Record
    why: str

    @property
    def reason(self) -> str:
        """Why, in the words that the history keeps."""
        return self.said(DEFAULT)

    def said(self, lang: str) -> str:
        """Return why, in words, and of which record."""
        return f"{say(f'exchange.step.{self.why}', lang)} ({self.record.origin or self.record.id})"


@dataclass(frozen=True)
class Plan:
    """What an import would do, in order, with every repair and note. `revisions` restore a whole bank into an empty one."""

    steps: tuple[Step, ...]
    repairs: tuple[Repair, ...] = ()
    notes: tuple[Note, ...] = ()
    revisions: tuple[Revision, ...] = ()
    accounts: tuple[Actor, ...] = ()
    climate: tuple[dict[str, Any], ...] = ()

    def summary(self, lang: str = DEFAULT) -> str:
        """Return the plan in a few lines: how many of each kind and why, repairs by reason, notes."""
        steps = Counter((str(step.action), step.record.kind) for step in self.steps)
        reasons = Counter(step.why for step in self.steps)
        return summarised(steps, reasons, Counter(item.reason for item in self.repairs), self.notes, lang)


@dataclass(frozen=True)
class _Known:
    """What a verdict on one record needs to know: the bank's records by origin and by id, and every id by origin."""

    existing: Mapping[str, Record]
    by_id: Mapping[str, Record]
    ids: Mapping[str, str]
    joined: Mapping[str, Record]
    renamed: Mapping[str, str]
    revisions: tuple[Revision, ...]
    new_id: Callable[[], str]


def plan(
    reading: Reading,
    existing: Mapping[str, Record],
    by_id: Mapping[str, Record],
    *,
    named: Iterable[Record] = (),
    new_id: Callable[[], str],
) -> Plan:
    """Return what importing `reading` would do.

    `existing` holds, by origin, the records that earlier imports made; `by_id` those with the ids of the reading; `named`
    are the teams and topics there are: what the reading only mentions by such a name is taken to be that one. An
    imported record is updated only when its source changed and nobody changed it here; what both changed is skipped and
    said. Raises InvalidInput for an origin that occurs twice, a reference to nothing, or records under themselves.
    """
    _refuse_doubles(reading)
    known = _known(reading, existing, by_id, named, new_id)
    steps = tuple(_step(record, known) for record in reading.records)
    wanted = [step.record for step in steps if step.action != "skip"]
    refuse_circles(wanted, {**{item.id: item for item in existing.values()}, **by_id})
    whole = bool(reading.revisions) and not by_id
    return Plan(
        steps,
        reading.repairs,
        reading.notes,
        reading.revisions if whole else (),
        reading.accounts if whole else (),
        reading.climate if whole else (),
    )


def _refuse_doubles(reading: Reading) -> None:
    loose = (record.origin for record in reading.records if not record.id)
    copies = (record.id for record in reading.records)
    for what, names in (("origin", loose), ("id", copies)):
        if twice := next((name for name, count in Counter(filter(None, names)).items() if count > 1), ""):
            raise InvalidInput(f"Two records in it have the {what} {twice!r}.", mend="Keep one of them.")


def _known(
    reading: Reading,
    existing: Mapping[str, Record],
    by_id: Mapping[str, Record],
    named: Iterable[Record],
    new_id: Callable[[], str],
) -> _Known:
    """Give every record with an origin the id it has, or will have, in the bank."""
    called = {_name(item): item for item in named}
    ids: dict[str, str] = {}
    joined: dict[str, Record] = {}
    renamed: dict[str, str] = {}
    for record in reading.records:
        if not record.origin or record.id in by_id:
            continue
        held = existing.get(record.origin)
        if held is None and _only_named(record) and _name(record) in called:
            held = joined[record.origin] = called[_name(record)]
        ids[record.origin] = (held.replaced_by or held.id) if held else record.id or new_id()
        if record.id and ids[record.origin] != record.id:
            renamed[record.id] = ids[record.origin]
    return _Known(existing, by_id, ids, joined, renamed, reading.revisions, new_id)


def _name(record: Record) -> tuple[str, str]:
    return record.kind, " ".join(record.title.split()).casefold()


def _only_named(record: Record) -> bool:
    """Say whether the source tells no more of this team or topic than what it is called."""
    return record.kind in BY_NAME and not record.id and record.content().keys() <= _BARE


def _step(source: Record, known: _Known) -> Step:
    record = _resolved(source, known)
    if record.id in known.by_id:
        return Step(*verdict_on_copy(record, known.by_id[record.id], known.revisions))
    if record.origin in known.joined:
        return Step("skip", known.joined[record.origin], "same-name")
    held = known.existing.get(record.origin) if record.origin else None
    if held is not None:
        return Step("skip", held, "other-id") if record.id else _again(source, record, held)
    if record.id:
        return Step("create", record, "new-copy")
    fresh = record.but(id=known.ids.get(record.origin) or known.new_id())
    return Step("create", stamped(fresh, source=source_print(source)) if record.origin else fresh, "new")


def _again(source: Record, record: Record, held: Record) -> Step:
    """Return the step for a record that an earlier import made."""
    mark = source_print(source)
    if not source_changed(held, mark):
        return Step("skip", held, "changed-here" if changed_here(held) else "unchanged")
    if same_content(held, record):
        return Step("skip", held, "unchanged")
    if changed_here(held):
        return Step("skip", held, "changed-both")
    after = record.but(**{name: getattr(held, name) for name in KEPT})
    return Step("update", stamped(after, source=mark), "changed-there")


def _resolved(record: Record, known: _Known) -> Record:
    """Return the record with real ids where it referred to origins. Raises InvalidInput for an origin that is nowhere."""

    def real(target: str) -> str:
        if not target.startswith("@"):
            return known.renamed.get(target, target)
        if target[1:] not in known.ids:
            raise InvalidInput(
                f"{record.kind} {record.title!r} refers to {target[1:]!r}, which is not in it.",
                where=record.origin,
                mend="Import what it refers to as well.",
            )
        return known.ids[target[1:]]

    changes: dict[str, object] = {}
    for name, field in record.fields().items():
        if field.relation and (held := getattr(record, name)):
            new = (
                real(held)
                if isinstance(held, str)
                else tuple(dict.fromkeys(_moved(item, real) for item in held))
            )
            if new != held:
                changes[name] = new
    return record.but(**changes) if changes else record


def _moved(item: str | Link, real: Callable[[str], str]) -> str | Link:
    return real(item) if isinstance(item, str) else item.model_copy(update={"to": real(item.to)})
