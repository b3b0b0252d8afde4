"""How good a hit is: the match of the text, times how far the record is to be trusted, times how fresh it is.

The factors besides the text stay between `LEAST` and `MOST`, so that they decide between records that match about as
well, and never lift a poor match over a good one. The text itself is BM25 (Robertson & Zaragoza 2009) as tantivy has it.
"""

import math
from datetime import date
from typing import Any

from kennisbank.text.catalogue import say

LEAST, MOST = 0.5, 1.15
STANDING: dict[str, dict[str, float]] = {
    "confidence": {"verified": 1.15, "contested": 0.85},
    "status": {"rejected": 0.6, "archived": 0.6, "cancelled": 0.8, "left": 0.8},
}
"""What a word in these fields multiplies the score by; any other word leaves it as it is."""
STALEST = 0.8
"""What is left of the score of a record whose review is a year or more overdue."""
_YEAR = 365

Why = tuple[tuple[str, float], ...]
"""Pairs of (part, factor): `("text", 12.3), ("confidence.verified", 1.15), ("overdue", 0.9)`; their product is the score."""


def standing(values: dict[str, Any]) -> tuple[tuple[str, float], ...]:
    """Return (`field.word`, factor) for each of `values` (by field) that raises or lowers the score."""
    return tuple(
        (f"{field}.{values[field]}", factors[str(values[field])])
        for field, factors in STANDING.items()
        if str(values.get(field, "")) in factors
    )


def freshness(review: int, today: date) -> float:
    """Return 1, going down to `STALEST` as the review day `review` (an ordinal, 0 for none) lies further back."""
    late = today.toordinal() - review if review else 0
    return 1.0 if late <= 0 else 1.0 - (1.0 - STALEST) * min(1.0, late / _YEAR)


def bounded(factor: float) -> float:
    """Return `factor` between `LEAST` and `MOST`."""
    return max(LEAST, min(MOST, factor))


def fused(text: float, factor: float, review: int, today: date) -> float:
    """Return the score of a hit: of its text, times `factor` (the product of its `STANDING`) and its freshness.

    `review` is the ordinal of the day until which somebody vouched for it, 0 when nobody did.
    """
    return text * bounded(factor * freshness(review, today) if review else factor)


def why(text: float, values: dict[str, Any], review: int, today: date) -> Why:
    """Return the factors of the score, text first; their product is the score that `fused` gives."""
    factors = [*standing(values)]
    if (fresh := freshness(review, today)) < 1.0:
        factors.append(("overdue", fresh))
    whole = product(tuple(factors))
    if bounded(whole) != whole:
        factors.append(("bounded", bounded(whole) / whole))
    return (("text", text), *factors)


def product(reasons: Why) -> float:
    """Return the score that `why` explains."""
    return math.prod(factor for _, factor in reasons)


def sentence(reasons: Why, matched: tuple[str, ...], lang: str) -> str:
    """Return `reasons` in words: on which words a record was found and what raised or lowered it."""
    found = (
        say("search_index.why.text", lang, words=", ".join(matched))
        if matched
        else say("search_index.why.listed", lang)
    )
    rest = (say(f"search_index.why.{part}", lang) for part, _ in reasons if part not in ("text", "bounded"))
    return " ".join((found, *rest))
