"""The text of a record, field by field with its weight, and how it is written into the index."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import tantivy

from kennisbank.domain.record import Record
from kennisbank.search import compounds, schema
from kennisbank.search.analyser import LONGEST, Analyser, Stems, fold_words

_WORD_TIMES, _PART_TIMES = 2.0, 1.2
"""A word of a field with weight 1 counts twice, a part of a compound 1.2 times (0.6 of a word), both at least once."""


@dataclass(frozen=True)
class Passage:
    """The text of one field: its weight and its folded words."""

    weight: float
    words: list[str]


@cache
def searched(kind: type[Record]) -> tuple[tuple[str, float], ...]:
    """Return the name and weight of each field of `kind` that is searched, the title first."""
    found = ((name, field.weight) for name, field in kind.fields().items() if field.weight)
    return tuple(sorted(found, key=lambda pair: pair[0] != "title"))


def texts(value: Any) -> tuple[str, ...]:
    """Return a text, or a list of texts, as a tuple of texts."""
    return (value,) if isinstance(value, str) else tuple(value)


def passages(record: Record) -> tuple[Passage, ...]:
    """Return the words of each field of `record` that is searched, the title first."""
    return tuple(
        Passage(weight, fold_words(text))
        for name, weight in searched(type(record))
        for text in texts(getattr(record, name))
        if text
    )


class Parts(dict[str, str]):
    """The stems of the parts of a compound, by folded word, with spaces between; empty for a word that is none."""

    def __init__(self, splitter: compounds.Splitter, stems: Stems) -> None:
        """Take what splits and what stems."""
        super().__init__()
        self._splitter = splitter
        self._stems = stems

    def __missing__(self, word: str) -> str:
        """Split `word`."""
        parts = self._splitter[word] if compounds.SHORTEST <= len(word) <= LONGEST else ()
        self[word] = found = " ".join(filter(None, (self._stems[part] for part in parts)))
        return found


class Tails(dict[str, str]):
    """Long words back to front, by folded word; empty for a word too short to hold another."""

    def __missing__(self, word: str) -> str:
        """Turn `word` round."""
        self[word] = found = word[::-1] if compounds.SHORTEST <= len(word) <= LONGEST else ""
        return found


class Writer:
    """Writes passages into documents. Only Dutch has its compounds split."""

    def __init__(self, analyser: Analyser, splitter: compounds.Splitter) -> None:
        """Take the analysis and what knows the bank's words."""
        self._analyser = analyser
        self._parts = Parts(splitter, analyser.stems_of("nl"))
        self._tails = Tails()

    def write(self, made: tantivy.Document, found: tuple[Passage, ...], language: str) -> None:
        """Add words as written, scored stems, the stems of the title, and the long words back to front."""
        scored: list[str] = []
        for place, passage in enumerate(found):
            made.add_text(schema.WORDS, " ".join(passage.words))
            stems = " ".join(self._analyser.stems(passage.words, language))
            if place == 0:
                made.add_text(schema.TITLE, stems)
            scored += [stems] * max(1, round(_WORD_TIMES * passage.weight))
            if language == "nl" and (
                parts := " ".join(filter(None, map(self._parts.__getitem__, passage.words)))
            ):
                scored += [parts] * max(1, round(_PART_TIMES * passage.weight))
        made.add_text(schema.TEXT, " ".join(scored))
        distinct = set[str]().union(*(passage.words for passage in found))
        made.add_text(schema.TAILS, " ".join(filter(None, map(self._tails.__getitem__, distinct))))
