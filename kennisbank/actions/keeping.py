"""Adding, reading and saving records."""

from collections.abc import Iterable, Iterator

from kennisbank.actions.agreeing import check_new, check_saved
from kennisbank.actions.context import Context
from kennisbank.actions.leaving import check_leaving
from kennisbank.actions.references import check_references
from kennisbank.domain.confiding import put_back, shown, told
from kennisbank.domain.ids import new_id
from kennisbank.domain.merging import changed, three_way
from kennisbank.domain.policy import may, may_change
from kennisbank.domain.record import Record
from kennisbank.domain.revision import Revision, moment
from kennisbank.errors import Conflict, InvalidInput, InvalidRecord, NotAllowed, NotFound
from kennisbank.store import drafts, log, reading
from kennisbank.store.engine import Connection

MANAGED = ("status", "confidence", "review_until", "made_by", "created", "replaced_by", "origin")
_HOPS = 20


def add(bank: Context, record: Record, *, reason: str = "", draft: str = "") -> str:
    """Keep a new record and return its id; the `draft` it was written in goes at the same moment.

    Raises NotAllowed, InvalidRecord or InvalidInput.
    """
    bank.require("add", record)
    if record.revision:
        raise InvalidInput("This record is in the bank already.", where=record.id, mend="Use save.")
    now = bank.now()
    mine = {
        "id": record.id or new_id(now), "made_by": bank.actor.name, "created": now, "modified": now, "revision": 1,
        "status": record.statuses[0], "review_until": None, "replaced_by": "",
    }  # fmt: skip
    fresh = record.model_copy(update=mine)  # what was given is checked already
    if record.status != fresh.status:
        raise InvalidRecord(
            f"A new {record.kind} starts as {fresh.status!r}.",
            problems={"status": f"is {record.status!r}"},
            mend="Add it first, then move it with move(id, status).",
        )
    check_leaving(None, fresh, bank.today())
    with bank.store.writing() as connection:
        log.lock(connection)
        if record.id and reading.by_id(connection, [record.id]):
            raise InvalidInput(
                "There is a record with this id already.", where=fresh.id, mend="Leave the id empty."
            )
        check_references(connection, fresh, bank.passes)
        check_new(connection, bank, fresh)
        log.append(
            connection, [log.Change(record=fresh, deed="add", actor=bank.actor.name, at=now, reason=reason)]
        )
        if draft:
            drafts.drop(connection, bank.actor.name, draft)
    return fresh.id


def get(bank: Context, id: str) -> Record:
    """Return the record with `id`; a merged one gives the record it was merged into.

    Raises NotFound when there is none, or none that the actor may read: the two look the same.
    """
    with bank.store.reading() as connection:
        return shown(bank.actor, find_one(connection, bank, id), bank.today())


def find_one(connection: Connection, bank: Context, id: str) -> Record:
    """Return the record with `id` that the actor may read, following merges, whole: to change it. Raises NotFound."""
    wanted = id
    for _ in range(_HOPS):
        record = reading.one(connection, wanted, bank.passes)
        if record is None:
            break
        if not record.replaced_by:
            return record
        wanted = record.replaced_by
    raise NotFound(
        f"There is no record {id!r} that you may read.", mend="Check the id, or search for its title."
    )


def save(bank: Context, record: Record, *, reason: str = "") -> Record:
    """Keep a changed record and return it as it now is.

    `record.revision` names the revision that the change started from. Did somebody else save meanwhile, then both
    changes are merged field by field. Raises Conflict when both changed the same field differently (what you wrote is
    then kept as a draft), NotAllowed, NotFound, InvalidInput or InvalidRecord.
    """
    with bank.store.writing() as connection:
        log.lock(connection)
        now = find_one(connection, bank, record.id)
        bank.require("edit", now)
        base, day = _base(connection, record), bank.today()
        _refuse_managed(base, record)
        merge = three_way(base=base, mine=put_back(bank.actor, record, base, day, now=now), theirs=now)
        if not merge.fields:
            after = now.but(**{**merge.values, "revision": now.revision + 1, "modified": bank.now()})
            if not changed(now, after):
                return shown(bank.actor, now, day)
            bank.require("edit", after)
            check_saved(now, after)
            _refuse_others(bank, now, after)
            check_leaving(now, after, day)
            check_references(connection, after, bank.passes, before=now)
            _append(connection, bank, after, reason)
            return shown(bank.actor, after, day)
    base, now = shown(bank.actor, base, day), shown(bank.actor, now, day)
    raise _conflict(bank, base=base, mine=record, theirs=now, fields=merge.fields)


