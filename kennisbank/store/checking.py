"""Whether a bank is whole: file, chain of revisions, records and references."""

from collections.abc import Callable, Iterator

from sqlalchemy import Connection, select

from kennisbank.domain.revision import Revision
from kennisbank.store import log, reading, tables
from kennisbank.store.rows import record_row, record_value


def faults(connection: Connection, *, progress: Callable[[int, int], None] | None = None) -> Iterator[str]:
    """Yield a sentence for everything that contradicts itself."""
    if connection.dialect.name == "sqlite":
        for row in connection.exec_driver_sql("PRAGMA integrity_check(20)"):
            if row[0] != "ok":
                yield f"The database file: {row[0]}."
    total = connection.scalars(select(tables.bank.c.seq)).one()
    last: dict[str, int] = {}

    def watched() -> Iterator[Revision]:
        for item in log.revisions(connection):
            last[item.record] = item.seq
            if progress:
                progress(item.seq, total)
            yield item

    yield from log.faults(watched())
    if (end := max(last.values(), default=0)) != total:
        yield f"The bank says that its last revision is {total}, the log ends with {end}."
    yield from _record_faults(connection, last)
    yield from reading.dangling(connection)


def _record_faults(connection: Connection, last: dict[str, int]) -> Iterator[str]:
    """Compare each record with its last revision in the log."""
    for row in connection.execute(select(tables.record).order_by(tables.record.c.id)):
        if last.pop(row.id, 0) != row.seq:
            yield f"Record {row.id} does not follow its last revision."
        elif dict(row._mapping) != record_row(record_value(row), seq=row.seq):
            yield f"Record {row.id} differs from its own content."
    yield from (f"Record {id} is in the log but not in the bank." for id in last)
