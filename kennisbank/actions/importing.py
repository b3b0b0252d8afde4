"""Bringing records in: first a plan that changes nothing, then all of it or none of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kennisbank.actions.context import Context, Progress
from kennisbank.actions.leaving import check_leaving
from kennisbank.actions.references import targets
from kennisbank.domain.confiding import put_back, shown
from kennisbank.domain.ids import new_id
from kennisbank.domain.record import Record
from kennisbank.errors import InvalidInput
from kennisbank.exchange.planning import BY_NAME, Plan, Step, plan
from kennisbank.exchange.reading import Reading, read
from kennisbank.store import accounts, log, reading, surveys
from kennisbank.store.engine import Connection

BATCH = 500
_KEPT_ONCE = frozenset({"new-copy", "copy-ahead"})
"""Why a record comes in as a bank kept it: a day of leaving in it was announced then, and may be past by now."""


@dataclass(frozen=True)
class Report:
    """What an import did: how many records were created, updated and left, and the plan with every repair."""

    created: int
    updated: int
    skipped: int
    plan: Plan


def plan_import(bank: Context, format: str, source: Path | str, **options: Any) -> Plan:
    """Read `source` and return what importing it would do, with the reason for each step. Nothing is changed.

    `format` is llis, incidents, table, markdown or bank. Raises UnreadableSource, InvalidInput, TooLarge or NotAllowed.
    """
    bank.require("import")
    return plan_reading(bank, read(format, Path(source), **options))


def plan_reading(bank: Context, found: Reading) -> Plan:
    """Return what keeping the records of `found` would do. Raises InvalidInput or NotAllowed."""
    bank.require("import")
    now = bank.now()
    with bank.store.reading() as connection:
        existing = reading.by_origin(connection, (record.origin for record in found.records if record.origin))
        known = reading.by_id(connection, (record.id for record in found.records if record.id))
        named = [item for kind in BY_NAME for item in reading.all_of(connection, kind, bank.passes)]
    day = bank.today()
    existing = {origin: shown(bank.actor, item, day) for origin, item in existing.items()}
    known = {id: shown(bank.actor, item, day) for id, item in known.items()}
    return plan(found, existing, known, named=named, new_id=lambda: new_id(now))


def run_import(bank: Context, plan: Plan, *, progress: Progress | None = None) -> Report:
    """Carry out `plan` in one transaction and return what was done. Raises InvalidInput or NotAllowed; then nothing changed."""
    bank.require("import")
    with bank.store.writing() as connection:
        log.lock(connection)
        if plan.revisions:
            _restore(connection, plan)
        else:
            steps = [step for step in plan.steps if step.action in ("create", "update")]
            _check(connection, steps)
            for start in range(0, len(steps), BATCH):
                batch = steps[start : start + BATCH]
                log.append(connection, _changes(bank, connection, batch))
                if progress:
                    progress(start + len(batch), len(steps))
    counts = {
        action: sum(step.action == action for step in plan.steps) for action in ("create", "update", "skip")
    }
    return Report(counts["create"], counts["update"], counts["skip"], plan)


def _changes(bank: Context, connection: Connection, steps: Sequence[Step]) -> list[log.Change]:
    now, day = bank.now(), bank.today()
    before = reading.by_id(connection, (step.record.id for step in steps))
    changes = []
    for step in steps:
        old, record = before.get(step.record.id), step.record
        edited = old and step.why == "changed-there" and old.revision != record.revision
        if (step.action == "create") != (old is None) or edited:
            raise _out_of_date()
        kept = {
            "made_by": record.made_by or bank.actor.name,
            "created": record.created or now,
            "modified": (record.modified or now) if old is None else now,
            "revision": (record.revision or 1) if old is None else old.revision + 1,
        }
        after = record.but(**kept) if old is None else put_back(bank.actor, record.but(**kept), old, day)
        if step.why not in _KEPT_ONCE:
            check_leaving(old, after, day)
        at = after.modified or now
        changes.append(
            log.Change(record=after, deed="import", actor=bank.actor.name, at=at, reason=step.reason)
        )
    return changes


def _check(connection: Connection, steps: Sequence[Step]) -> None:
    """Raise InvalidInput when the plan is out of date, or a record would refer to what is neither in bank nor plan."""
    new = (step.record.origin for step in steps if step.action == "create" and step.record.origin)
    if reading.by_origin(connection, new):
        raise _out_of_date()
    kinds = {step.record.id: step.record.kind for step in steps}
    wanted = {id for step in steps for id in _targets(step.record)} - kinds.keys()
    kinds.update({id: record.kind for id, record in reading.by_id(connection, wanted).items()})
    for step in steps:
        for name, field in step.record.fields().items():
            for target in targets(step.record, name) if field.relation else ():
                if target not in kinds or (field.targets and kinds[target] not in field.targets):
                    raise InvalidInput(
                        f"{step.record.kind} {step.record.title!r} refers in {name} to {target!r}, which is not there.",
                        where=step.record.origin, mend="Import what it refers to as well.",
                    )  # fmt: skip


def _out_of_date() -> InvalidInput:
    return InvalidInput("The bank changed since this plan was made.", mend="Plan the import again.")


def _targets(record: Record) -> tuple[str, ...]:
    return tuple(
        id for name, field in record.fields().items() if field.relation for id in targets(record, name)
    )


def _restore(connection: Connection, plan: Plan) -> None:
    """Put a whole exported bank back, history and accounts included; only into an empty bank."""
    if log.lock(connection)[0]:
        raise InvalidInput(
            "A bank with its history goes into an empty bank only; this one has records.",
            mend="Make a new one with kennisbank init, or import its markdown folder.",
        )
    faults = tuple(log.faults(plan.revisions))
    if faults:
        raise InvalidInput(
            f"The history in this export does not fit together: {faults[0]}", mend="Use an unharmed export."
        )
    log.restore(connection, plan.revisions)
    for actor in plan.accounts:
        accounts.put(
            connection, actor.name, actor.role, person=actor.person, teams=actor.teams, leads=actor.leads
        )
    surveys.restore(connection, plan.climate)
