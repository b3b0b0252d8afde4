"""UCINET's DL, read: full matrices (also several, or of two modes), lists of ties and of nodes, labels apart or embedded."""

import re
from pathlib import Path

from kennisbank.errors import TooLarge, UnreadableSource
from kennisbank.network.formats.places import text_of
from kennisbank.network.formats.sheets import Cells, Sheets

MOST = 10_000_000
"""Nodes a file may claim to have without naming them."""
_TOKEN = re.compile(r'"([^"]*)"|([^\s,"]+)')
_DATA = re.compile(r"(?im)^(.*?)\bdata[ \t]*:")
_FORMATS = {
    "fullmatrix": "fullmatrix", "fm": "fullmatrix", "edgelist1": "edgelist1", "el1": "edgelist1", "edgelist": "edgelist1",
    "nodelist1": "nodelist1", "nl1": "nodelist1", "nodelist": "nodelist1",
}  # fmt: skip
_SECTION = re.compile(r"(?i)\b(?:(row|column|col|matrix|level)\s+)?labels?\s*(embedded|:)\s*:?")
_COUNT = re.compile(r"(?i)\b(nr|nc|nm|n)\s*=\s*([^\s,]+)")
_FORMAT = re.compile(r"(?i)\bformat\s*=\s*(\w+)")
_NO_DIAGONAL = re.compile(r"(?i)\bdiagonal\s*[=\s]\s*absent")


