"""What is kept of closed waves as plain rows, to take out with a whole bank and to put back into an empty one.

A wave that is open stays behind: its forms are nobody's to take along.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Table, insert, select

from kennisbank.errors import UnreadableSource
from kennisbank.store import tables

TABLE = "table"
_OF_WAVES = (tables.answer, tables.concern)
_ALL = {table.name: table for table in (tables.questionnaire, tables.wave, *_OF_WAVES)}


def rows(connection: Connection) -> Iterator[dict[str, Any]]:
    """Yield the questionnaires, closed waves, their answers and questions about results, each in the order of its key."""
    closed = set(connection.scalars(select(tables.wave.c.id).where(tables.wave.c.closed)).all())
    for name, table in _ALL.items():
        found = connection.execute(select(table).order_by(*table.primary_key.columns))
        for row in found.mappings():
            if table is tables.questionnaire or row["id" if table is tables.wave else "wave"] in closed:
                yield {TABLE: name, **row}


def restore(connection: Connection, kept: Iterable[Mapping[str, Any]]) -> None:
    """Put rows back as they were. Raises UnreadableSource for what is no row of these tables, or an open wave."""
    for number, row in enumerate(kept, 1):
        table = _ALL.get(str(row.get(TABLE, "")))
        values = {name: value for name, value in row.items() if name != TABLE}
        if table is None or not _fits(table, values):
            raise UnreadableSource(
                f"Line {number} is nothing of the learning climate.",
                where="climate.jsonl",
                mend="Make the export again.",
            )
        connection.execute(insert(table).values(values))


def _fits(table: Table, values: Mapping[str, Any]) -> bool:
    """Say whether values are those of one row of `table`, texts where it has texts; a wave is closed."""
    if set(values) != {column.name for column in table.columns}:
        return False
    if table is tables.wave and values["closed"] is not True:
        return False
    return all(isinstance(value, str) for name, value in values.items() if name != "closed")
