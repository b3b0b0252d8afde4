"""Reads a CSV file as rows under a header: finds the separator, refuses a header or row that cannot be right."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from kennisbank.errors import InvalidInput, TooLarge, UnreadableSource
from kennisbank.exchange.decoding import encoding_of, lines
from kennisbank.exchange.found import Repair
from kennisbank.exchange.limits import CELL, TABLE, too_large

_SEPARATORS = ",;\t|"
_TRIED = 50
_SEPARATOR_LINE = re.compile(r"sep=(.)\s*\Z", re.IGNORECASE)


@dataclass(frozen=True)
class Rows:
    """A header and the rows under it; `rows` gives each its number (the header is row 1) and as many cells as the header."""

    where: str
    header: tuple[str, ...]
    rows: Iterator[tuple[int, tuple[str, ...]]]
    repairs: tuple[Repair, ...] = ()


@contextmanager
def csv_rows(path: Path, *, encoding: str = "", separator: str = "") -> Iterator[Rows]:
    """Open a CSV file. Without `encoding` and `separator` they are found.

    Raises UnreadableSource, TooLarge or InvalidInput, also while the rows are read.
    """
    if path.stat().st_size > TABLE:
        raise too_large("This table", TABLE, "bytes", where=path.name)
    with path.open("rb") as stream, _long_cells():
        found, repairs = (encoding, ()) if encoding else encoding_of(stream, where=path.name)
        sample = list(islice(_text(lines(stream, found, limit=CELL, where=path.name)), _TRIED))
        stream.seek(0)
        told = _SEPARATOR_LINE.match(sample[0]) if sample else None
        mark = separator or (told[1] if told else _separator(sample))
        text = _text(lines(stream, found, limit=CELL, where=path.name))
        if told:
            next(text)
        reader = _reader(text, mark, path.name)
        header = checked_header(next(reader, (0, ()))[1], where=path.name)
        yield Rows(path.name, header, _even(reader, header, path.name), repairs)


def checked_header(cells: Sequence[str], *, where: str) -> tuple[str, ...]:
    """Return the names of the columns. Raises InvalidInput when there are none, one is empty, or one occurs twice."""
    names = [cell.strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    mend = "Give the table one header row, with a different name over each column."
    if not names:
        raise InvalidInput("This table is empty: it has no header row.", where=where, mend=mend)
    if "" in names:
        raise InvalidInput(f"Column {names.index('') + 1} has no name in the header.", where=where, mend=mend)
    if twice := [name for name, count in Counter(names).items() if count > 1]:
        raise InvalidInput(f"The header has {twice[0]!r} more than once.", where=where, mend=mend)
    return tuple(names)


def even(cells: Sequence[str], header: Sequence[str], *, row: int, where: str) -> tuple[str, ...]:
    """Return as many cells as the header has. Raises InvalidInput when there are too many or too few."""
    filled = list(cells)
    while len(filled) > len(header) and not filled[-1].strip():
        filled.pop()
    if len(filled) != len(header):
        raise InvalidInput(
            f"Row {row} has {len(filled)} cells, the header {len(header)}.",
            where=where,
            mend="A quote or a separator is missing there, or the separator is another one than it seems.",
        )
    return tuple(filled)


def _even(
    reader: Iterator[tuple[int, tuple[str, ...]]], header: Sequence[str], where: str
) -> Iterator[tuple[int, tuple[str, ...]]]:
    for row, cells in reader:
        if any(cell.strip() for cell in cells):
            yield row, even(cells, header, row=row, where=where)


def _text(found: Iterable[str]) -> Iterator[str]:
    """Yield the lines without a byte order mark in front of the first."""
    for number, line in enumerate(found):
        yield line.removeprefix("\ufeff") if not number else line


def _reader(text: Iterable[str], separator: str, where: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    reader = csv.reader(text, delimiter=separator, strict=True)
    row = 0
    while True:
        row += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if "field limit" in str(error):
                raise too_large(f"A cell in row {row}", CELL, "characters", where=where) from error
            raise UnreadableSource(
                f"Row {row} is not CSV: {error}.",
                where=where,
                mend="Look for a quote that is not closed or not doubled.",
            ) from error
        yield row, tuple(cells)


def _separator(sample: Sequence[str]) -> str:
    """Return the separator that gives the header the most columns, and the first rows as many."""

    def score(mark: str) -> tuple[int, int]:
        widths = [len(cells) for _, cells in _tried(sample, mark) if any(cells)]
        return (
            (sum(width == widths[0] for width in widths) * (widths[0] > 1), widths[0]) if widths else (0, 0)
        )

    best = max(_SEPARATORS, key=score)
    return best if score(best)[0] else ","


def _tried(sample: Sequence[str], mark: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    try:
        yield from _reader(sample, mark, "")
    except (
        UnreadableSource,
        TooLarge,
    ):  # the last row of a sample may be cut off; what came before it counts
        return


@contextmanager
def _long_cells() -> Iterator[None]:
    """Let the csv module take cells as long as ours while a table is read; its own limit is one for the process."""
    before = csv.field_size_limit(CELL)
    try:
        yield
    finally:
        csv.field_size_limit(before)
