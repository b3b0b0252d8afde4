"""What may have been meant by a word the bank does not have: its own words at a small edit distance."""

from rapidfuzz import process
from rapidfuzz.distance import OSA

from kennisbank.search.analyser import LONGEST
from kennisbank.search.snapshot import View

_SHORT, _LONG = 4, 8
_CANDIDATES, _KEPT = 12, 3


def allowed(word: str) -> int:
    """Return how many letters may be wrong in a word of this length (a swap of neighbours counts as one)."""
    return 0 if len(word) < _SHORT or len(word) > LONGEST else 1 if len(word) < _LONG else 2


def meant(word: str, view: View) -> tuple[tuple[str, int], ...]:
    """Return (word, distance) for at most three words nearest to the folded `word`, nearest and most frequent first.

    Only words that occur in a record the actor may read: a word must not tell that a closed record exists.
    """
    if not (most := allowed(word)):
        return ()
    # Most typing errors leave the first letter alone; only when nothing is near are all words looked at.
    return _nearest(word, view.vocabulary(word[0]), most, view) or _nearest(
        word, view.vocabulary(""), most, view
    )


def _nearest(word: str, among: tuple[str, ...], most: int, view: View) -> tuple[tuple[str, int], ...]:
    found = process.extract(word, among, scorer=OSA.distance, score_cutoff=most, limit=_CANDIDATES)
    near = [
        (str(other), int(distance))
        for other, distance, _ in found
        if str(other) != word and not str(other).isdigit()
    ]
    near.sort(key=lambda pair: (pair[1], -view.frequency(pair[0]), pair[0]))
    kept: list[tuple[str, int]] = []
    for other, distance in near:
        if len(kept) < _KEPT and view.knows(other):
            kept.append((other, distance))
    return tuple(kept)
