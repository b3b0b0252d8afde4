"""Bringing the index in step with the log: many records in one commit, and old compounds split by new words."""

from collections.abc import Iterable, Iterator, Sequence

import tantivy

from kennisbank.search import compounds, documents
from kennisbank.search.analyser import Analyser
from kennisbank.search.documents import Change
from kennisbank.search.folder import Folder
from kennisbank.search.passages import Passage, Writer, passages
from kennisbank.search.schema import META, TAILS, WORDS
from kennisbank.search.snapshot import Snapshot, any_of

_RESPLIT = 200
"""At most this many older records are split anew because of one batch; `kennisbank reindex` does the rest."""
_COMPOUNDS_PER_WORD = 50
_Ready = tuple[Change, tuple[Passage, ...]]


class Vocabulary:
    """Which words the bank has: those of a snapshot and those of the records that are coming in."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Start from what the snapshot has."""
        self._snapshot = snapshot
        self._before: dict[str, bool] = {}
        self.fresh: set[str] = set()

    def had(self, word: str) -> bool:
        """Say whether the bank had the folded `word` already."""
        if word not in self._before:
            self._before[word] = self._snapshot.has_word(word)
        return self._before[word]

    def has(self, word: str) -> bool:
        """Say whether the bank has the folded `word` now."""
        return word in self.fresh or self.had(word)


def follow(
    folder: Folder, snapshot: Snapshot, changes: Iterable[Change], *, at: int, analyser: Analyser
) -> None:
    """Put `changes` into the index (the last one of a record counts) and say that it follows revision `at`; one commit."""
    last = {change.id: change for change in changes}
    vocabulary = Vocabulary(snapshot)
    ready = [(change, passages(change.record)) for change in last.values() if change.record is not None]
    for _, found in ready:
        for passage in found:
            vocabulary.fresh.update(passage.words)
    older = [
        (change, passages(change.record))
        for change in _to_split_anew(snapshot, vocabulary, last)
        if change.record
    ]
    gone = [META, *last, *(change.id for change, _ in older)]
    made = _documents([*ready, *older], vocabulary, analyser)
    folder.write(
        (document for part in (made, [documents.meta(at)]) for document in part), gone=gone, count=len(ready)
    )


def _documents(
    ready: Sequence[_Ready], vocabulary: Vocabulary, analyser: Analyser
) -> Iterator[tantivy.Document]:
    writer = Writer(analyser, compounds.Splitter(vocabulary.has))
    for change, found in ready:
        yield documents.document(change, found, writer=writer, analyser=analyser)


def _to_split_anew(snapshot: Snapshot, vocabulary: Vocabulary, coming: dict[str, Change]) -> list[Change]:
    """Return older records with a compound that the bank's new words can split and its old ones could not."""
    if not snapshot.at:
        return []
    words = sorted(_newly_split(snapshot, vocabulary))
    if not words:
        return []
    found = snapshot.searcher.search(any_of(WORDS, words), _RESPLIT, count=False)
    changes = (snapshot.change(address) for _, address in found.hits)
    return [change for change in changes if change.id not in coming]


def _newly_split(snapshot: Snapshot, vocabulary: Vocabulary) -> Iterator[str]:
    for word in vocabulary.fresh:
        if len(word) < compounds.SHORTEST_PART or not word.isalpha() or vocabulary.had(word):
            continue
        starting = snapshot.starting_with(WORDS, word, limit=_COMPOUNDS_PER_WORD)
        ending = snapshot.starting_with(TAILS, word[::-1], limit=_COMPOUNDS_PER_WORD)
        for compound in (*starting, *(tail[::-1] for tail in ending)):
            if compounds.split(compound, vocabulary.has) != compounds.split(compound, vocabulary.had):
                yield compound
