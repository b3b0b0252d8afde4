"""The filters of a question as clauses for the engine; a topic, team or person is named by id or by title."""

from collections.abc import Iterable, Iterator

import tantivy

from kennisbank.domain.ids import is_id
from kennisbank.search import schema
from kennisbank.search.analyser import LANGUAGES, Analyser, fold_words
from kennisbank.search.documents import name_key
from kennisbank.search.query import Only, Query
from kennisbank.search.snapshot import Clause, View, any_of, term, unscored

_MOST = 100
_MUST, _NOT = tantivy.Occur.Must, tantivy.Occur.MustNot


def filters(query: Query, view: View, analyser: Analyser) -> Iterator[Clause]:
    """Yield a clause for each filter of `query`."""
    for only in query.only:
        found = unscored(any_of(_column(only), _values(only, view, analyser)))
        yield (_NOT if only.without else _MUST), found
    if query.since or query.until:
        first = query.since.toordinal() if query.since else 1
        last = query.until.toordinal() if query.until else None
        days = tantivy.Query.range_query(
            schema.schema(), schema.DAY, tantivy.FieldType.Unsigned, lower_bound=first, upper_bound=last
        )
        yield _MUST, unscored(days)


def _column(only: Only) -> str:
    return schema.REFERS if only.field == "person" else only.field


def _values(only: Only, view: View, analyser: Analyser) -> Iterator[str]:
    for value in only.values:
        if only.field in schema.PLAIN or is_id(value):
            yield value
        else:
            yield from named(only.field, value, view, analyser)


def named(kind: str, name: str, view: View, analyser: Analyser) -> tuple[str, ...]:
    """Return the ids of the records of `kind` that the actor may read and that go by `name`.

    Those called exactly so when there are any, otherwise those with all its words in their title.
    """
    words = fold_words(name)
    found = [
        (str(content["id"]), fold_words(str(content["title"])))
        for content in _going_by(kind, words, view, analyser)
    ]
    exact = tuple(id for id, title in found if title == words)
    return exact or tuple(id for id, _ in found)


def _going_by(kind: str, words: list[str], view: View, analyser: Analyser) -> Iterator[dict[str, object]]:
    stems = [analyser.either(word, LANGUAGES) for word in words]
    in_title = [(_MUST, any_of(schema.TITLE, found)) for found in stems if found]
    keys = {name_key(tuple(analyser.stems(words, language))) for language in LANGUAGES}
    ways = [any_of(schema.NAMES, keys)]
    if in_title:
        ways.append(tantivy.Query.boolean_query(in_title))
    wanted = tantivy.Query.boolean_query([(_MUST, term(schema.PLAIN[0], kind)), (_MUST, _either(ways))])
    return (view.content(address) for address in view.some(wanted, _MOST))


def _either(queries: Iterable[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries])
