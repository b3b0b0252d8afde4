"""Synthetic lessons of about 250 words with a natural spread of word frequencies (Zipf), the same on every run."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from kennisbank.domain.kinds.lesson import Lesson

_ONSETS = (
    "b",
    "br",
    "d",
    "dr",
    "f",
    "g",
    "h",
    "k",
    "kl",
    "l",
    "m",
    "n",
    "p",
    "pr",
    "r",
    "s",
    "st",
    "str",
    "t",
    "v",
    "w",
    "z",
    "sch",
)
_VOWELS = ("a", "aa", "e", "ee", "i", "ie", "o", "oo", "u", "uu", "oe", "ei", "ij", "ou")
_CODAS = ("", "k", "l", "m", "n", "ng", "p", "r", "s", "st", "t", "cht")
VOCABULARY = 20_000
PUBLIC = 1_000
"""The first lessons are public and were looked at, so that a site can be made of them."""


def words(*, seed: int = 1) -> tuple[str, ...]:
    """Return an invented vocabulary of 20,000 words, frequent ones first."""
    chance = random.Random(seed)  # noqa: S311 - repeatable on purpose
    found: dict[str, None] = {}
    while len(found) < VOCABULARY:
        parts = chance.choice((1, 2, 2, 3, 3, 4))
        found[
            "".join(
                chance.choice(_ONSETS) + chance.choice(_VOWELS) + chance.choice(_CODAS) for _ in range(parts)
            )
        ] = None
    return tuple(found)


def lessons(number: int, *, topics: tuple[str, ...] = (), seed: int = 1) -> Iterator[Lesson]:
    """Yield `number` lessons about one of `topics` each."""
    chance = random.Random(seed)  # noqa: S311
    known = words()
    weights = tuple(1 / (rank + 3) for rank in range(len(known)))
    cumulative: list[float] = []
    for weight in weights:
        cumulative.append((cumulative[-1] if cumulative else 0) + weight)
    start = date(2020, 1, 1)
    for place in range(number):
        drawn = chance.choices(known, cum_weights=cumulative, k=256)
        yield Lesson(
            title=" ".join(drawn[:6]).capitalize(),
            happened=" ".join(drawn[6:106]),
            learned=" ".join(drawn[106:156]),
            recommendation=" ".join(drawn[156:]),
            topics=(chance.choice(topics),) if topics else (),
            **({"visibility": "public", "status": "identified"} if place < PUBLIC else {}),
            occurred_on=start + timedelta(days=chance.randrange(2000)),
            origin=f"bench:{place}",
        )


def queries(number: int, *, seed: int = 2) -> tuple[str, ...]:
    """Return `number` questions of one to four words, frequent and rare ones mixed."""
    chance = random.Random(seed)  # noqa: S311
    known = words()
    spread = [int(len(known) ** chance.random()) - 1 for _ in range(number * 4)]
    return tuple(
        " ".join(known[spread[place * 4 + word]] for word in range(chance.choice((1, 2, 2, 3, 4))))
        for place in range(number)
    )
