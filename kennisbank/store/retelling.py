"""Retelling a log in a new bank: the same revisions, as somebody may know them, with a chain of their own."""

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, delete, insert

from kennisbank.domain.references import Reference
from kennisbank.store import log, tables
from kennisbank.store.rows import reference_row


def retell(
    connection: Connection, changes: Iterable[log.Change], references: Iterable[Reference]
) -> Iterator[int]:
    """Write `changes` in an empty bank and yield how many are written, now and then.

    The dates of `references` are those of the bank that is told of; what follows from the changes alone would differ
    where some were left out.
    """
    done = 0
    batch: list[log.Change] = []
    for change in changes:
        batch.append(change)
        if len(batch) == log.BATCH:
            done += len(log.append(connection, batch))
            batch = []
            yield done
    done += len(log.append(connection, batch))
    connection.execute(delete(tables.reference))
    if rows := [reference_row(item) for item in references]:
        connection.execute(insert(tables.reference), rows)
    yield done
