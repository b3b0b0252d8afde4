"""Pajek .net, read: our own files back whole, and files of Pajek, UCINET, R and networkx with what they hold.

networkx merges vertices with the same label, cannot read a two-mode network or lists of arcs, and doubles edges that
stand before arcs. Here each vertex stays one, and every part of the format that holds a network is read.
"""

import re
from collections import Counter
from pathlib import Path

from kennisbank.errors import TooLarge, UnreadableSource
from kennisbank.network.formats.pajek import weight_of
from kennisbank.network.formats.places import text_of
from kennisbank.network.formats.schema import NAME, schema_of
from kennisbank.network.formats.sheets import Cells, Sheets

MOST = 10_000_000
"""Nodes a file may claim to have: names are made for those that it does not give."""
_WORDS = re.compile(r'"([^"]*)"|(\S+)')
_TIES = ("*arcs", "*edges", "*arcslist", "*edgeslist", "*matrix")


class _Reading:
    """One file, read line by line."""

    def __init__(self, path: Path) -> None:
        self.path, self.line = path, 0
        self.notes: list[str] = []
        self.sheets = Sheets(directed=False, multi=True, notes=self.notes)
        self.names: list[str] = []
        self.cells: list[Cells] = []
        self.arcs: list[tuple[int, int, Cells]] = []
        self.edges: list[tuple[int, int, Cells]] = []
        self.part, self.relation, self.row = "", "", 0
        self.first_mode: int | None = None
        self.weight = ""

    def wrong(self, what: str, mend: str = "See the description of Pajek's .net files.") -> UnreadableSource:
        """Return the error that names the line."""
        return UnreadableSource(what, where=f"{self.path}, line {self.line}", mend=mend)

    def take(self, line: str) -> None:
        """Read one line."""
        if line.startswith("%"):
            told = line[1:].strip()
            if told.startswith(f"{NAME} ") and self.sheets.schema is None:
                schema = schema_of(told.removeprefix(f"{NAME} "), self.notes)
                self.sheets.schema, self.weight = schema, weight_of(schema)
        elif line.startswith("*"):
            self._begin(line)
        elif self.part == "*vertices":
            self._vertex(line)
        elif self.part in ("*arcs", "*edges"):
            self._tie(line)
        elif self.part in ("*arcslist", "*edgeslist"):
            ends = [self._number(word) for word in line.split()]
            (self.arcs if self.part == "*arcslist" else self.edges).extend(
                (ends[0], end, {"weight": 1.0, **self._related()}) for end in ends[1:]
            )
        elif self.part == "*matrix":
            self._row(line)
        elif self.part == "":
            raise self.wrong(
                "This is no Pajek network: it does not begin with *Vertices.", "Give a .net file."
            )

    def _begin(self, line: str) -> None:
        word = line.split(maxsplit=1)[0].lower().rstrip(":")
        if word == "*network":
            self.sheets.graph["name"] = line.split(None, 1)[1].strip() if len(line.split(None, 1)) > 1 else ""
            return
        if word == "*vertices":
            self._count(line.split()[1:])
        elif word in _TIES:
            if not self.names and self.part != "*vertices":
                raise self.wrong(f"{line.split(maxsplit=1)[0]} stands before *Vertices.")
            self.row = 0
            self.relation = "".join(re.findall(r'"([^"]*)"', line))
        else:
            self.notes.append(f"The part {line.split(maxsplit=1)[0]} holds no network and was left out.")
        self.part = word if word == "*vertices" or word in _TIES else "left out"

    def _count(self, words: list[str]) -> None:
        if self.names:
            raise self.wrong(
                "*Vertices stands there twice: this file holds several networks.",
                "Give one network per file.",
            )
        try:
            counts = [int(word) for word in words[:2]]
        except ValueError:
            counts = []
        if not counts or min(counts) < 0 or (len(counts) > 1 and counts[1] > counts[0]):
            raise self.wrong(
                f"*Vertices {' '.join(words)} is no number of vertices.", "Write how many there are."
            )
        if counts[0] > MOST:
            raise TooLarge(f"It claims {counts[0]:,} vertices; {MOST:,} can be read.", where=str(self.path))
        self.names = [str(number) for number in range(1, counts[0] + 1)]
        self.cells = [{} for _ in self.names]
        self.first_mode = counts[1] if len(counts) > 1 else None

    def _vertex(self, line: str) -> None:
        words = [(match[1] if match[1] is not None else match[2]) for match in _WORDS.finditer(line)]
        place = self._number(words[0])
        if len(words) > 1:
            self.names[place] = words[1]
        cells, rest = self.cells[place], words[2:]
        numbers = 0
        while numbers < min(3, len(rest)) and _is_number(rest[numbers]):
            numbers += 1
        if self.sheets.schema is None:
            cells.update(zip("xyz", map(float, rest[:numbers]), strict=False))
        rest = rest[numbers:]
        if len(rest) % 2:
            if self.sheets.schema is None:
                cells["shape"] = rest[0]
            rest = rest[1:]
        cells.update(zip(rest[::2], rest[1::2], strict=True))

    def _tie(self, line: str) -> None:
        words = [(match[1] if match[1] is not None else match[2]) for match in _WORDS.finditer(line)]
        if len(words) < 2:
            raise self.wrong(f"{line[:40]!r} is no tie: it needs two vertices.")
        cells: Cells = {}
        rest = words[2:]
        weight = "" if self.sheets.schema else "1.0"
        if rest and _is_number(rest[0]):
            weight, rest = rest[0], rest[1:]
        if self.sheets.schema is None:
            cells = {"weight": float(weight), **self._related()}
        elif self.weight and weight:
            cells = {self.weight: weight}
        cells.update(zip(rest[::2], rest[1::2], strict=False))
        ends = self._number(words[0]), self._number(words[1])
        (self.arcs if self.part == "*arcs" else self.edges).append((*ends, cells))

    def _row(self, line: str) -> None:
        size, first = len(self.names), self.first_mode
        rows, columns = (size, size) if first is None else (first, size - first)
        words = line.split()
        if self.row >= rows or len(words) != columns:
            raise self.wrong(
                f"The matrix has {len(words)} numbers here in row {self.row + 1}; {rows} rows of {columns} fit."
            )
        for column, word in enumerate(words):
            if not _is_number(word):
                raise self.wrong(f"{word[:40]!r} is no number.")
            if float(word):
                told: Cells = {"weight": float(word), **self._related()}
                self.arcs.append((self.row, column + (first or 0), told))
        self.row += 1

    def _related(self) -> Cells:
        return {"relation": self.relation} if self.relation else {}

    def _number(self, word: str) -> int:
        try:
            number = abs(int(word)) if self.part.endswith("list") else int(word)
        except ValueError:
            raise self.wrong(f"{word[:40]!r} is no number of a vertex.") from None
        if not 1 <= number <= len(self.names):
            raise self.wrong(f"There is no vertex {number}: there are {len(self.names)}.")
        return number - 1


