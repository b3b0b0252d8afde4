"""One moment of the index, and how one actor sees it: what they may not read does not exist for them."""

import json
from collections.abc import Iterable
from functools import cached_property
from typing import Any

import tantivy

from kennisbank.domain.policy import Passes
from kennisbank.search.documents import Change, restored
from kennisbank.search.likeness import rarity
from kennisbank.search.schema import ACCESS, ID, META, STORED, TEXT, WORDS, schema

Clause = tuple[tantivy.Occur, tantivy.Query]
_VIEWS = 32
_FEW = 8


def term(field: str, value: str) -> tantivy.Query:
    """Return the query for one exact term."""
    return tantivy.Query.term_query(schema(), field, value, index_option="basic")


def any_of(field: str, values: Iterable[str]) -> tantivy.Query:
    """Return the query for records that have at least one of `values` in `field`."""
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, term(field, value)) for value in values])


def unscored(query: tantivy.Query) -> tantivy.Query:
    """Return `query` without a say in the score."""
    return tantivy.Query.const_score_query(query, 0.0)


class Snapshot:
    """The index as it was at revision `at`."""

    def __init__(self, searcher: tantivy.Searcher, at: int) -> None:
        """Hold a searcher; nothing is read yet."""
        self.searcher = searcher
        self.at = at
        self._views: dict[Passes, View] = {}
        self._used: dict[str, bool] = {}

    def seen_by(self, passes: Passes) -> "View":
        """Return this moment as an actor with `passes` sees it."""
        if passes not in self._views:
            if len(self._views) >= _VIEWS:
                self._views.clear()
            self._views[passes] = View(self, passes)
        return self._views[passes]

    def has_word(self, word: str) -> bool:
        """Say whether any record has the folded `word`."""
        return self.searcher.doc_freq(WORDS, word) > 0

    def starting_with(self, field: str, prefix: str, *, limit: int | None = None) -> list[str]:
        """Return the terms of `field` that start with `prefix`, in alphabetical order."""
        return [found for found, _ in self.searcher.terms_with_prefix(field, prefix, limit=limit)]

    @cached_property
    def access_words(self) -> tuple[str, ...]:
        """Every access word that a record has."""
        return tuple(self.starting_with(ACCESS, ""))

    @cached_property
    def replaced(self) -> int:
        """How many replaced or removed records the engine still counts in `doc_freq`: until it merges its segments."""
        ever = self.searcher.doc_freq(ID, META) + sum(
            self.searcher.doc_freq(ACCESS, word) for word in self.access_words
        )
        return ever - self.searcher.num_docs

    def is_used(self, field: str) -> bool:
        """Say whether any record has something in `field`."""
        if field not in self._used:
            self._used[field] = bool(self.starting_with(field, "", limit=1))
        return self._used[field]

    def change(self, address: tantivy.DocAddress) -> Change:
        """Return the record at `address` as it was followed."""
        return restored(bytes(self.searcher.doc(address).get_first(STORED) or b""))


class View:
    """A snapshot through the eyes of one actor. Every query about records goes through `within`."""

    def __init__(self, snapshot: Snapshot, passes: Passes) -> None:
        """Work out which access words of this snapshot the actor passes; each record has exactly one."""
        self.snapshot = snapshot
        self.searcher = snapshot.searcher
        self._admitted = tuple(word for word in snapshot.access_words if passes.admit(word))
        self._denied = tuple(word for word in snapshot.access_words if not passes.admit(word))
        self._readable: dict[str, bool] = {}
        self._vocabulary: dict[str, tuple[str, ...]] = {}
        self._known: dict[str, bool] = {}

    @cached_property
    def closed(self) -> tuple[Clause, ...]:
        """The clauses that keep out what is no record and what the actor may not read.

        Leaving out what is denied costs less than asking for what is admitted, and says the same.
        """
        meta = (tantivy.Occur.MustNot, term(ID, META))
        if not self._denied:
            return (meta,)
        if len(self._denied) <= _FEW:
            return (meta, *((tantivy.Occur.MustNot, term(ACCESS, word)) for word in self._denied))
        return (meta, (tantivy.Occur.MustNot, tantivy.Query.term_set_query(schema(), ACCESS, self._denied)))

    @cached_property
    def _hidden(self) -> int:
        """At most how many of the records that `doc_freq` counts the actor may not read, or nobody can any more."""
        denied = sum(self.searcher.doc_freq(ACCESS, word) for word in self._denied)
        return denied + self.snapshot.replaced

    def within(self, clauses: Iterable[Clause]) -> tantivy.Query:
        """Return the query for the records the actor may read for which `clauses` hold."""
        wanted = list(clauses)
        if not any(occur != tantivy.Occur.MustNot for occur, _ in wanted):
            wanted.append((tantivy.Occur.Must, unscored(tantivy.Query.all_query())))
        return tantivy.Query.boolean_query([*wanted, *self.closed])

    def some(self, query: tantivy.Query, limit: int) -> list[tantivy.DocAddress]:
        """Return at most `limit` records that match and that the actor may read; made for queries that match few."""
        clauses: list[Clause] = [(tantivy.Occur.Must, query)]
        if self._denied:
            clauses.append((tantivy.Occur.Must, unscored(any_of(ACCESS, self._admitted))))
        clauses.append((tantivy.Occur.MustNot, term(ID, META)))
        found = self.searcher.search(tantivy.Query.boolean_query(clauses), limit, count=False)
        return [address for _, address in found.hits]

    def knows(self, word: str) -> bool:
        """Say whether a record that the actor may read has the folded `word`."""
        if word not in self._known:
            self._known[word] = self.has(WORDS, word)
        return self._known[word]

    def has(self, field: str, value: str) -> bool:
        """Say whether a record that the actor may read has `value` in `field`."""
        frequency = self.searcher.doc_freq(field, value)
        return frequency > self._hidden or bool(frequency and self.some(term(field, value), 1))

    def readable(self, ids: Iterable[str]) -> frozenset[str]:
        """Return those of `ids` that are records the actor may read."""
        wanted = list(dict.fromkeys(ids))
        if unknown := [id for id in wanted if id not in self._readable]:
            found = self.some(any_of(ID, unknown), len(unknown))
            here = {str(self.searcher.doc(address).get_first(ID)) for address in found}
            self._readable.update({id: id in here for id in unknown})
        return frozenset(id for id in wanted if self._readable[id])

    def frequency(self, word: str) -> int:
        """Return in how many records the folded `word` occurs, closed ones too: to sort by, not to show."""
        return self.searcher.doc_freq(WORDS, word)

    def rarity(self, stem: str) -> float:
        """Return how much a stem says: the rarer in the bank, the more."""
        return rarity(self.searcher.doc_freq(TEXT, stem), self.searcher.num_docs)

    def content(self, address: tantivy.DocAddress) -> dict[str, Any]:
        """Return the content of the record at `address`."""
        return dict(self.kept(address)["c"])

    def kept(self, address: tantivy.DocAddress) -> dict[str, Any]:
        """Return what the index keeps of the record at `address` (see `documents.stored`)."""
        return dict(json.loads(bytes(self.searcher.doc(address).get_first(STORED) or b"{}")))

    def vocabulary(self, start: str) -> tuple[str, ...]:
        """Return the folded words that start with `start`: those of all records, so check `knows` before showing one."""
        if start not in self._vocabulary:
            self._vocabulary[start] = tuple(self.snapshot.starting_with(WORDS, start))
        return self._vocabulary[start]
