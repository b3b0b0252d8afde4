"""Likely doubles: pairs of records that tell the same thing in nearly the same words.

Comparing every pair would take n² comparisons. Two records are therefore only compared when they share telling stems
(the rarest that each of them has), and then by the cosine between all their stems, title and text apart.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from kennisbank.domain.record import Record
from kennisbank.search import likeness
from kennisbank.search.analyser import Analyser
from kennisbank.search.passages import passages

THRESHOLD = 0.45
"""The least likeness that is worth somebody's look; `docs/decisions` tells how it was chosen."""
_TELLING = 20
_SHARED = 2
_WIDEST = 100
"""A stem that more records have in common brings each record together with this many others at most."""
_TITLE_SHARE = 1 / 3


@dataclass(frozen=True, order=True)
class Pair:
    """Two records that are likely the same: `score` from 0 to 1, their ids, and how alike title and text are."""

    score: float
    one: str
    other: str
    why: str


@dataclass(frozen=True)
class _Reading:
    """What one record says: its id and the weights of the stems in its title and in all of its text."""

    id: str
    title: Mapping[str, float]
    text: Mapping[str, float]

    def telling(self) -> list[str]:
        """Return the rarest stems, the most telling first."""
        return sorted(self.text, key=lambda stem: (-self.text[stem], stem))[:_TELLING]


def likely_doubles(records: Sequence[Record], *, threshold: float = THRESHOLD) -> tuple[Pair, ...]:
    """Return the pairs among `records` that are at least `threshold` alike, most alike first.

    The likeness is a third of the cosine between the titles and two thirds of the cosine between the texts, stems
    weighted by tf-idf (Salton and Buckley 1988, doi:10.1016/0306-4573(88)90021-0).
    """
    readings = _readings(records)
    found = (_compare(readings[one], readings[other]) for one, other in _candidates(readings))
    return tuple(
        sorted((pair for pair in found if pair.score >= threshold), key=lambda pair: (-pair.score, pair.one))
    )


def _readings(records: Sequence[Record]) -> list[_Reading]:
    analyser = Analyser()
    stems = [
        [tuple(analyser.stems(found.words, item.language)) for found in passages(item)] for item in records
    ]
    spread = Counter(chain.from_iterable(set(chain.from_iterable(fields)) for fields in stems))

    def weigh(stem: str) -> float:
        return likeness.rarity(spread[stem], len(records))

    return [
        _Reading(
            id=item.id,
            title=likeness.profile(fields[0] if fields else (), weigh),
            text=likeness.profile(chain.from_iterable(fields), weigh),
        )
        for item, fields in zip(records, stems, strict=True)
    ]


def _candidates(readings: Sequence[_Reading]) -> Iterator[tuple[int, int]]:
    """Yield the places of the records that have telling stems in common, each pair once."""
    telling = [reading.telling() for reading in readings]
    having: defaultdict[str, list[int]] = defaultdict(list)
    for place, stems in enumerate(telling):
        for stem in stems:
            having[stem].append(place)
    for place, stems in enumerate(telling):
        shared = Counter(chain.from_iterable(_later(having[stem], place) for stem in stems))
        yield from ((place, other) for other, times in shared.items() if times >= min(_SHARED, len(stems)))


def _later(places: Sequence[int], place: int) -> Iterable[int]:
    """Return the places after `place` in the sorted `places`, the nearest ones where there are many."""
    start = bisect_right(places, place)
    return places[start : start + _WIDEST]


def _compare(one: _Reading, other: _Reading) -> Pair:
    title = likeness.cosine(one.title, other.title)
    text = likeness.cosine(one.text, other.text)
    score = _TITLE_SHARE * title + (1 - _TITLE_SHARE) * text
    return Pair(round(score, 4), one.id, other.id, f"title {title:.2f}, text {text:.2f}")
