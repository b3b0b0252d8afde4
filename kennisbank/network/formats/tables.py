"""Two CSV files, ties and nodes, with the headings that Gephi knows; a heading says its kind where it must (`code:text`)."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from kennisbank.errors import UnreadableSource
from kennisbank.network.formats.places import text_of
from kennisbank.network.formats.sheets import Cells, Column, Form, Schema, Sheets
from kennisbank.network.formats.values import KINDS, guessed

_SOURCE, _TARGET, _TYPE, _KEY, _ID = "Source", "Target", "Type", "Key", "Id"
FORM = Form(
    re.compile("[\x00\ud800-\udfff]"),
    named=re.compile(r"(?i)(?!(source|target|type|key|id)$)[^:\s]([^:]*[^:\s])?"),
    tells_empty=False,
)
_GAPS = {"none": "?", "empty": "!", "": ""}
_SIGNS = {sign: gap for gap, sign in _GAPS.items() if sign}
_HEADING = re.compile(r"(?P<name>.*?)(?::(?P<kind>[a-z]+)(?P<gap>[?!])?)?", re.DOTALL)
_WIDEST = 32 * 1024 * 1024


def nodes_path(path: Path) -> Path:
    """Return where the nodes of the ties in `path` stand: `calls.csv` has `calls.nodes.csv`."""
    return path.with_name(f"{path.stem}.nodes.csv")


def encoded(sheets: Sheets) -> bytes:
    """Return the ties as CSV: source, target, direction, the key of parallel ties, and a column per attribute."""
    schema = _schema(sheets)
    names = _names_heading(sheets)
    keyed = sheets.multi
    headings = [_heading(_SOURCE, names), _heading(_TARGET, names), _TYPE]
    if keyed:
        keys = [key or "" for _, _, key, _ in sheets.ties]
        headings.append(_heading(_KEY, "" if schema.keys in ("", guessed(keys)) else schema.keys))
    headings += [_told(column, (cells for *_, cells in sheets.ties)) for column in schema.tie_columns]
    kind = "Directed" if sheets.directed else "Undirected"
    rows = (
        [
            one,
            other,
            kind,
            *([key or ""] if keyed else []),
            *(_text(cells.get(column.name)) for column in schema.tie_columns),
        ]
        for one, other, key, cells in sheets.ties
    )
    if not sheets.ties and not (sheets.directed and not sheets.multi):
        sheets.notes.append(
            "Without ties a CSV file does not tell direction; it will be read as a directed graph."
        )
    if schema.graph:
        sheets.notes.append(
            f"CSV has no place for what the graph itself carries: {', '.join(map(str, schema.graph))}."
        )
    _tell_moved((*schema.node_columns, *schema.tie_columns), sheets.notes)
    return _csv(headings, rows)


def nodes_encoded(sheets: Sheets) -> bytes:
    """Return the nodes as CSV: their name, and a column per attribute."""
    columns = _schema(sheets).node_columns
    headings = [
        _heading(_ID, _names_heading(sheets)),
        *(_told(item, (cells for _, cells in sheets.nodes)) for item in columns),
    ]
    return _csv(
        headings, ([name, *(_text(cells.get(item.name)) for item in columns)] for name, cells in sheets.nodes)
    )


def decoded(path: Path) -> Sheets:
    """Return the sheets that the ties in `path`, and the nodes beside it when they are there, hold. Raises UnreadableSource."""
    notes: list[str] = []
    headings, rows = _read(path, notes)
    low = [name.lower() for name, _, _ in headings]
    if "source" not in low or "target" not in low:
        raise UnreadableSource(
            f"The first line has no Source and Target, but {', '.join(name for name, _, _ in headings[:6])}.",
            where=f"{path}, line 1", mend="Name those two columns so.",
        )  # fmt: skip
    one, other = low.index("source"), low.index("target")
    type_at, key_at = (low.index(name) if name in low else None for name in ("type", "key"))
    nodes: list[list[str]] = []
    about: list[tuple[str, str, str]] = []
    beside = nodes_path(path)
    if beside.is_file():
        about, nodes = _read(beside, notes)
        if not about or about[0][0].lower() != "id":
            raise UnreadableSource(
                "The first column is not Id.", where=f"{beside}, line 1", mend="Name it Id."
            )
    texts = [text for row in rows for text in (row[one], row[other])] + [row[0] for row in nodes]
    if any(not text for text in texts):
        raise UnreadableSource(
            "A node has no name.", where=str(path), mend="Fill Source, Target and Id on every line."
        )
    own = {one, other, type_at, key_at}
    tie_at = [place for place in range(len(headings)) if place not in own]
    ties = _columns([headings[place] for place in tie_at], [[row[place] for place in tie_at] for row in rows])
    node_columns = _columns(about[1:], [row[1:] for row in nodes])
    directed = _directed(rows, type_at, path)
    keys = (
        "" if key_at is None else headings[key_at][1] or guessed(row[key_at] for row in rows if row[key_at])
    )
    if key_at is not None and not any(row[key_at] for row in rows):
        keys = ""
    multi = key_at is not None or len(set(_pairs(rows, one, other, directed=directed))) < len(rows)
    names = headings[one][1] or (about[0][1] if about else "") or guessed(texts)
    schema = Schema(
        directed=directed, multi=multi, names=names, keys=keys, node_columns=node_columns, tie_columns=ties
    )
    sheets = Sheets(directed, multi, schema=schema, notes=notes)
    sheets.nodes = [(row[0], _cells(node_columns, row[1:])) for row in nodes]
    sheets.ties = [
        (
            row[one],
            row[other],
            row[key_at] if keys and key_at is not None else None,
            _cells(ties, [row[at] for at in tie_at]),
        )
        for row in rows
    ]
    return sheets


def _schema(sheets: Sheets) -> Schema:
    return sheets.schema or Schema(directed=sheets.directed, multi=sheets.multi)


def _names_heading(sheets: Sheets) -> str:
    """Return the kind of the names of nodes where it is not the one that would be guessed."""
    names = [name for name, _ in sheets.nodes]
    kind = _schema(sheets).names
    return "" if kind == guessed(names) else kind


def _told(column: Column, rows: Iterable[Cells]) -> str:
    texts = [_text(cells[column.name]) for cells in rows if column.name in cells]
    plainly = not column.gap and guessed(texts) == column.kind
    return _heading(column.name, "" if plainly else f"{column.kind}{_GAPS[column.gap]}")


def _heading(name: str, kind: str) -> str:
    return f"{name}:{kind}" if kind else name


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    return (
        str(cell).lower() if isinstance(cell, bool) else repr(cell) if isinstance(cell, float) else str(cell)
    )


def _csv(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    stream = io.StringIO(newline="")
    out = csv.writer(stream)
    out.writerow(headings)
    out.writerows(rows)
    return stream.getvalue().encode()


def _read(path: Path, notes: list[str]) -> tuple[list[tuple[str, str, str]], list[list[str]]]:
    """Return the headings (name, kind, gap) and the rows of a CSV file. Raises UnreadableSource with the line."""
    text = text_of(path, notes, line_ends=False)
    first = text.split("\n", 1)[0]
    mark = max(",;\t", key=first.count)
    before = csv.field_size_limit(_WIDEST)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    rows: list[list[str]] = []
    try:
        for row in reader:
            if not row:
                continue
            if rows and len(row) != len(rows[0]):
                raise UnreadableSource(
                    f"This line has {len(row)} cells, the first one {len(rows[0])}.",
                    where=f"{path}, line {reader.line_num}", mend="Put cells with a comma between quotes.",
                )  # fmt: skip
            rows.append(row)
    except csv.Error as error:
        raise UnreadableSource(
            f"This is not CSV: {error}.",
            where=f"{path}, line {reader.line_num}",
            mend="Write the file again.",
        ) from error
    finally:
        csv.field_size_limit(before)
    if not rows:
        raise UnreadableSource(
            "The file is empty.", where=str(path), mend="Give a CSV file with a line of headings."
        )
    return [_parted(heading) for heading in rows[0]], rows[1:]


def _parted(heading: str) -> tuple[str, str, str]:
    match = _HEADING.fullmatch(heading.strip())
    if match and match["kind"] in KINDS:
        return match["name"], match["kind"], _SIGNS.get(match["gap"] or "", "")
    return heading.strip(), "", ""


def _columns(headings: list[tuple[str, str, str]], rows: list[list[str]]) -> tuple[Column, ...]:
    columns = []
    for place, (name, kind, gap) in enumerate(headings):
        columns.append(Column(name, name, kind or guessed(row[place] for row in rows if row[place]), gap))
    return tuple(columns)


def _cells(columns: tuple[Column, ...], row: list[str]) -> Cells:
    return {column.name: text for column, text in zip(columns, row, strict=True) if text}


def _directed(rows: list[list[str]], at: int | None, path: Path) -> bool:
    words = {row[at].lower() for row in rows} if at is not None else set()
    if len(words) > 1:
        raise UnreadableSource(
            f"Column Type has {', '.join(sorted(words))}: a network has direction everywhere or nowhere.",
            where=str(path), mend="Write Directed or Undirected on every line.",
        )  # fmt: skip
    return words != {"undirected"}


def _pairs(rows: list[list[str]], one: int, other: int, *, directed: bool) -> Iterable[Any]:
    return ((row[one], row[other]) if directed else frozenset((row[one], row[other])) for row in rows)


def _tell_moved(columns: Iterable[Column], notes: list[str]) -> None:
    moved = [column for column in columns if column.name != column.of]
    notes.extend(f"Attribute {column.of!r} is called {column.name!r} in the CSV file." for column in moved)
