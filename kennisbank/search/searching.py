"""One search from question to results: match, order, count, cut out what to show."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import tantivy

from kennisbank.errors import InvalidQuery
from kennisbank.search import facets, matching, ranking, schema, snippets
from kennisbank.search.analyser import Analyser, fold
from kennisbank.search.matching import Match
from kennisbank.search.query import Query, retold
from kennisbank.search.results import Hit, Results
from kennisbank.search.snapshot import View

BLOCK = 200
"""Hits are taken from the engine in blocks of this size and ordered within each by text, standing and freshness together."""
_ORDERS = {
    "newest": (schema.MODIFIED, tantivy.Order.Desc),
    "oldest": (schema.MODIFIED, tantivy.Order.Asc),
    "title": (schema.ALPHABET, tantivy.Order.Asc),
}
Ranked = tuple[float, tantivy.DocAddress]


@dataclass(frozen=True, kw_only=True)
class Page:
    """Which hits to show and how. Raises InvalidQuery for a page that cannot be."""

    limit: int
    offset: int
    today: date
    explain: bool

    def __post_init__(self) -> None:
        """Check the numbers."""
        if self.limit < 0 or self.offset < 0:
            raise InvalidQuery(
                "A page cannot have fewer than no hits.", mend="Give limit and offset of 0 or more."
            )

    @property
    def end(self) -> int:
        """The place after the last hit of the page."""
        return self.offset + self.limit


def search(query: Query, view: View, analyser: Analyser, page: Page) -> Results:
    """Return what `query` finds among what the actor of `view` may read."""
    match = matching.match(query, view, analyser)
    total, counts = facets.count(match.counted, view)
    shown = _ordered(query, match, view, page, total)[page.offset : page.end]
    stems = _Marked(match, analyser)
    hits = tuple(_hit(text, view.kept(address), stems, page) for text, address in shown)
    return Results(hits=hits, total=total, facets=counts, suggestion=_suggestion(query, match, view))


def _ordered(query: Query, match: Match, view: View, page: Page, total: int) -> list[Ranked]:
    """Return the score of the text and the address of the first hits, at least to the end of the page where there are."""
    order = query.sort if query.sort != "relevance" or match.ranked else "newest"
    end = min(page.end, total)  # the engine sets memory aside for as many hits as it is asked for
    if not page.limit or page.offset >= end:
        return []
    if order in _ORDERS:
        field, way = _ORDERS[order]
        found = view.searcher.search(match.scored, end, count=False, order_by_field=field, order=way)
        return [(0.0, address) for _, address in found.hits]
    wanted = -(-end // BLOCK) * BLOCK
    found = view.searcher.search(match.scored, wanted, count=False)
    return [
        item
        for start in range(0, len(found.hits), BLOCK)
        for item in _block(found.hits[start : start + BLOCK], view, page)
    ]


def _block(hits: list[tuple[Any, tantivy.DocAddress]], view: View, page: Page) -> list[Ranked]:
    addresses = [address for _, address in hits]
    columns = (schema.STANDING, schema.REVIEW, schema.MODIFIED)
    factors, reviews, modified = (view.searcher.fast_field_values(name, addresses) for name in columns)
    about = zip(hits, factors, reviews, modified, strict=True)
    scored = [
        (ranking.fused(text, float(factor or 1), int(review or 0), page.today), int(when or 0), place)
        for place, ((text, _), factor, review, when) in enumerate(about)
    ]
    scored.sort(key=lambda item: (-item[0], -item[1], item[2]))
    return [hits[place] for _, _, place in scored]


class _Marked:
    """The marks of one search, per language of what was found."""

    def __init__(self, match: Match, analyser: Analyser) -> None:
        self._match = match
        self._analyser = analyser
        self._marks: dict[str, snippets.Marks] = {}

    def of(self, language: str) -> snippets.Marks:
        if language not in self._marks:
            stems = self._analyser.stems_of(language)
            self._marks[language] = snippets.Marks(stems, wanted=self._match.stems, words=self._match.words)
        return self._marks[language]


def _hit(text: float, kept: dict[str, Any], marked: _Marked, page: Page) -> Hit:
    content = kept["c"]
    review = date.fromisoformat(content["review_until"]).toordinal() if content.get("review_until") else 0
    values = {name: content.get(name, "") for name in ranking.STANDING}
    segments, matched = snippets.snippet(content, marked.of(str(content.get("language", "nl"))))
    factors = ranking.why(text, values, review, page.today)
    return plain_hit(
        kept, ranking.product(factors), snippet=segments, matched=matched, why=factors if page.explain else ()
    )


def plain_hit(kept: dict[str, Any], score: float, **shown: Any) -> Hit:
    """Return the hit for what the index keeps of a record."""
    content = kept["c"]
    modified = datetime.fromisoformat(kept["m"]) if kept["m"] else None
    return Hit(
        id=content["id"], kind=content["kind"], title=content["title"], score=score, content=content,
        revision=kept["r"], modified=modified, **shown,
    )  # fmt: skip


def _suggestion(query: Query, match: Match, view: View) -> str:
    if not match.meant:
        return ""
    better = {word: _as_written(other, view) for word, other in match.meant.items()}
    return retold(query, better)


def _as_written(word: str, view: View) -> str:
    """Return the folded `word` as a record that the actor may read has it, with its accents."""
    for address in view.some(tantivy.Query.term_query(schema.schema(), schema.WORDS, word), 1):
        found = snippets.written(view.content(address), word)
        if found:
            return found.lower() if found.istitle() else found
    return fold(word)
