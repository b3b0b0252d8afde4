"""Mends the cells of one LLIS row, step by step; every step that changes something is a repair."""

import re

from kennisbank.exchange.decoding import without_controls
from kennisbank.exchange.found import Repair
from kennisbank.exchange.llis_bytes import UNKNOWN, mended, odd
from kennisbank.exchange.markup import has_markup, without_markup

_AROUND = 24
_STRAY = re.compile(r"(?<=[.!?:;,>])[ ]*_+(?=\s|$)")
_DASH = re.compile(r"(?:(?<=[\w#)]) |(?<=\)))_(?= )")
_COMMA = re.compile(r",\s+(?!&)")


class CellMender:
    """Knows the row; `line`, `prose` and `names` give the mended text of a cell."""

    def __init__(self, *, where: str, row: int, byte_map: bool, to: list[Repair]) -> None:
        """Hold the place, and the list that repairs go to."""
        self._where, self._row, self._byte_map, self._to = where, row, byte_map, to

    def repair(self, column: str, before: str, after: str, reason: str) -> None:
        """Add a repair in this row."""
        self._to.append(
            Repair(where=self._where, row=self._row, column=column, before=before, after=after, reason=reason)
        )

    def line(self, column: str, text: str) -> str:
        """Return one line: letters mended, no markup, single spaces."""
        letters = self._letters(column, text)
        return self._step(column, letters, " ".join(letters.split()), "spaces")

    def prose(self, column: str, text: str) -> str:
        """Return running text: letters mended, markup as Markdown, paragraphs apart by one empty line."""
        letters = self._letters(column, text)
        return self._step(column, letters, _laid_out(letters), "layout")

    def names(self, column: str, text: str) -> tuple[str, ...]:
        """Return the names in a list with commas; a comma before & belongs to the name."""
        letters = self._letters(column, text)
        tidy = self._step(column, letters, letters.strip().rstrip(",").strip(), "trailing-comma")
        return tuple(dict.fromkeys(" ".join(name.split()) for name in _COMMA.split(tidy) if name.strip()))

    def _letters(self, column: str, text: str) -> str:
        if self._byte_map and odd(text):
            text = self._bytes(column, text)
        text = without_controls(text, where=self._where, row=lambda _: self._row, column=column, to=self._to)
        if "_" in text:
            text = self._step(column, text, _STRAY.sub("", text), "underscore")
            text = self._step(column, text, _DASH.sub(" –", text), "underscore-dash")
        if has_markup(text):
            text = self._step(column, text, without_markup(text), "markup")
        return text

    def _bytes(self, column: str, text: str) -> str:
        fixed, changes = mended(text)
        shift = 0
        for start, length, new in changes:
            before = text[max(0, start - _AROUND) : start + length + _AROUND]
            at = start + shift
            after = fixed[max(0, at - _AROUND) : at + len(new) + _AROUND]
            self.repair(column, before, after, "byte-unknown" if new == UNKNOWN else "byte")
            shift += len(new) - length
        return fixed

    def _step(self, column: str, before: str, after: str, reason: str) -> str:
        if before != after:
            self.repair(column, before, after, reason)
        return after


def _laid_out(text: str) -> str:
    """Return the lines without spaces around them, and never more than one empty line."""
    lines = "\n".join(line.strip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip()
