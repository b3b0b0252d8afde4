"""The part of a text that matches best, cut into marked and unmarked pieces; plain text, so the page escapes it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kennisbank.domain.registry import kinds
from kennisbank.search.analyser import Stems, fold, fold_in_place, fold_words
from kennisbank.search.passages import searched, texts
from kennisbank.search.results import Segment

WIDTH = 220
"""About how many characters a snippet has."""
_WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f\u00ad'’]+[^\W_]+)*[\u0300-\u036f]*")
_BEFORE = 60
_READ = 20_000
"""How much of a field is looked at; a match beyond is not shown."""
_AFFIX = 4


class Marks:
    """Which words were searched for: those with a stem that was, and compounds that begin or end with one."""

    def __init__(self, stems: Stems, *, wanted: frozenset[str], words: frozenset[str]) -> None:
        """Mark the words with one of the stems `wanted`, and `words` as they are."""
        self._stems = stems
        self._wanted = wanted
        self._words = words
        self._affixes = tuple(stem for stem in wanted if len(stem) >= _AFFIX)
        self.enough = max(1, len(wanted))
        """A text with this many marked words is as good as any: there is no need to look further."""

    def among(self, folded: str) -> set[str]:
        """Return the words of a folded text that are marked."""
        words, stems, wanted = set(folded.split()), self._stems, self._wanted
        found = {word for word in words if stems[word] in wanted} | (words & self._words)
        for affix in self._affixes:
            if affix in folded:
                holding = [word for word in words if affix in word]
                found.update(word for word in holding if word.startswith(affix) or word.endswith(affix))
        return found


@dataclass(frozen=True)
class _Text:
    """A text with its marked words, folded. `folded` has every letter in its place, or is None."""

    text: str
    folded: str | None
    marked: set[str]

    @classmethod
    def read(cls, text: str, marks: Marks) -> "_Text":
        """Look which words of `text` are marked."""
        folded = fold_in_place(text)
        return cls(text, folded, marks.among(" ".join(fold_words(text)) if folded is None else folded))

    def spans(self) -> list[tuple[int, int]]:
        """Return where the marked words begin and end."""
        if not self.marked:
            return []
        if self.folded is None:
            return [found.span() for found in _WORD.finditer(self.text) if fold(found[0]) in self.marked]
        return sorted(span for word in self.marked for span in _places(word, self.folded))


def _places(word: str, folded: str) -> Iterator[tuple[int, int]]:
    """Yield where `word` stands in the text between spaces."""
    start = folded.find(word)
    while start >= 0:
        end = start + len(word)
        if folded[start - 1 : start] in ("", " ") and folded[end : end + 1] in ("", " "):
            yield start, end
        start = folded.find(word, end)


def snippet(content: Mapping[str, Any], marks: Marks) -> tuple[tuple[Segment, ...], tuple[str, ...]]:
    """Return the best part of the text with this content, and the words in it and in the title that match, as written."""
    best = _best(content, marks)
    text, spans = best.text, best.spans()
    start, end = _window(text, spans)
    shown = [(first, last) for first, last in spans if start <= first and last <= end]
    title = _Text.read(str(content["title"]), marks)
    in_title = (title.text[first:last] for first, last in title.spans())
    matched = dict.fromkeys((*in_title, *(text[first:last] for first, last in shown)))
    return tuple(_segments(text, start, end, shown)), tuple(matched)


def written(content: Mapping[str, Any], word: str) -> str:
    """Return the folded `word` as it is written in the text with this content; an empty text when it is not there."""
    fields = searched(kinds()[str(content["kind"])])
    whole = (text for name, _ in fields for text in texts(content.get(name, "")))
    return next((found for text in whole for found in _WORD.findall(text) if fold(found) == word), "")


def _best(content: Mapping[str, Any], marks: Marks) -> _Text:
    """Return the text of the field with the most different marked words; the first one when they are equal."""
    fields = (name for name, _ in searched(kinds()[str(content["kind"])]) if name != "title")
    best = _NOTHING
    for text in (whole[:_READ] for name in fields for whole in texts(content.get(name, "")) if whole):
        found = _Text.read(text, marks)
        if best is _NOTHING or len(found.marked) > len(best.marked):
            best = found
        if len(best.marked) >= marks.enough:
            break
    return best


_NOTHING = _Text("", "", set())


def _window(text: str, spans: list[tuple[int, int]]) -> tuple[int, int]:
    """Return where the part with the most different marked words begins and ends."""
    if len(text) <= WIDTH:
        return 0, len(text)
    best, most = 0, 0
    for place, (first, _) in enumerate(spans):
        seen = {
            fold(text[one:other])
            for one, other in spans[place : place + 20]
            if other <= first + WIDTH - _BEFORE
        }
        if len(seen) > most:
            best, most = max(0, first - _BEFORE), len(seen)
    start = 0 if best == 0 else text.find(" ", best, best + _BEFORE) + 1 or best
    end = min(len(text), start + WIDTH)
    return start, end if end == len(text) else max(
        text.rfind(" ", start, end), *(last for _, last in spans if last <= end), start + 1
    )


def _segments(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> Iterator[Segment]:
    at = start
    lead = "… " if start else ""
    for first, last in spans:
        if lead or first > at:
            yield lead + text[at:first], False
        yield text[first:last], True
        at, lead = last, ""
    tail = text[at:end] + (" …" if end < len(text) else "")
    if lead or tail:
        yield lead + tail, False
