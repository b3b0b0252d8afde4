"""Reading records: by id, by kind, by what points at them; always only what the passes admit."""

from collections.abc import Iterable, Iterator

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select, true

from kennisbank.domain.policy import Passes
from kennisbank.domain.record import Record
from kennisbank.domain.references import Reference
from kennisbank.store import tables
from kennisbank.store.rows import record_value, reference_value

_T = tables.record.c
_BATCH = 500


def visible(passes: Passes) -> ColumnElement[bool]:
    """Return the SQL condition under which a row of `record` may be read; the twin of `Passes.admit`."""
    if passes.everything:
        return true()
    words = sorted(word for word in passes.words if word != "team:*")
    condition: ColumnElement[bool] = _T.access.in_(words)
    return (
        or_(condition, _T.access.startswith("team:", autoescape=True))
        if "team:*" in passes.words
        else condition
    )


def _values() -> Select[tuple[str, int, str]]:
    return select(_T.data, _T.revision, _T.modified)


def one(connection: Connection, id: str, passes: Passes) -> Record | None:
    """Return the record, or None when there is none that the passes admit."""
    row = connection.execute(_values().where(_T.id == id, visible(passes))).first()
    return record_value(row) if row else None


def by_origin(connection: Connection, origins: Iterable[str]) -> dict[str, Record]:
    """Return records by the place they were imported from, without regard to who may read them."""
    return {record.origin: record for record in _in_batches(connection, _T.origin, origins)}


def by_id(connection: Connection, ids: Iterable[str]) -> dict[str, Record]:
    """Return records by id, without regard to who may read them."""
    return {record.id: record for record in _in_batches(connection, _T.id, ids)}


def _in_batches(
    connection: Connection, column: ColumnElement[str], wanted: Iterable[str]
) -> Iterator[Record]:
    names = sorted(set(wanted))
    for start in range(0, len(names), _BATCH):
        for row in connection.execute(_values().where(column.in_(names[start : start + _BATCH]))):
            yield record_value(row)


def titles(connection: Connection, ids: Iterable[str], passes: Passes) -> dict[str, str]:
    """Return the titles of those of `ids` that the passes admit."""
    names = sorted(set(ids))
    found: dict[str, str] = {}
    for start in range(0, len(names), _BATCH):
        query = select(_T.id, _T.title).where(_T.id.in_(names[start : start + _BATCH]), visible(passes))
        found.update({row.id: row.title for row in connection.execute(query)})
    return found


def all_of(connection: Connection, kind: str, passes: Passes, *, merged: bool = False) -> Iterator[Record]:
    """Yield every record of `kind` (or of all kinds when empty) in order of id; merged ones only when asked for."""
    query = _values().where(visible(passes)).order_by(_T.id)
    if kind:
        query = query.where(_T.kind == kind)
    if not merged:
        query = query.where(_T.replaced_by == "")
    with connection.execute(query.execution_options(yield_per=1000)) as rows:
        for row in rows:
            yield record_value(row)


def changed_after(connection: Connection, seq: int, *, limit: int) -> list[tuple[int, Record]]:
    """Return at most `limit` records whose last revision is above `seq`, each with that number, in its order."""
    query = (
        select(_T.seq, _T.data, _T.revision, _T.modified).where(_T.seq > seq).order_by(_T.seq).limit(limit)
    )
    return [(row.seq, record_value(row)) for row in connection.execute(query)]


def count(connection: Connection, passes: Passes) -> dict[str, int]:
    """Return how many records of each kind the passes admit."""
    query = (
        select(_T.kind, func.count())
        .where(visible(passes), _T.replaced_by == "")
        .group_by(_T.kind)
        .order_by(_T.kind)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def pointing_at(connection: Connection, id: str, passes: Passes) -> tuple[tuple[str, Record], ...]:
    """Return (relation, record) for every record the passes admit that refers to `id` today."""
    r = tables.reference.c
    query = (
        select(r.relation, _T.data, _T.revision, _T.modified)
        .join(tables.record, _T.id == r.source)
        .where(r.target == id, r.until == "", visible(passes), _T.replaced_by == "")
        .order_by(r.relation, _T.id)
    )
    return tuple((row.relation, record_value(row)) for row in connection.execute(query))


def references_between(
    connection: Connection, passes: Passes, *, merged: bool = False
) -> Iterator[Reference]:
    """Yield every reference of which the passes admit both ends, ended ones too; of merged records when asked for."""
    seen = select(_T.id).where(visible(passes))
    if not merged:
        seen = seen.where(_T.replaced_by == "")
    table = tables.reference
    query = select(table).where(table.c.source.in_(seen), table.c.target.in_(seen)).order_by(table.c.id)
    for row in connection.execute(query):
        yield reference_value(row)


def dangling(connection: Connection) -> Iterator[str]:
    """Yield a sentence for every reference to a record that does not exist."""
    r = tables.reference.c
    query = (
        select(r.source, r.relation, r.target)
        .outerjoin(tables.record, _T.id == r.target)
        .where(_T.id.is_(None))
        .order_by(r.source)
    )
    for row in connection.execute(query):
        yield f"Record {row.source} refers ({row.relation}) to {row.target}, which does not exist."
