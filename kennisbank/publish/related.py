"""Which lessons belong together: those that share rare words and topics."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from kennisbank.domain.record import Record
from kennisbank.domain.references import references
from kennisbank.publish.collection import Collection
from kennisbank.publish.text_index import Floats, Ints, TextIndex

MOST = 5
STRONGEST_WORDS = 16
LONGEST = 400
"""A word in more records than this says little about what belongs together."""
TOPIC_SHARE = 0.5
THRESHOLD = 0.12
"""How alike two records must be, as a share of how alike a record is to itself."""


class Related:
    """Finds what is related to a record, among records of the same kind."""

    def __init__(self, index: TextIndex, collection: Collection) -> None:
        """Turn the postings around: the strongest words of each record."""
        self._index, self._collection = index, collection
        self._number = {id: number for number, id in enumerate(index.ids)}
        self._kind = _by_kind(index, collection)
        self._starts, self._stems, self._impacts = _strongest(index)
        self._by_topic = _by_topic(collection, self._number)

    def to(self, record: Record) -> tuple[str, ...]:
        """Return the ids of the records that `record` names, then the most alike, `MOST` in all.

        Those that name `record` themselves are left out: they are shown apart.
        """
        named: tuple[str, ...] = getattr(record, "related", ())
        links = self._collection.backlinks.get(record.id, ())
        said = {other.id for relation, other in links if relation == "related"}
        alike = (id for id in self._alike(record) if id not in said and id not in named)
        return (*named, *alike)[: max(MOST, len(named))]

    def _alike(self, record: Record) -> tuple[str, ...]:
        number, index = self._number[record.id], self._index
        scores = np.zeros(len(index.ids))
        mine = slice(self._starts[number], self._starts[number + 1])
        for stem, impact in zip(self._stems[mine].tolist(), self._impacts[mine].tolist(), strict=True):
            start, end = index.starts[stem], index.starts[stem + 1]
            scores[index.docs[start:end]] += impact * index.impacts[start:end]
        own = scores[number]
        topics = [item.target for item in references(record) if item.relation == "about"]
        for topic in topics:
            others = self._by_topic[topic]
            if len(others) <= LONGEST:
                scores[others] += TOPIC_SHARE * own / len(topics) * _rarity(len(others), len(scores))
        scores[number] = 0
        scores *= self._kind[record.kind]
        return tuple(index.ids[best] for best in _top(scores, MOST, THRESHOLD * own))


def _by_kind(index: TextIndex, collection: Collection) -> dict[str, NDArray[np.bool_]]:
    kinds = [collection.records[id].kind for id in index.ids]
    return {kind: np.asarray([kind == other for other in kinds], dtype=np.bool_) for kind in set(kinds)}


def _strongest(index: TextIndex) -> tuple[Ints, Ints, Ints]:
    """Return the strongest words of each document: where they start, their stems and their impacts."""
    frequency = np.diff(index.starts)
    stem = np.repeat(np.arange(len(index.stems)), frequency)
    useful = (frequency[stem] > 1) & (frequency[stem] <= LONGEST)
    docs, stems, impacts = index.docs[useful], stem[useful], index.impacts[useful]
    order = np.lexsort((stems, -impacts, docs))
    docs, stems, impacts = docs[order], stems[order], impacts[order]
    first = np.searchsorted(docs, docs, side="left")
    kept = np.arange(len(docs)) - first < STRONGEST_WORDS
    starts = np.searchsorted(docs[kept], np.arange(len(index.ids) + 1))
    return starts.astype(np.int64), stems[kept], impacts[kept]


def _by_topic(collection: Collection, number: Mapping[str, int]) -> dict[str, Ints]:
    return {
        target: np.asarray(
            [number[record.id] for relation, record in links if relation == "about"], dtype=np.int64
        )
        for target, links in collection.backlinks.items()
    }


def _rarity(count: int, total: int) -> float:
    return float(np.log(total / count) / np.log(total)) if total > 1 else 0.0


def _top(scores: Floats, most: int, least: float) -> list[int]:
    candidates = np.flatnonzero(scores >= max(least, 1e-9))
    order = np.lexsort((candidates, -scores[candidates]))
    return [int(place) for place in candidates[order[:most]]]
