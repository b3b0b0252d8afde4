"""Pseudonyms: a name for somebody that only who has the key can lead back to them, the same one wherever they occur."""

import hashlib
import hmac

from kennisbank.domain.ids import ALPHABET, LENGTH

KEY_BYTES = 32
SHORTEST_KEY = 16
_SHOWN = 10
"""Characters of a pseudonym that people see: 50 bits, so that among a million people two alike are unlikely."""


class Pseudonyms:
    """Keyed hashes (HMAC-SHA256). Who knows an id but not the key cannot say which pseudonym belongs to it."""

    def __init__(self, key: bytes) -> None:
        """Hold the key; two with the same key give the same pseudonyms."""
        self._key = key

    def id(self, person: str) -> str:
        """Return the id that person `person` goes by: it has the form of an id, but tells no moment."""
        number = int.from_bytes(self._hash("id", person)[:16])
        return "".join(ALPHABET[number >> shift & 31] for shift in range(5 * (LENGTH - 1), -1, -5))

    def person(self, person: str) -> str:
        """Return what person `person` is called."""
        return f"persoon-{self._word('person', person)}"

    def account(self, name: str) -> str:
        """Return what account `name`, of which no person is known, is called."""
        return f"account-{self._word('account', name)}"

    def _word(self, kind: str, text: str) -> str:
        return "".join(ALPHABET[byte & 31] for byte in self._hash(kind, text)[:_SHOWN])

    def _hash(self, kind: str, text: str) -> bytes:
        return hmac.digest(self._key, f"{kind}:{text}".encode("utf-8", "surrogatepass"), hashlib.sha256)
