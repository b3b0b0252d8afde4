"""From a question to queries for the engine: which records match, and which words in them to mark."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field

import tantivy

from kennisbank.search import compounds, schema, synonyms, typos
from kennisbank.search.analyser import LANGUAGES, Analyser
from kennisbank.search.filtering import filters
from kennisbank.search.query import Query
from kennisbank.search.snapshot import Clause, View, any_of, term, unscored

TITLE, PART, JOINED, SYNONYM, ABOUT = 0.4, 0.5, 0.6, 0.5, 0.5
"""What these weigh beside a word itself: the same word in a title (again), a part of it, two words made one, another
name for it, and a record being about the topic that goes by that name."""
ALL, _MANY = 0.8, 3
"""What a record gains that has each of at least so many words: this share of what those words gave it."""
NEAR = {1: 0.7, 2: 0.5}
"""What a word at this edit distance weighs, for a word that the bank does not have."""
_MOST_JOINED = 6
_MUST, _SHOULD, _NOT = tantivy.Occur.Must, tantivy.Occur.Should, tantivy.Occur.MustNot


@dataclass(frozen=True)
class Match:
    """`scored` ranks the records that match, `counted` matches the same ones faster; `stems` and `words` get marked.

    `meant` gives, for a typed word that the bank does not have, the nearest one that it has.
    """

    scored: tantivy.Query
    counted: tantivy.Query
    ranked: bool
    stems: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    meant: dict[str, str] = field(default_factory=dict)


@dataclass
class _Wanted:
    """The terms gathered so far: weight by stem in the text, by word as written, stems per word asked, whole queries."""

    text: dict[str, float] = field(default_factory=dict)
    title: dict[str, float] = field(default_factory=dict)
    written: set[str] = field(default_factory=set)
    groups: list[tuple[str, ...]] = field(default_factory=list)
    others: list[tantivy.Query] = field(default_factory=list)
    meant: dict[str, str] = field(default_factory=dict)

    def add(self, stem: str, weight: float) -> None:
        """Want `stem`, at the highest weight it is given."""
        self.text[stem] = max(weight, self.text.get(stem, 0.0))


def match(query: Query, view: View, analyser: Analyser) -> Match:
    """Return the queries for what `query` asks among what the actor of `view` may read."""
    wanted = _gather(query, view, analyser)
    musts = [*_phrases(query), *_titles(query, analyser), *filters(query, view, analyser)]
    nots = list(_nots(query, analyser))
    scored, counted = [*musts, *nots], [*((occur, unscored(must)) for occur, must in musts), *nots]
    if words := _scored(wanted):
        occur = _SHOULD if query.phrases else _MUST
        scored.append((occur, words))
        if occur == _MUST:
            counted.append((_MUST, _counted(wanted)))
    return Match(
        view.within(scored), view.within(counted), ranked=bool(words or query.phrases or query.titles),
        stems=frozenset(wanted.text) | {stem for _, stem in _title_stems(query, analyser)},
        words=frozenset(wanted.written).union(*query.phrases), meant=wanted.meant,
    )  # fmt: skip


def _gather(query: Query, view: View, analyser: Analyser) -> _Wanted:
    wanted = _Wanted()
    languages = query.languages or LANGUAGES
    meaningful: list[str] = []
    for word in query.words:
        if stems := analyser.either(word, languages):
            meaningful.append(word)
            _one_word(wanted, word, stems, view=view, analyser=analyser)
    if not meaningful:
        wanted.written.update(query.words)
    _joined(wanted, meaningful[:_MOST_JOINED], view=view, analyser=analyser)
    _other_names(wanted, query, view=view, analyser=analyser)
    return wanted


def _one_word(wanted: _Wanted, word: str, stems: tuple[str, ...], *, view: View, analyser: Analyser) -> None:
    wanted.groups.append(stems)
    for stem in stems:
        wanted.add(stem, 1.0)
        wanted.title[stem] = TITLE
    parts = compounds.parts(word, view.knows)
    for part in parts:
        for stem in analyser.stems((part,), LANGUAGES[0]):
            wanted.add(stem, PART)
    if parts or view.knows(word) or any(view.has(schema.TEXT, stem) for stem in stems):
        return
    for place, (other, distance) in enumerate(typos.meant(word, view)):
        for stem in analyser.either(other, LANGUAGES) or (other,):
            wanted.add(stem, NEAR[distance])
        if place == 0:
            wanted.meant[word] = other


def _joined(wanted: _Wanted, words: list[str], *, view: View, analyser: Analyser) -> None:
    """Let `verloop van personeel` find personeelsverloop, also when the bank has neither word alone."""
    for one, other in itertools.combinations(words, 2):
        for compound in compounds.joined(one, other):
            if view.snapshot.has_word(compound):
                for stem in analyser.stems((compound,), LANGUAGES[0]):
                    wanted.add(stem, JOINED)


def _other_names(wanted: _Wanted, query: Query, *, view: View, analyser: Analyser) -> None:
    for synonym in synonyms.named((*query.words, *itertools.chain(*query.phrases)), view, analyser):
        for stems in synonym.others:
            if len(stems) == 1:
                wanted.add(stems[0], SYNONYM)
            else:
                every = tantivy.Query.boolean_query([(_MUST, term(schema.TEXT, stem)) for stem in stems])
                wanted.others.append(tantivy.Query.boost_query(every, SYNONYM))
        if synonym.kind in schema.LINKED:
            wanted.others.append(tantivy.Query.boost_query(term(synonym.kind, synonym.id), ABOUT))


def _weighed(name: str, value: str, weight: float) -> tantivy.Query:
    found = tantivy.Query.term_query(schema.schema(), name, value, index_option="freq")
    return found if weight == 1.0 else tantivy.Query.boost_query(found, weight)


def _scored(wanted: _Wanted) -> tantivy.Query | None:
    found = [_weighed(schema.TEXT, stem, weight) for stem, weight in wanted.text.items()]
    found += [_weighed(schema.TITLE, stem, weight) for stem, weight in wanted.title.items()]
    found += [term(schema.WORDS, word) for word in wanted.written]
    found += wanted.others
    if len(wanted.groups) >= _MANY:
        found.append(_all_of(wanted.groups))
    return tantivy.Query.boolean_query([(_SHOULD, item) for item in found]) if found else None


def _all_of(groups: list[tuple[str, ...]]) -> tantivy.Query:
    """Return what raises a record that has every word that was asked for, by `ALL` of what those words gave it."""
    every = [
        (_MUST, tantivy.Query.boolean_query([(_SHOULD, _weighed(schema.TEXT, stem, 1.0)) for stem in stems]))
        for stems in groups
    ]
    return tantivy.Query.boost_query(tantivy.Query.boolean_query(every), ALL)


def _counted(wanted: _Wanted) -> tantivy.Query:
    """Return what matches the same records as `_scored`: a stem in the title is in the text as well."""
    found = [term(schema.TEXT, stem) for stem in wanted.text]
    found += [term(schema.WORDS, word) for word in wanted.written]
    return tantivy.Query.boolean_query([(_SHOULD, item) for item in (*found, *wanted.others)])


def _phrases(query: Query) -> Iterator[Clause]:
    return ((_MUST, _phrase(words)) for words in query.phrases)


def _phrase(words: tuple[str, ...]) -> tantivy.Query:
    return tantivy.Query.phrase_query(schema.schema(), schema.WORDS, list(words))


def _title_stems(query: Query, analyser: Analyser) -> Iterator[tuple[str, str]]:
    for word in itertools.chain(*query.titles):
        for stem in analyser.either(word, query.languages or LANGUAGES):
            yield word, stem


def _titles(query: Query, analyser: Analyser) -> Iterator[Clause]:
    stems: dict[str, list[str]] = {}
    for word, stem in _title_stems(query, analyser):
        stems.setdefault(word, []).append(stem)
    for found in stems.values():
        yield (
            _MUST,
            tantivy.Query.boolean_query([(_SHOULD, _weighed(schema.TITLE, stem, 1.0)) for stem in found]),
        )


def _nots(query: Query, analyser: Analyser) -> Iterator[Clause]:
    for words in query.without:
        if len(words) > 1:
            yield _NOT, _phrase(words)
        elif stems := analyser.either(words[0], query.languages or LANGUAGES):
            yield _NOT, any_of(schema.TEXT, stems)
        else:
            yield _NOT, term(schema.WORDS, words[0])
    for words in query.without_titles:
        stems_of_each = [analyser.either(word, query.languages or LANGUAGES) for word in words]
        if in_title := [(_MUST, any_of(schema.TITLE, stems)) for stems in stems_of_each if stems]:
            yield _NOT, tantivy.Query.boolean_query(in_title)
