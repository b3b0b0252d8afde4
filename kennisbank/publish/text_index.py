"""The index behind the site's search and its related lessons: BM25F over word stems, made once per build.

The score of a word in a record is that of BM25F (Robertson, Zaragoza & Taylor 2004) with the search weights that the
fields declare, k1 = 1.2 and b = 0.75, kept in one byte (1 to 255): what is known as an impact.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from kennisbank.domain.record import Record
from kennisbank.publish.analysis import Stems, words

K1, B = 1.2, 0.75
PART_WEIGHT = 0.5
"""How much finding a part of a compound counts, against finding the word itself."""

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Form = tuple[str, str]
"""A language and a word: the same letters may have another stem in another language."""

_SHORTEST_PART = 4
_LINKS = ("s", "e", "en")


@dataclass(frozen=True, kw_only=True)
class TextIndex:
    """Postings by stem: those of stem `s` are at `starts[s]:starts[s + 1]` of `docs` and `impacts`, in order of document.

    A document's number is its place in `ids`; `forms` gives for every word form the numbers of its stems.
    """

    ids: tuple[str, ...]
    stems: tuple[str, ...]
    forms: Mapping[str, tuple[int, ...]]
    starts: Ints
    docs: Ints
    impacts: Ints


@dataclass(frozen=True)
class _Counts:
    """Which word stands in which document, at what weight; `words` are numbers of the keys of `forms`.

    `forms` counts in how many documents each form stands.
    """

    forms: Mapping[Form, int]
    docs: Ints
    words: Ints
    weights: Floats


def build_index(records: Sequence[Record]) -> TextIndex:
    """Return the index of `records`, in the order given."""
    counts = _count(records)
    shares = _shares(counts.forms)
    numbers = {stem: number for number, stem in enumerate(sorted({s for group in shares for s, _ in group}))}
    doc, stem, weight = _by_stem(counts, shares, numbers, len(records))
    docs, impacts, starts = _impacts(doc, stem, weight, len(records), len(numbers))
    by_form: dict[str, set[int]] = defaultdict(set)
    for (_, word), group in zip(counts.forms, shares, strict=True):
        by_form[word].update(numbers[name] for name, share in group if share == 1.0)
    return TextIndex(
        ids=tuple(record.id for record in records), stems=tuple(numbers),
        forms={word: tuple(sorted(by_form[word])) for word in sorted(by_form)},
        starts=starts, docs=docs, impacts=impacts,
    )  # fmt: skip


@cache
def _searched(kind: type[Record]) -> tuple[tuple[str, float], ...]:
    return tuple((name, field.weight) for name, field in kind.fields().items() if field.weight > 0)


def _count(records: Sequence[Record]) -> _Counts:
    seen: Counter[Form] = Counter()
    numbers: dict[Form, int] = {}
    docs, found, weights = array("q"), array("q"), array("d")
    for doc, record in enumerate(records):
        for word, weight in _weights(record).items():
            form = (record.language, word)
            seen[form] += 1
            docs.append(doc)
            found.append(numbers.setdefault(form, len(numbers)))
            weights.append(weight)
    return _Counts(
        seen, np.frombuffer(docs, np.int64), np.frombuffer(found, np.int64), np.frombuffer(weights)
    )


def _weights(record: Record) -> dict[str, float]:
    """Return how often each word stands in `record`, each time counted at the weight of its field."""
    found: dict[str, float] = defaultdict(float)
    for name, weight in _searched(type(record)):
        value = getattr(record, name)
        text = value if isinstance(value, str) else " ".join(map(str, value or ()))
        for word in words(text) if text else ():
            found[word] += weight
    return found


Shares = tuple[tuple[str, float], ...]


def _shares(forms: Mapping[Form, int]) -> list[Shares]:
    """Return for each form its stems with their share: 1 for its own, less for the parts of a compound."""
    stems = Stems()
    found: list[Shares] = []
    for lang, word in forms:
        own = stems.stem(word, lang)
        parts = (
            {stems.stem(part, lang) for part in _parts(word, lang, forms)} - {own} if lang == "nl" else set()
        )
        found.append(((own, 1.0), *((part, PART_WEIGHT) for part in sorted(parts))))
    return found


def _parts(word: str, lang: str, seen: Mapping[Form, int]) -> tuple[str, ...]:
    """Return the two words of the collection that `word` is composed of, or nothing."""
    best = 1
    result: tuple[str, ...] = ()
    for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
        right = seen.get((lang, word[cut:]), 0)
        if right <= best:
            continue
        whole = word[:cut]
        for left in (whole, *(whole.removesuffix(link) for link in _LINKS if whole.endswith(link))):
            common = min(right, seen.get((lang, left), 0)) if len(left) >= _SHORTEST_PART else 0
            if common > best:
                best = common
                result = (left, word[cut:])
    return result


def _by_stem(
    counts: _Counts, shares: Sequence[Shares], numbers: Mapping[str, int], n_docs: int
) -> tuple[Ints, Ints, Floats]:
    """Return every (document, stem, weight), summed per pair and in order of stem, then document."""
    per_form = np.asarray([len(group) for group in shares], dtype=np.int64)
    stem_of = np.asarray([numbers[name] for group in shares for name, _ in group], dtype=np.int64)
    share_of = np.asarray([share for group in shares for _, share in group], dtype=np.float64)
    repeats = per_form[counts.words]
    first = (np.cumsum(per_form) - per_form)[counts.words]
    place = np.repeat(first, repeats) + _within(repeats)
    keys = stem_of[place] * max(n_docs, 1) + np.repeat(counts.docs, repeats)
    unique, where = np.unique(keys, return_inverse=True)
    weights = np.repeat(counts.weights, repeats) * share_of[place]
    total = np.bincount(where, weights=weights, minlength=len(unique)).astype(np.float64)
    return unique % max(n_docs, 1), unique // max(n_docs, 1), total


def _within(sizes: Ints) -> Ints:
    """Return 0, 1, … for each group of the given sizes, one after another."""
    return np.arange(sizes.sum(), dtype=np.int64) - np.repeat(np.cumsum(sizes) - sizes, sizes)


def _impacts(doc: Ints, stem: Ints, weight: Floats, n_docs: int, n_stems: int) -> tuple[Ints, Ints, Ints]:
    starts = np.zeros(n_stems + 1, dtype=np.int64)
    np.cumsum(np.bincount(stem, minlength=n_stems), out=starts[1:])
    if not len(doc):
        return doc, doc, starts
    frequency = np.diff(starts)
    length = np.bincount(doc, weights=weight, minlength=n_docs)
    idf = np.log1p((n_docs - frequency + 0.5) / (frequency + 0.5))
    norm = K1 * (1 - B + B * length[doc] / length.mean())
    score = idf[stem] * weight * (K1 + 1) / (weight + norm)
    return doc, np.maximum(1, np.rint(255 * score / score.max())).astype(np.int64), starts
