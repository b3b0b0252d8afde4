"""How alike two texts are, between 0 and 1: the cosine between their stems, rare stems weighing most."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

Weigh = Callable[[str], float]
"""How much a stem says: nothing for one that is everywhere."""


def rarity(frequency: int, total: int) -> float:
    """Return the inverse document frequency of a stem that `frequency` of `total` records have (BM25's form).

    A stem is never counted for more than all records, though an index may count replaced ones too.
    """
    having = min(frequency, total)
    return math.log(1.0 + (total - having + 0.5) / (having + 0.5)) if total else 0.0


def profile(stems: Iterable[str], weigh: Weigh) -> dict[str, float]:
    """Return the weight of each stem: its rarity, times how often it occurs (on a logarithmic scale)."""
    return {stem: (1.0 + math.log(times)) * weigh(stem) for stem, times in Counter(stems).items()}


def cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Return the cosine between two profiles; 0 when either is empty."""
    small, large = sorted((one, other), key=len)
    shared = sum(weight * large[stem] for stem, weight in small.items() if stem in large)
    size = math.sqrt(
        sum(weight * weight for weight in one.values()) * sum(weight * weight for weight in other.values())
    )
    return min(1.0, shared / size) if size else 0.0
