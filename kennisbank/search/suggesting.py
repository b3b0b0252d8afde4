"""Completes what is being typed in the search box with titles of records that the actor may read."""

import tantivy

from kennisbank.search.analyser import LANGUAGES, Analyser, fold_words
from kennisbank.search.schema import TITLE, WORDS, schema
from kennisbank.search.snapshot import Clause, View, any_of, term

_ENDINGS = 100
_MUST, _SHOULD = tantivy.Occur.Must, tantivy.Occur.Should


def titles(typed: str, view: View, analyser: Analyser, *, limit: int) -> tuple[str, ...]:
    """Return at most `limit` different titles that hold the words of `typed`, the last one perhaps unfinished."""
    words = fold_words(typed)
    if not words or limit < 1:
        return ()
    clauses: list[Clause] = [
        (_MUST, any_of(TITLE, stems)) for word in words[:-1] if (stems := analyser.either(word, LANGUAGES))
    ]
    # A stem may be shorter than what is typed: `vergaderi` begins no stem, but it does begin words.
    begun = set(view.snapshot.starting_with(TITLE, words[-1], limit=_ENDINGS))
    longer = view.snapshot.starting_with(WORDS, words[-1], limit=_ENDINGS)
    begun.update(stem for word in longer for stem in analyser.either(word, LANGUAGES))
    whole = analyser.either(words[-1], LANGUAGES)
    if not begun and not whole:
        return ()
    ending = [(_SHOULD, tantivy.Query.term_set_query(schema(), TITLE, sorted(begun)))] if begun else []
    ending += [(_SHOULD, term(TITLE, stem)) for stem in whole]
    clauses.append((_MUST, tantivy.Query.boolean_query(ending)))
    most = min(limit * 2, view.searcher.num_docs)
    hits = view.searcher.search(view.within(clauses), most, count=False).hits
    return tuple(dict.fromkeys(str(view.content(address)["title"]) for _, address in hits))[:limit]
