"""The forms in which a name is written: Anna de Wit, de Wit, Anna; Wit, A. de; anna.de.wit."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
"""A word as names are compared by: letters and digits; whatever else stands between words of a name does not matter."""
_BRACKETS = re.compile(r"\([^)]*\)")
_TITLES = frozenset("dr drs ir ing mr mrs ms mw mevr dhr prof msc bsc phd mba jr sr".split())
SHORTEST_PART = 3
_PLAIN = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "æ": "ae", "œ": "oe", "þ": "th"}
)
"""Letters that Unicode does not take apart."""


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """Return `word` without capitals and accents."""
    plain = unicodedata.normalize("NFKD", word.casefold()).translate(_PLAIN)
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def words(text: str) -> tuple[str, ...]:
    """Return the folded words of `text`."""
    return tuple(fold(word) for word in WORD.findall(text))


def given_first(name: str) -> str:
    """Return `name` with the given name in front: Bell, Michael becomes Michael Bell."""
    before, comma, after = name.partition(",")
    return f"{after.strip()} {before.strip()}" if comma and WORD.search(after) else name


def forms(name: str) -> frozenset[tuple[str, ...]]:
    """Return the forms of `name` in which its first word is written in full, as folded words: in any turn."""
    found: set[tuple[str, ...]] = {words(name)}
    for whole in _readings(name):
        found.update(_turned(whole))
        if len(whole) > 2:
            found.update(_turned((whole[0], whole[-1])))
    return frozenset(form for form in found if form)


def short_forms(name: str) -> frozenset[tuple[str, ...]]:
    """Return the forms of `name` with an initial in the place of its first word."""
    found: set[tuple[str, ...]] = set()
    for whole in _readings(name):
        if len(whole) > 1 and len(whole[-1]) >= SHORTEST_PART:
            found.update(_turned((whole[0][0], *whole[1:])))
            found.update(_turned((whole[0][0], whole[-1])))
    return frozenset(found)


def _readings(name: str) -> Iterator[tuple[str, ...]]:
    """Yield the words of a name, given name first: as it is, and without brackets and titles."""
    for text in (name, _BRACKETS.sub(" ", name)):
        whole = words(given_first(text))
        yield whole
        yield tuple(word for word in whole if word not in _TITLES)


def _turned(form: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for start in range(len(form)):
        yield (*form[start:], *form[:start])


def parts(name: str) -> frozenset[str]:
    """Return the folded words of a name of more words that may stand for somebody alone: those with a capital."""
    found = WORD.findall(_BRACKETS.sub(" ", name))
    if len(found) < 2:
        return frozenset()
    return frozenset(
        fold(word)
        for word in found
        if word[0].isupper() and len(word) >= SHORTEST_PART and fold(word) not in _TITLES
    )
