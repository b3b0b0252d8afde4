"""Reads a table: our own CSV as it was exported, or anybody's CSV or XLSX through a mapping of columns to fields."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from kennisbank.domain.record import Record
from kennisbank.domain.registry import kind as kind_named, kinds
from kennisbank.errors import InvalidInput, InvalidRecord, UnreadableSource
from kennisbank.exchange.cells import from_cells
from kennisbank.exchange.found import Note, Reading, Repair
from kennisbank.exchange.mapping import Mapping, check_columns, no_mapping, read_mapping
from kennisbank.exchange.mentions import Mentions
from kennisbank.exchange.rows import Rows, csv_rows
from kennisbank.exchange.rowvalues import RowReader
from kennisbank.exchange.sheets import xlsx_rows

_MOST_PROBLEMS = 10


def read_table(source: Path, *, mapping: Path | str | None = None, visibility: str = "") -> Reading:
    """Return the records in a CSV or XLSX file.

    Without `mapping` only a CSV of our own export can be read; for another the error holds a mapping to begin with.
    `visibility`, when given, goes over what the mapping says. Raises UnreadableSource, InvalidInput or TooLarge.
    """
    if not source.is_file():
        raise UnreadableSource("There is no such file.", where=str(source), mend="Check the path.")
    told = read_mapping(Path(mapping)) if mapping else None
    with _opened(source, told) as rows:
        if told is None:
            if not _is_ours(rows.header):
                raise no_mapping(rows.header, source)
            return _ours(rows)
        if visibility:
            told = told.model_copy(update={"defaults": {**told.defaults, "visibility": visibility}})
        return _mapped(rows, told, name=told.name or source.stem)


def _opened(source: Path, mapping: Mapping | None) -> AbstractContextManager[Rows]:
    if source.suffix.lower() in (".xlsx", ".xlsm"):
        return xlsx_rows(source, sheet=mapping.sheet if mapping else "")
    return csv_rows(
        source, encoding=mapping.encoding if mapping else "", separator=mapping.separator if mapping else ""
    )


def _is_ours(header: Sequence[str]) -> bool:
    return header[0] == "kind" and {"id", "title", "revision"} <= set(header)


def _ours(rows: Rows) -> Reading:
    """Read our own export: the names of the columns are those of the fields."""
    everywhere = {name for model in kinds().values() for name in model.fields()}
    if unknown := [name for name in rows.header[1:] if name not in everywhere]:
        raise InvalidInput(
            f"There are no fields named {', '.join(map(repr, unknown))}.",
            where=rows.where,
            mend="Give them the name of a field, or leave these columns out.",
        )
    return Reading(
        records=tuple(_exported(row, cells, rows) for row, cells in rows.rows), repairs=rows.repairs
    )


def _exported(row: int, cells: Sequence[str], rows: Rows) -> Record:
    values = dict(zip(rows.header[1:], cells[1:], strict=True))
    where = f"{rows.where}, row {row}"
    model = kind_named(cells[0])
    if strange := [name for name, text in values.items() if text and name not in model.fields()]:
        raise InvalidInput(f"A {cells[0]} has no field {strange[0]!r}.", where=where, mend="Empty that cell.")
    own = {name: text for name, text in values.items() if name in model.fields()}
    try:
        return model.make(from_cells(model, own), where=where)
    except ValueError as error:
        raise InvalidInput(
            f"A list in this row is not JSON: {error}.", where=where, mend='Write it as ["…", "…"].'
        ) from error


def _mapped(rows: Rows, mapping: Mapping, *, name: str) -> Reading:
    check_columns(mapping, rows.header, where=rows.where)
    mentions = Mentions(f"table:{name}", language=str(mapping.defaults.get("language", "nl")))
    repairs: list[Repair] = [*rows.repairs]
    reader = RowReader(mapping, rows, mentions, repairs, name=name)
    records, problems = [], []
    for row, made in _each(reader, rows):
        if isinstance(made, Record):
            records.append(made)
        else:
            problems.append(f"row {row}: {made}")
    if problems:
        more = f" (and {len(problems) - _MOST_PROBLEMS} more)" if len(problems) > _MOST_PROBLEMS else ""
        raise InvalidInput(
            f"{len(problems)} rows cannot be imported: {' / '.join(problems[:_MOST_PROBLEMS])}{more}.",
            where=rows.where, mend="Mend these rows, or the mapping; nothing was imported.",
        )  # fmt: skip
    _refuse_doubles(records, rows.where)
    return Reading((*mentions.records, *records), tuple(repairs), tuple(_notes(rows, mapping)))


def _each(reader: RowReader, rows: Rows) -> Iterator[tuple[int, Any]]:
    """Yield the record of each row, or what is wrong with it."""
    for row, cells in rows.rows:
        try:
            yield row, reader.record(row, cells)
        except InvalidRecord as error:
            yield row, "; ".join(f"{name}: {problem}" for name, problem in error.problems.items())
        except InvalidInput as error:
            yield row, error.message


def _refuse_doubles(records: Sequence[Record], where: str) -> None:
    seen: set[str] = set()
    for record in records:
        if record.origin in seen:
            raise InvalidInput(
                f"Two rows have the key {record.origin.rpartition(':')[2]!r}.", where=where,
                mend="Give each row its own key, or leave `key` out of the mapping.",
            )  # fmt: skip
        seen.add(record.origin)


def _notes(rows: Rows, mapping: Mapping) -> Iterator[Note]:
    if beside := [name for name in rows.header if name not in mapping.columns]:
        yield Note(where=rows.where, about="beside", values=(("columns", ", ".join(beside)),))
    if not mapping.key:
        yield Note(where=rows.where, about="no-key")
