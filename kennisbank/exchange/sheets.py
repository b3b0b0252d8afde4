"""Reads a worksheet of an XLSX file as rows of text: values of formulas, days as 2026-03-01, merged cells filled."""

import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from kennisbank.errors import InvalidInput, UnreadableSource
from kennisbank.exchange.archives import opened
from kennisbank.exchange.found import Repair
from kennisbank.exchange.limits import CELL, too_large
from kennisbank.exchange.rows import Rows, checked_header, even

_WIDEST = 1000


@contextmanager
def xlsx_rows(path: Path, *, sheet: str = "") -> Iterator[Rows]:
    """Open a worksheet: the one named, or the only one that is filled.

    Raises UnreadableSource, TooLarge or InvalidInput, also while the rows are read.
    """
    # Loaded here for cost: it takes a third of a second, and most imports have no worksheet.
    import openpyxl

    opened(path).close()
    try:
        values = openpyxl.load_workbook(path, read_only=True, data_only=True)
        formulas = openpyxl.load_workbook(path, read_only=True)
    except (KeyError, ValueError, TypeError, OSError, SyntaxError, zipfile.BadZipFile) as error:
        raise UnreadableSource(
            "This zip is not an XLSX workbook.", where=path.name, mend="Save the table as XLSX or CSV again."
        ) from error
    try:
        name = _chosen(values, sheet, path.name)
        repairs: list[Repair] = []
        merged = _merged(path, formulas[name])
        rows = _texts(values[name], formulas[name], merged, where=path.name, to=repairs)
        _, first = next(((row, cells) for row, cells in rows if any(cells)), (0, ()))
        header = checked_header(first, where=path.name)
        body = [
            (row, even(_as_wide(cells, header), header, row=row, where=path.name))
            for row, cells in rows
            if any(cells)
        ]
        yield Rows(path.name, header, iter(body), tuple(repairs))
    finally:
        values.close()
        formulas.close()


def _chosen(book: Any, wanted: str, where: str) -> str:
    if wanted:
        if wanted not in book.sheetnames:
            listed = ", ".join(map(repr, book.sheetnames))
            raise InvalidInput(f"There is no sheet {wanted!r}.", where=where, mend=f"Name one of: {listed}.")
        return wanted
    filled = [item.title for item in book.worksheets if _is_filled(item)]
    if len(filled) != 1:
        listed = ", ".join(map(repr, filled)) or "none"
        raise InvalidInput(
            f"There are {len(filled)} filled sheets ({listed}).", where=where,
            mend='Say which one in the mapping: sheet = "…".',
        )  # fmt: skip
    return str(filled[0])


def _is_filled(sheet: Any) -> bool:
    return any(cell is not None for row in sheet.iter_rows(values_only=True) for cell in row)


def _texts(
    values: Any,
    formulas: Any,
    merged: dict[tuple[int, int], tuple[int, int]],
    *,
    where: str,
    to: list[Repair],
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield the number and the cells of each row; a cell inside a merged block takes the value of its first cell."""
    tops: dict[tuple[int, int], str] = {}
    starts = set(merged.values())
    pairs = zip(values.iter_rows(values_only=True), formulas.iter_rows(values_only=True), strict=True)
    for row, (shown, written) in enumerate(pairs, start=1):
        if len(shown) > _WIDEST and any(cell is not None for cell in shown[_WIDEST:]):
            raise too_large(f"Row {row}", _WIDEST, "columns", where=where)
        cells: list[str] = []
        for column, value in enumerate(shown[:_WIDEST], start=1):
            text = _text(value, where=where, row=row)
            formula = written[column - 1]
            if value is None and isinstance(formula, str) and formula.startswith("="):
                to.append(
                    Repair(
                        where=where,
                        row=row,
                        column=_letters(column),
                        before=formula,
                        after="",
                        reason="formula",
                    )
                )
            if top := merged.get((row, column)):
                text = tops.get(top, "")
                to.append(
                    Repair(
                        where=where, row=row, column=_letters(column), before="", after=text, reason="merged"
                    )
                )
            if (row, column) in starts:
                tops[row, column] = text
            cells.append(text)
        yield row, tuple(cells)


def _letters(column: int) -> str:
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _text(value: Any, *, where: str, row: int) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta | bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = str(value)
    if len(text) > CELL:
        raise too_large(f"A cell in row {row}", CELL, "characters", where=where)
    return text


def _as_wide(cells: Sequence[str], header: Sequence[str]) -> tuple[str, ...]:
    """Return the cells, filled up to the width of the header: a worksheet leaves empty cells at the end out."""
    return (*cells, *[""] * (len(header) - len(cells)))


def _merged(path: Path, sheet: Any) -> dict[tuple[int, int], tuple[int, int]]:
    """Return for each hidden cell of a merged block (row, column) the first cell of its block."""
    # Loaded here for cost, with openpyxl.
    from defusedxml.ElementTree import iterparse
    from openpyxl.utils import range_boundaries

    found: dict[tuple[int, int], tuple[int, int]] = {}
    part = sheet._worksheet_path  # noqa: SLF001 - the read-only sheet does not tell of merged cells itself
    with zipfile.ZipFile(path) as archive, archive.open(part) as stream:
        for _, element in iterparse(stream):
            if element.tag.endswith("}mergeCell"):
                left, top, right, bottom = range_boundaries(element.get("ref"))
                if (right - left + 1) * (bottom - top + 1) > _WIDEST * _WIDEST:
                    raise too_large("A merged block", _WIDEST * _WIDEST, "cells", where=path.name)
                cells = ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
                found.update({cell: (top, left) for cell in cells if cell != (top, left)})
            element.clear()
    return found
