"""Identifiers: 26 characters that sort by the moment they were made; they are also the permalink.

The layout is that of a ULID (48 bits of milliseconds, 80 random bits, Crockford base 32) in lower case.
"""

import secrets
from collections.abc import Callable
from datetime import UTC, datetime

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 26
_RANDOM_BITS = 80


def new_id(at: datetime | None = None, *, randbits: Callable[[int], int] = secrets.randbits) -> str:
    """Return a fresh id for the moment `at` (now by default). A seeded `randbits` makes it repeatable."""
    moment = at or datetime.now(UTC)
    number = int(moment.timestamp() * 1000) << _RANDOM_BITS | randbits(_RANDOM_BITS)
    return "".join(ALPHABET[number >> shift & 31] for shift in range(125, -1, -5))


def is_id(text: str) -> bool:
    """Say whether `text` has the form of an id."""
    return len(text) == LENGTH and text[0] in "01234567" and all(letter in ALPHABET for letter in text)
