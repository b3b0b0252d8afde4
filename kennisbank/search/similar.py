"""Like this one: the records whose words are most like those of a record or of a text that is being typed."""

from collections.abc import Iterable, Mapping
from typing import Any

import tantivy

from kennisbank.domain.record import Record
from kennisbank.domain.registry import kinds
from kennisbank.search import likeness, schema
from kennisbank.search.analyser import Analyser, fold_words, guess_language
from kennisbank.search.passages import passages, searched, texts
from kennisbank.search.snapshot import Clause, View, term, unscored

MOST_STEMS = 24
"""The candidates are looked up by this many stems of the text, the most telling ones."""
_CANDIDATES = 4
_MUST, _SHOULD, _NOT = tantivy.Occur.Must, tantivy.Occur.Should, tantivy.Occur.MustNot
Found = tuple[float, dict[str, Any]]


def similar(what: Record | str, view: View, analyser: Analyser, *, limit: int, kind: str) -> list[Found]:
    """Return (likeness, what the index keeps) of at most `limit` records of `kind` (any when empty), most alike first."""
    wanted = profile(what, view, analyser)
    telling = sorted(wanted, key=lambda stem: (-wanted[stem], stem))[:MOST_STEMS]
    if not telling or limit < 1:
        return []
    clauses: list[Clause] = [(_MUST, _by_stems(telling, wanted))]
    if kind:
        clauses.append((_MUST, unscored(term(schema.PLAIN[0], kind))))
    if isinstance(what, Record) and what.id:
        clauses.append((_NOT, term(schema.ID, what.id)))
    most = min(limit * _CANDIDATES, view.searcher.num_docs)
    hits = view.searcher.search(view.within(clauses), most, count=False).hits
    kept = (view.kept(address) for _, address in hits)
    found = [(likeness.cosine(wanted, _profile(_stems(item["c"], analyser), view)), item) for item in kept]
    found.sort(key=lambda pair: (-pair[0], pair[1]["c"]["id"]))
    return found[:limit]


def profile(what: Record | str, view: View, analyser: Analyser) -> dict[str, float]:
    """Return the weight of each stem in a record or text, against what is rare in the bank."""
    if isinstance(what, Record):
        words = [word for passage in passages(what) for word in passage.words]
        return _profile(analyser.stems(words, what.language), view)
    words = fold_words(what)
    return _profile(analyser.stems(words, guess_language(words)), view)


def _profile(stems: Iterable[str], view: View) -> dict[str, float]:
    return likeness.profile(stems, view.rarity)


def _stems(content: Mapping[str, Any], analyser: Analyser) -> Iterable[str]:
    fields = searched(kinds()[str(content["kind"])])
    words = (word for name, _ in fields for text in texts(content.get(name, "")) for word in fold_words(text))
    return analyser.stems(words, str(content.get("language", "nl")))


def _by_stems(stems: list[str], weights: Mapping[str, float]) -> tantivy.Query:
    terms = (
        (tantivy.Query.term_query(schema.schema(), schema.TEXT, stem, index_option="freq"), weights[stem])
        for stem in stems
    )
    return tantivy.Query.boolean_query(
        [(_SHOULD, tantivy.Query.boost_query(query, max(weight, 0.01))) for query, weight in terms]
    )
