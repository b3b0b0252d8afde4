"""Splits a Dutch compound into words that the bank itself uses: personeelsverloop is personeel and verloop.

Splitting by the corpus's own words follows Monz and De Rijke (2001, "Shallow morphological analysis in monolingual
information retrieval for Dutch, German and Italian"). The linking sounds -s-, -e- and -en- are allowed for.
"""

from collections.abc import Callable, Iterator

SHORTEST_PART = 4
SHORTEST = 2 * SHORTEST_PART
LINKS = ("", "s", "e", "en")
_DEPTH = 3


def split(word: str, known: Callable[[str], bool]) -> tuple[str, str] | None:
    """Return the two known words that folded `word` is made of, the most even split first; None when there is none."""
    if len(word) < SHORTEST or not word.isalpha():
        return None
    middle = len(word) / 2
    for at in sorted(range(SHORTEST_PART, len(word) - SHORTEST_PART + 1), key=lambda at: abs(at - middle)):
        tail = word[at:]
        if not known(tail):
            continue
        for head in _heads(word[:at]):
            if known(head):
                return head, tail
    return None


def _heads(start: str) -> Iterator[str]:
    for link in LINKS:
        head = start.removesuffix(link)
        if len(head) >= SHORTEST_PART and (not link or head != start):
            yield head


def parts(word: str, known: Callable[[str], bool], *, depth: int = _DEPTH) -> tuple[str, ...]:
    """Return every known word in `word`, parts of parts too; nothing when it is no compound of known words."""
    found = split(word, known) if depth else None
    if found is None:
        return ()
    return tuple(
        dict.fromkeys(piece for part in found for piece in (part, *parts(part, known, depth=depth - 1)))
    )


class Splitter(dict[str, tuple[str, ...]]):
    """Parts by folded word, worked out once per word as long as the bank's words stay the same."""

    def __init__(self, known: Callable[[str], bool]) -> None:
        """Take what says whether the bank has a word."""
        super().__init__()
        self._known = known

    def __missing__(self, word: str) -> tuple[str, ...]:
        """Split `word`."""
        self[word] = found = parts(word, self._known)
        return found


def joined(one: str, other: str) -> tuple[str, ...]:
    """Return the compounds that two folded words can form, in either order."""
    if min(len(one), len(other)) < SHORTEST_PART:
        return ()
    pairs = ((one, other), (other, one))
    return tuple(f"{head}{link}{tail}" for head, tail in pairs for link in LINKS)
