"""Writing: every change is a revision at the end of the log, and the record table follows in the same transaction."""

import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, or_, select, update

from kennisbank.domain.record import Record
from kennisbank.domain.references import Reference, references, succeed
from kennisbank.domain.revision import Deed, Revision, fault, make_revision
from kennisbank.store import tables
from kennisbank.store.rows import record_row, reference_row, reference_value, revision_row, revision_value

BATCH = 500
# Made once: building a statement costs as much as running it.
_END = select(tables.bank.c.seq, tables.bank.c.hash).with_for_update()
_ADD_REVISION, _ADD_RECORD, _ADD_REFERENCE = map(insert, (tables.revision, tables.record, tables.reference))
_MOVE_END = update(tables.bank).values(seq=bindparam("last"), hash=bindparam("end"))


@dataclass(frozen=True, kw_only=True)
class Change:
    """What to append: `record` as it must be (its `revision` is the new number), by whom, when and why."""

    record: Record
    deed: Deed
    actor: str
    at: datetime
    reason: str = ""


def _salt() -> str:
    return secrets.token_hex(8)


def lock(connection: Connection) -> tuple[int, str]:
    """Hold the end of the log till the transaction ends; return the last revision's number and hash."""
    row = connection.execute(_END).one()
    return row.seq, row.hash


def last(connection: Connection) -> int:
    """Return the number of the last revision, without holding anything."""
    return int(connection.scalars(select(tables.bank.c.seq)).one())


def append(
    connection: Connection, changes: Sequence[Change], *, salt: Callable[[], str] = _salt
) -> tuple[Revision, ...]:
    """Append `changes` in order and bring record and reference tables in step. Needs a writing transaction."""
    seq, last = lock(connection)
    made: list[Revision] = []
    for change in changes:
        seq += 1
        revision = make_revision(
            change.record, seq=seq, at=change.at, deed=change.deed, actor=change.actor, reason=change.reason,
            salt=salt(), previous=last,
        )  # fmt: skip
        last = revision.hash
        made.append(revision)
    _write(connection, made, [change.record for change in changes])
    return tuple(made)


def restore(connection: Connection, revisions: Iterable[Revision]) -> int:
    """Put back an exported log into an empty bank, hashes and all; return the number of revisions."""
    count = 0
    for batch in _batches(revisions):
        records = [item.value() for item in batch]
        _write(connection, batch, records)
        count += len(batch)
    return count


def _batches(revisions: Iterable[Revision]) -> Iterator[list[Revision]]:
    batch: list[Revision] = []
    for revision in revisions:
        batch.append(revision)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _write(connection: Connection, made: Sequence[Revision], records: Sequence[Record]) -> None:
    if not made:
        return
    connection.execute(_ADD_REVISION, [revision_row(item) for item in made])
    last = {record.id: (record, revision) for record, revision in zip(records, made, strict=True)}
    rows = [record_row(record, seq=item.seq, content=item.content) for record, item in last.values()]
    known = _known(connection, [row["id"] for row in rows if row["revision"] > 1])
    if fresh := [row for row in rows if row["id"] not in known]:
        connection.execute(_ADD_RECORD, fresh)
    for row in rows:
        if row["id"] in known:
            connection.execute(update(tables.record).where(tables.record.c.id == row["id"]).values(row))
    _follow_references(connection, [*zip(records, made, strict=True)], known)
    connection.execute(_MOVE_END, {"last": made[-1].seq, "end": made[-1].hash})


def _known(connection: Connection, ids: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for start in range(0, len(ids), BATCH):
        query = select(tables.record.c.id).where(tables.record.c.id.in_(ids[start : start + BATCH]))
        found.update(connection.scalars(query))
    return found


def _follow_references(
    connection: Connection, pairs: Sequence[tuple[Record, Revision]], known: set[str]
) -> None:
    """Bring the index of references in step with `pairs`; records not in `known` have none there yet."""
    held: dict[str, tuple[Reference, ...]] = {}
    old = sorted({record.id for record, _ in pairs} & known)
    for start in range(0, len(old), BATCH):
        some = tables.reference.c.source.in_(old[start : start + BATCH])
        for row in connection.execute(select(tables.reference).where(some).order_by(tables.reference.c.id)):
            held[row.source] = (*held.get(row.source, ()), reference_value(row))
        connection.execute(delete(tables.reference).where(some))
    for record, revision in pairs:
        held[record.id] = succeed(held.get(record.id, ()), references(record), on=revision.at.date())
    if rows := [reference_row(item) for items in held.values() for item in items]:
        connection.execute(_ADD_REFERENCE, rows)


def revisions(
    connection: Connection, *, record: str = "", kind: str = "", after: int = 0, limit: int = 0
) -> Iterator[Revision]:
    """Yield revisions in order of the log: those of one `record` or `kind`, or all with a number above `after`."""
    query = select(tables.revision).where(tables.revision.c.seq > after).order_by(tables.revision.c.seq)
    if record:
        query = query.where(tables.revision.c.record == record)
    if kind:
        query = query.where(tables.revision.c.kind == kind)
    if limit:
        query = query.limit(limit)
    for row in connection.execute(query):
        yield revision_value(row)


def actors(connection: Connection) -> frozenset[str]:
    """Return every name under which something was ever done here, also of accounts that are no more."""
    done, made = tables.revision.c.actor, tables.record.c.made_by
    return frozenset(
        (*connection.scalars(select(done).distinct()), *connection.scalars(select(made).distinct()))
    )


def mentioning(
    connection: Connection, words: Sequence[str], *, actors: Sequence[str], record: str
) -> Iterator[Revision]:
    """Yield the revisions that hold one of `words`, were made by one of `actors`, or belong to `record`."""
    c = tables.revision.c
    found = (
        c.content.contains(word, autoescape=True) | c.reason.contains(word, autoescape=True) for word in words
    )
    query = (
        select(tables.revision).where(or_(c.record == record, c.actor.in_(actors), *found)).order_by(c.seq)
    )
    for row in connection.execute(query).all():
        yield revision_value(row)


def redact(connection: Connection, revision: Revision, *, content: str, actor: str, reason: str) -> None:
    """Put pseudonymised text over a revision's body. Its hash stays, its salt goes: nothing can be guessed back."""
    row = {"content": content, "actor": actor, "reason": reason, "salt": "", "erased": True}
    connection.execute(update(tables.revision).where(tables.revision.c.seq == revision.seq).values(row))


def faults(revisions_in_order: Iterable[Revision]) -> Iterator[str]:
    """Yield a sentence for every revision that does not fit the chain."""
    previous, expected = "0" * 64, 1
    for item in revisions_in_order:
        if item.seq != expected:
            yield f"Revision {expected} is missing: the log goes on with {item.seq}."
        if wrong := fault(item, previous=previous):
            yield f"Revision {item.seq} (of {item.kind} {item.record}): {wrong}."
        previous, expected = item.hash, item.seq + 1
