"""What a search gives back: hits with their marks, counts per field, and a suggestion."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from kennisbank.domain.record import Record
from kennisbank.domain.registry import revive
from kennisbank.search import ranking

Segment = tuple[str, bool]
"""A piece of plain text (not HTML) and whether it is a word that was searched for."""


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A record that was found. `content` is what the index keeps of it; `record` is the record itself.

    `snippet` is the part of the text that matches best, as (text, marked) pairs. `matched` are the words in it that
    match, as written. `why` is empty unless the search was asked to explain.
    """

    id: str
    kind: str
    title: str
    score: float
    snippet: tuple[Segment, ...] = ()
    matched: tuple[str, ...] = ()
    why: ranking.Why = ()
    content: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)
    revision: int = field(default=0, repr=False)
    modified: datetime | None = field(default=None, repr=False)

    @property
    def status(self) -> str:
        """The status of the record."""
        return str(self.content.get("status", ""))

    @property
    def record(self) -> Record:
        """The record as it was when it was last followed."""
        return revive(self.content, revision=self.revision, modified=self.modified)

    def explained(self, lang: str) -> str:
        """Return in a sentence or two why this was found and what raised or lowered it."""
        return ranking.sentence(self.why, self.matched, lang)


@dataclass(frozen=True, kw_only=True)
class Results:
    """The hits asked for, the number of all matches, counts per field and value, and what may have been meant.

    `facets` counts all matches that the actor may read: `{"kind": {"lesson": 12}, "topic": {"<id>": 3}}`, most frequent
    first; a topic or team is named by its id and left out when the actor may not read it.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    suggestion: str = ""

    def __iter__(self) -> Iterator[Hit]:
        """Iterate over the hits, best first."""
        return iter(self.hits)

    def __len__(self) -> int:
        """Return the number of hits here (not the total)."""
        return len(self.hits)
