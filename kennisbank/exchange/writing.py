"""Writes a whole bank as Markdown, CSV and JSON: every byte decided by the records, so that two exports are alike.

    kennisbank.json     what this is: format and counts
    records.jsonl       every record as it is
    revisions.jsonl     every change there ever was, with the chain of hashes
    accounts.jsonl      who may do what
    climate.jsonl       questionnaires, closed waves of the learning climate, their answers and questions
    markdown/KIND/ID.md a page per record, for people and their editors
    csv/KIND.csv        a table per kind, for spreadsheets (UTF-8 without byte order mark, lines end in LF)

The files are made in a folder beside the target, which takes its place only when it is complete.
"""

import csv
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, TextIO

from kennisbank.domain.policy import Actor
from kennisbank.domain.record import Record, as_text
from kennisbank.domain.revision import Revision
from kennisbank.errors import InvalidInput
from kennisbank.exchange.cells import to_cells
from kennisbank.exchange.jsonlines import account_line, record_line, revision_line
from kennisbank.exchange.page import to_page
from kennisbank.exchange.replacing import replaced
from kennisbank.exchange.whole_bank import ACCOUNTS, CLIMATE, FORMAT, LABEL, PAGES, RECORDS, REVISIONS, TABLES

Progress = Callable[[int, int], None]
_STEP = 500


def export(  # noqa: PLR0913 - a bank is all of these
    records: Iterable[Record],
    revisions: Iterable[Revision],
    accounts: Iterable[Actor],
    directory: Path,
    *,
    climate: Iterable[Mapping[str, Any]] = (),
    total: int = 0,
    progress: Progress | None = None,
) -> None:
    """Write everything to `directory`, which must not be there yet, be empty, or be an earlier export.

    `records` come in order of id, `revisions` in order of the log; both are read once and not kept. `progress` is told
    how many are done and how many there are (`total`, when the caller knows). Raises InvalidInput.
    """
    with replaced(directory) as folder:
        counter = _Told(progress, total)
        kinds = _write_records(records, folder, counter)
        counts = {
            "records": kinds.total(),
            "revisions": _write_lines(map(revision_line, revisions), folder / REVISIONS, counter),
            "accounts": _write_lines(
                map(account_line, sorted(accounts, key=lambda item: item.name)), folder / ACCOUNTS, counter
            ),
            "climate": _write_lines(map(as_text, climate), folder / CLIMATE, counter),
        }
        label = {"format": FORMAT, "counts": counts, "kinds": dict(sorted(kinds.items()))}
        _save(folder / LABEL, json.dumps(label, indent=2) + "\n")
    counter.end()


class _Told:
    """Counts, and tells now and then."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress, self._total, self._done = progress, total, 0

    def one(self) -> None:
        self._done += 1
        if self._progress and self._done % _STEP == 0:
            self._progress(self._done, max(self._done, self._total))

    def end(self) -> None:
        if self._progress:
            self._progress(self._done, self._done)


def _write_records(records: Iterable[Record], folder: Path, counter: _Told) -> Counter[str]:
    """Write each record to all its places and return how many there are of each kind."""
    kinds: Counter[str] = Counter()
    (folder / TABLES).mkdir()
    (folder / PAGES).mkdir()
    last = ""
    with ExitStack() as stack:
        lines = stack.enter_context(_opened(folder / RECORDS))
        tables: dict[str, TextIO] = {}
        for record in records:
            if record.id <= last:
                raise InvalidInput(
                    f"Record {record.id!r} comes after {last!r}.", mend="Give the records in order of id."
                )
            last = record.id
            if record.kind not in tables:
                tables[record.kind] = stack.enter_context(_opened(folder / TABLES / f"{record.kind}.csv"))
                csv.writer(tables[record.kind], lineterminator="\n").writerow(["kind", *record.fields()])
                (folder / PAGES / record.kind).mkdir()
            lines.write(record_line(record) + "\n")
            csv.writer(tables[record.kind], lineterminator="\n").writerow(
                [record.kind, *to_cells(record).values()]
            )
            _save(folder / PAGES / record.kind / f"{record.id}.md", to_page(record))
            kinds[record.kind] += 1
            counter.one()
    return kinds


def _write_lines(lines: Iterable[str], path: Path, counter: _Told) -> int:
    number = 0
    with _opened(path) as file:
        for line in lines:
            file.write(line + "\n")
            number += 1
            counter.one()
    return number


def _opened(path: Path) -> TextIO:
    return path.open("w", encoding="utf-8", newline="")


def _save(path: Path, text: str) -> None:
    with _opened(path) as file:
        file.write(text)