def _append(connection: Connection, bank: Context, after: Record, reason: str) -> None:
    at = after.modified or bank.now()
    log.append(
        connection, [log.Change(record=after, deed="save", actor=bank.actor.name, at=at, reason=reason)]
    )


def _base(connection: Connection, record: Record) -> Record:
    for revision in log.revisions(connection, record=record.id):
        if revision.number == record.revision:
            return revision.value()
    raise InvalidInput(
        f"Record {record.id!r} has no revision {record.revision}.",
        mend="Get the record, change it, then save it.",
    )


def _refuse_managed(base: Record, record: Record) -> None:
    wrong = [name for name in changed(base, record) if name in MANAGED]
    if wrong:
        raise InvalidRecord(
            "These are not changed by saving.",
            problems=dict.fromkeys(wrong, "is set by move, review, merge or import"),
            mend="Use move(id, status) or review(id, confidence=…).",
        )


def _refuse_others(bank: Context, now: Record, after: Record) -> None:
    if not may_change(bank.actor, now, after):
        raise NotAllowed(
            f"{bank.actor.name} may not say for somebody else whether they may be asked.",
            mend="Leave that as it is, or let them say it themselves.",
        )


def _conflict(
    bank: Context, *, base: Record, mine: Record, theirs: Record, fields: tuple[str, ...]
) -> Conflict:
    now = bank.now()
    draft = drafts.Draft(new_id(now), bank.actor.name, mine.kind, mine.model_dump(mode="json"), moment(now))
    with bank.store.writing() as connection:
        drafts.keep(connection, draft)
    return Conflict(
        f"Somebody else changed {', '.join(fields)} of this {mine.kind} too. Your text is kept as draft {draft.id}.",
        fields=fields, base=base, mine=mine, theirs=theirs, draft=draft.id,
    )  # fmt: skip


def records(bank: Context, kind: str = "") -> Iterator[Record]:
    """Yield every record of `kind` (of all kinds when empty) that the actor may read, in order of id."""
    day = bank.today()
    with bank.store.reading() as connection:
        yield from (
            shown(bank.actor, record, day) for record in reading.all_of(connection, kind, bank.passes)
        )


def titles(bank: Context, ids: Iterable[str]) -> dict[str, str]:
    """Return the titles of those of `ids` that the actor may read, by id."""
    with bank.store.reading() as connection:
        return reading.titles(connection, ids, bank.passes)


def backlinks(bank: Context, id: str) -> tuple[tuple[str, Record], ...]:
    """Return (relation, record) for every record the actor may read that refers to `id` today."""
    with bank.store.reading() as connection:
        found = reading.pointing_at(connection, id, bank.passes)
    day = bank.today()
    return tuple((relation, shown(bank.actor, record, day)) for relation, record in found)


def count(bank: Context) -> dict[str, int]:
    """Return how many records of each kind the actor may read."""
    with bank.store.reading() as connection:
        return reading.count(connection, bank.passes)


def history(bank: Context, id: str) -> tuple[Revision, ...]:
    """Return every revision of a record the actor may read, oldest first. Raises NotFound.

    Revisions from before the record was opened up to the actor stay closed: those are left out,
    and so are those in which nothing changed that the actor sees.
    """
    with bank.store.reading() as connection:
        record = reading.one(connection, id, bank.passes) or find_one(connection, bank, id)
        found = tuple(log.revisions(connection, record=record.id))
    mine = (item for item in found if may(bank.actor, "read", item.value()))
    return tuple(told(bank.actor, mine, bank.today()))
