"""Reads back an export of a whole bank, history and accounts included; and says what an export is made of."""

import json
from pathlib import Path
from typing import Any

from kennisbank.domain.record import Record
from kennisbank.domain.revision import Revision
from kennisbank.errors import InvalidInput, UnreadableSource
from kennisbank.exchange.folders import Folder, folder
from kennisbank.exchange.found import Reading
from kennisbank.exchange.jsonlines import account_of, items, record_of, revision_of

FORMAT = 1
LABEL, RECORDS, REVISIONS, ACCOUNTS = "kennisbank.json", "records.jsonl", "revisions.jsonl", "accounts.jsonl"
CLIMATE = "climate.jsonl"
"""What is kept of closed waves; exports made before there were any lack it."""
PAGES, TABLES = "markdown", "csv"
PARTS = (LABEL, RECORDS, REVISIONS, ACCOUNTS, CLIMATE, PAGES, TABLES)


def read_bank(source: Path) -> Reading:
    """Return everything in an export: a folder, or a zip of one. Raises UnreadableSource, InvalidInput or TooLarge."""
    with folder(source) as files:
        return _read(_inner(files, source))


def read_label(text: bytes, *, where: str) -> dict[str, Any]:
    """Return what `kennisbank.json` says. Raises UnreadableSource, or InvalidInput for a newer format."""
    try:
        told = json.loads(text)
        version, counts = told["format"], told["counts"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise UnreadableSource(
            f"{LABEL} is not that of an export.",
            where=where,
            mend="Name the folder that kennisbank export made.",
        ) from error
    if not isinstance(version, int) or not isinstance(counts, dict):
        raise UnreadableSource(f"{LABEL} is damaged.", where=where, mend="Make the export again.")
    if version > FORMAT:
        raise InvalidInput(
            f"This export has format {version}; this Kennisbank reads up to {FORMAT}.",
            where=where,
            mend="Use a newer Kennisbank.",
        )
    return dict(told)


def _inner(files: Folder, source: Path) -> Folder:
    """Return the folder that the label lies in: this one, or the only one that has it just below."""
    if LABEL in files.names:
        return files
    below = [name for name in files.names if name.count("/") == 1 and name.endswith(f"/{LABEL}")]
    if len(below) != 1:
        raise UnreadableSource(
            f"This is not an export of a bank: there is no {LABEL} in it.",
            where=str(source), mend="Name the folder (or a zip of it) that kennisbank export made.",
        )  # fmt: skip
    return files.below(below[0].removesuffix(LABEL))


def _read(files: Folder) -> Reading:
    told = read_label(files.bytes_of(LABEL), where=files.where)
    if missing := [name for name in (RECORDS, REVISIONS, ACCOUNTS) if name not in files.names]:
        raise UnreadableSource(f"{missing[0]} is missing.", where=files.where, mend="Make the export again.")
    with files.open(RECORDS) as one, files.open(REVISIONS) as two, files.open(ACCOUNTS) as three:
        records = tuple(items(one, record_of, where=RECORDS))
        revisions = tuple(items(two, revision_of, where=REVISIONS))
        accounts = tuple(items(three, account_of, where=ACCOUNTS))
    climate = _climate(files)
    read = {"records": records, "revisions": revisions, "accounts": accounts, "climate": climate}
    for name, found in read.items():
        if told["counts"].get(name, 0 if name == "climate" else None) != len(found):
            raise UnreadableSource(
                f"It holds {len(found)} {name}; {LABEL} says {told['counts'].get(name)}.",
                where=files.where, mend="It was cut off or edited: make the export again.",
            )  # fmt: skip
    _agree(records, revisions, where=files.where)
    return Reading(records=records, revisions=revisions, accounts=accounts, climate=climate)


def _climate(files: Folder) -> tuple[dict[str, Any], ...]:
    if CLIMATE not in files.names:
        return ()
    with files.open(CLIMATE) as lines:
        return tuple(items(lines, dict, where=CLIMATE))


def _agree(records: tuple[Record, ...], revisions: tuple[Revision, ...], *, where: str) -> None:
    """Raise UnreadableSource when the records are not what the history, where there is one, ends with."""
    if not revisions:
        return
    last = {item.record: item for item in revisions}
    for record in records:
        end = last.pop(record.id, None)
        if end is None or end.number != record.revision or end.data() != record.content():
            raise UnreadableSource(
                f"{RECORDS} and {REVISIONS} do not agree about {record.kind} {record.id}.",
                where=where,
                mend="One of them was edited: make the export again, or import its markdown folder.",
            )
    if last:
        raise UnreadableSource(f"{RECORDS} lacks {min(last)}.", where=where, mend="Make the export again.")
