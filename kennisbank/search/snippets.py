"""The part of a text that matches best, cut into marked and unmarked pieces; plain text, so the page escapes it."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from kennisbank.domain.registry import kinds
from kennisbank.search.analyser import Stems, fold, fold_words
from kennisbank.search.passages import searched, texts
from kennisbank.search.results import Segment

WIDTH = 220
"""About how many characters a snippet has."""
_WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f'’]+[^\W_]+)*[\u0300-\u036f]*")
_BEFORE = 60
_READ = 20_000
"""How much of a field is looked at; a match beyond is not shown."""
_AFFIX = 4


class Marks(dict[str, bool]):
    """Whether a folded word is one that was searched for, or a compound that begins or ends with one."""

    def __init__(self, stems: Stems, *, wanted: frozenset[str], words: frozenset[str]) -> None:
        """Mark the words with one of the stems `wanted`, and `words` as they are."""
        super().__init__()
        self._stems = stems
        self._wanted = wanted
        self._words = words
        self._affixes = tuple(stem for stem in wanted if len(stem) >= _AFFIX)

    def __missing__(self, word: str) -> bool:
        """Look at `word`."""
        compound = word.startswith(self._affixes) or word.endswith(self._affixes)
        self[word] = found = word in self._words or self._stems[word] in self._wanted or compound
        return found


def snippet(content: Mapping[str, Any], marks: Marks) -> tuple[tuple[Segment, ...], tuple[str, ...]]:
    """Return the best part of the text with this content, and the words in it and in the title that match, as written."""
    text = _best(content, marks)
    spans = list(_spans(text, marks))
    start, end = _window(text, spans)
    shown = [(first, last) for first, last in spans if start <= first and last <= end]
    in_title = (str(content["title"])[first:last] for first, last in _spans(str(content["title"]), marks))
    matched = dict.fromkeys((*in_title, *(text[first:last] for first, last in shown)))
    return tuple(_segments(text, start, end, shown)), tuple(matched)


def written(content: Mapping[str, Any], word: str) -> str:
    """Return the folded `word` as it is written in the text with this content; an empty text when it is not there."""
    fields = searched(kinds()[str(content["kind"])])
    whole = (text for name, _ in fields for text in texts(content.get(name, "")))
    return next((found for text in whole for found in _WORD.findall(text) if fold(found) == word), "")


def _best(content: Mapping[str, Any], marks: Marks) -> str:
    """Return the text of the field with the most different marked words; the first one when they are equal."""
    best, most = "", -1
    for name, _ in searched(kinds()[str(content["kind"])]):
        if name == "title":
            continue
        for whole in texts(content.get(name, "")):
            text = whole[:_READ]
            number = len(set(filter(marks.__getitem__, fold_words(text))))
            if text and number > most:
                best, most = text, number
    return best


def _spans(text: str, marks: Marks) -> Iterator[tuple[int, int]]:
    return (found.span() for found in _WORD.finditer(text) if marks[fold(found[0])])


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