class _Reading:
    """One file: what its head says, and the data with the line on which they begin."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        if not re.match(r"(?i)\s*dl\b", text):
            raise UnreadableSource(
                "This is no DL: it does not begin with DL.", where=f"{path}, line 1", mend="Give a .dl file."
            )
        parted = _DATA.search(text)
        if parted is None:
            raise UnreadableSource(
                "There is no line with data:.", where=str(path), mend="Put data: above the data."
            )
        head = text[: parted.start()] + parted[1]
        self.data, self.line = text[parted.end() :], text.count("\n", 0, parted.end()) + 1
        sections = list(_SECTION.finditer(head))
        plain = head[: sections[0].start()] if sections else head
        self.embedded: set[str] = set()
        self.labels: dict[str, list[str]] = {}
        for number, section in enumerate(sections):
            what = {"col": "column"}.get((section[1] or "").lower(), (section[1] or "").lower())
            end = sections[number + 1].start() if number + 1 < len(sections) else len(head)
            rest = head[section.end() : end]
            if section[2].lower() == "embedded":
                self.embedded.add(what)
                plain += f" {rest}"
            else:
                self.labels[what] = [
                    match[1] if match[1] is not None else match[2] for match in _TOKEN.finditer(rest)
                ]
        counts = {match[1].lower(): self._count(match[2]) for match in _COUNT.finditer(plain)}
        if "n" not in counts and not {"nr", "nc"} <= set(counts):
            raise self.wrong("It does not say how many nodes there are.", 1, "Write n=… in the first line.")
        self.two_mode = "n" not in counts
        self.rows, self.columns = counts.get("n", counts.get("nr", 0)), counts.get("n", counts.get("nc", 0))
        self.matrices = counts.get("nm", 1)
        told = _FORMAT.search(plain)
        if told and told[1].lower() not in _FORMATS:
            raise self.wrong(
                f"Format {told[1]} cannot be read.", 1, "Write it as fullmatrix, edgelist1 or nodelist1."
            )
        self.format = _FORMATS[told[1].lower()] if told else "fullmatrix"
        self.diagonal = not _NO_DIAGONAL.search(plain)

    def wrong(self, what: str, line: int, mend: str = "See UCINET's description of DL.") -> UnreadableSource:
        """Return the error that names the line."""
        return UnreadableSource(what, where=f"{self.path}, line {line}", mend=mend)

    def _count(self, word: str) -> int:
        if not re.fullmatch(r"-?\d+", word, re.ASCII) or len(word) > 18 or int(word) < 0:
            raise self.wrong(
                f"{word[:40]!r} is no number of nodes or matrices.", 1, "Write a whole number of 0 or more."
            )
        if int(word) > MOST:
            raise TooLarge(f"It claims {int(word):,} nodes; {MOST:,} can be read.", where=str(self.path))
        return int(word)

    def names(self, what: str, size: int) -> list[str]:
        """Return the labels of `what`, which must be `size` different ones; numbers where there are none."""
        told = self.labels.get(what, self.labels.get("", []))
        if not told:
            return [str(number) for number in range(1, size + 1)]
        if len(told) != size or len(set(told)) != size:
            raise self.wrong(
                f"There are {len(set(told))} different labels for {size} nodes.", 1, "Give each node its own."
            )
        return told


def decoded(path: Path) -> Sheets:
    """Return the sheets that a DL file holds: directed, and with a `relation` per tie when it has several matrices.

    A matrix of two modes gives an undirected graph whose nodes carry `bipartite` 0 (rows) or 1 (columns). Raises
    UnreadableSource, with the line, or TooLarge.
    """
    notes: list[str] = []
    reading = _Reading(path, text_of(path, notes))
    sheets = Sheets(directed=not reading.two_mode, multi=reading.matrices > 1, notes=notes)
    embedded = bool(reading.embedded)
    if reading.format == "fullmatrix":
        _matrices(reading, sheets, embedded=embedded)
        return sheets
    if reading.two_mode:
        raise reading.wrong(f"{reading.format} is for one mode; nr and nc say two.", 1, "Write n=….")
    nodes = _Nodes(reading, embedded=embedded)
    zeros = 0
    for offset, line in enumerate(reading.data.split("\n")):
        words = [match[1] if match[1] is not None else match[2] for match in _TOKEN.finditer(line)]
        if not words:
            continue
        number = reading.line + offset
        others, weight = _ends(reading, words, number)
        ends = [nodes.of(word, number) for word in (words[0], *others)]
        cells: Cells = {} if weight is None else {"weight": weight}
        zeros += weight == 0
        if weight != 0:
            sheets.ties.extend((ends[0], end, None, dict(cells)) for end in ends[1:])
    if zeros:
        notes.append(f"{zeros} ties of weight 0 are none, and were left out.")
    sheets.nodes = [(name, {}) for name in nodes.whole()]
    return _joined(sheets)


def _ends(reading: _Reading, words: list[str], line: int) -> tuple[list[str], float | None]:
    """Return the nodes that the first one is tied to, and the weight."""
    if reading.format == "nodelist1":
        return words[1:], None
    if len(words) not in (2, 3):
        raise reading.wrong(f"A tie has two nodes and a weight; here stand {len(words)} words.", line)
    return [words[1]], _float(reading, words[2], line) if len(words) == 3 else 1.0


class _Nodes:
    """The nodes of a list: known by their numbers, or by labels that stand among the ties."""

    def __init__(self, reading: _Reading, *, embedded: bool) -> None:
        self.reading, self.embedded = reading, embedded
        self.names = [] if embedded else reading.names("row", reading.rows)
        self.place = set(self.names)

    def of(self, word: str, line: int) -> str:
        """Return the node that `word` is. Raises UnreadableSource for one too many."""
        if self.embedded:
            if word not in self.place:
                if len(self.names) >= self.reading.rows:
                    raise self.reading.wrong(
                        f"{word[:40]!r} is one node more than the {self.reading.rows} there are.", line
                    )
                self._add(word)
            return word
        if re.fullmatch(r"\d{1,9}", word, re.ASCII) and 1 <= int(word) <= self.reading.rows:
            return self.names[int(word) - 1]
        if word in self.place:
            return word
        raise self.reading.wrong(f"There is no node {word[:40]!r}: there are {self.reading.rows}.", line)

    def whole(self) -> list[str]:
        """Return all names; nodes without ties have no label in a list, and get a number."""
        number = len(self.names)
        while len(self.names) < self.reading.rows:
            number += 1
            if str(number) not in self.place:
                self._add(str(number))
        return self.names

    def _add(self, name: str) -> None:
        self.place.add(name)
        self.names.append(name)


def _matrices(reading: _Reading, sheets: Sheets, *, embedded: bool) -> None:
    """Read full matrices; what stands in them is read word by word, as UCINET does, whatever the lines."""
    words = (
        (match, match[1] if match[1] is not None else match[2]) for match in _TOKEN.finditer(reading.data)
    )
    at = 0

    def following(what: str) -> str:
        nonlocal at
        found = next(words, None)
        if found is None:
            raise reading.wrong(
                f"The data end where {what} should stand.", reading.line + reading.data.count("\n")
            )
        at = found[0].start()
        return found[1]

    def line() -> int:
        return reading.line + reading.data.count("\n", 0, at)

    relations = reading.labels.get("matrix") or reading.labels.get("level") or []
    rows, columns = [], []
    for number in range(reading.matrices):
        columns = (
            [following("a label") for _ in range(reading.columns)]
            if embedded
            else reading.names("column", reading.columns)
        )
        rows = [] if embedded else reading.names("row", reading.rows)
        if embedded and len(set(columns)) < len(columns):
            raise reading.wrong("A label stands there twice.", line(), "Give each node its own.")
        if reading.two_mode:
            clash = set(columns) & set(rows)
            columns = [f"{name} (column)" if name in clash else name for name in columns]
        about: Cells = {"relation": relations[number] if number < len(relations) else str(number + 1)}
        for row in range(reading.rows):
            name = following("a label") if embedded else rows[row]
            if embedded:
                rows.append(name)
                if not reading.two_mode and name not in columns:
                    raise reading.wrong(f"The row {name[:40]!r} has no column.", line())
            for column in range(reading.columns):
                if not reading.diagonal and row == column:
                    continue
                weight = _float(reading, following("a number"), line())
                if weight:
                    cells: Cells = {"weight": weight, **(about if reading.matrices > 1 else {})}
                    sheets.ties.append((name, columns[column], None, cells))
    if (more := next(words, None)) is not None:
        at = more[0].start()
        raise reading.wrong(f"After the matrix stands {more[1][:40]!r}.", line(), "See whether n is right.")
    both = reading.two_mode
    sheets.nodes = [(name, {"bipartite": 0} if both else {}) for name in (rows if both else columns)]
    if both:
        sheets.nodes += [(name, {"bipartite": 1}) for name in columns]


def _joined(sheets: Sheets) -> Sheets:
    """Return the sheets with `multi` set when a pair is tied twice."""
    pairs = {(one, other) for one, other, *_ in sheets.ties}
    sheets.multi = sheets.multi or len(pairs) < len(sheets.ties)
    return sheets


def _float(reading: _Reading, word: str, line: int) -> float:
    try:
        return float(word.replace("_", "?"))  # Python alone takes 1_000 for a number
    except ValueError:
        raise reading.wrong(f"{word[:40]!r} is no number.", line) from None