def decoded(path: Path) -> Sheets:
    """Return the sheets that a Pajek file holds. Raises UnreadableSource with the line, or TooLarge."""
    notes: list[str] = []
    reading = _Reading(path)
    for number, line in enumerate(text_of(path, notes).split("\n"), 1):
        reading.line = number
        if line.strip():
            reading.take(line.strip())
    if not reading.part:
        raise reading.wrong("This is no Pajek network: there is no *Vertices.", "Give a .net file.")
    reading.notes[:0] = notes
    return _gathered(reading)


def _gathered(reading: _Reading) -> Sheets:
    """Return what was read as sheets: undirected when there are only edges, otherwise each edge as two arcs."""
    sheets, names = reading.sheets, _apart(reading)
    schema = sheets.schema
    for place, cells in enumerate(reading.cells):
        if reading.first_mode is not None and schema is None:
            cells["bipartite"] = int(place >= reading.first_mode)
    sheets.nodes = list(zip(names, reading.cells, strict=True))
    two_mode = reading.first_mode is not None
    sheets.directed = schema.directed if schema else bool(reading.arcs) and not two_mode
    sheets.multi = schema.multi if schema else False
    ties = [*reading.arcs, *reading.edges]
    if sheets.directed and schema is None and reading.edges:
        ties += [(other, one, dict(cells)) for one, other, cells in reading.edges if one != other]
        reading.notes.append(
            f"{len(reading.edges)} edges without direction stand among arcs; each was read as two arcs."
        )
    if schema is None:
        pairs = Counter(
            (one, other) if sheets.directed else (min(one, other), max(one, other)) for one, other, _ in ties
        )
        sheets.multi = any(number > 1 for number in pairs.values())
    for one, other, cells in ties:
        key = cells.pop("key", None) if schema else None
        sheets.ties.append((names[one], names[other], key, cells))
    return sheets


def _apart(reading: _Reading) -> list[str]:
    """Return the labels, each one time: a label that several vertices have gets their number behind it."""
    many = Counter(reading.names)
    twice = [name for name, number in many.items() if number > 1]
    if not twice:
        return reading.names
    reading.notes.append(
        f"{len(twice)} labels belong to several vertices, {twice[0]!r} first; their number was put behind them."
    )
    taken = set(many)
    told = []
    for number, name in enumerate(reading.names, 1):
        fits = name if many[name] == 1 else f"{name} ({number})"
        while many[name] > 1 and fits in taken:
            fits += "'"
        taken.add(fits)
        told.append(fits)
    return told


def _is_number(word: str) -> bool:
    try:
        float(word)
    except ValueError:
        return False
    return "_" not in word
