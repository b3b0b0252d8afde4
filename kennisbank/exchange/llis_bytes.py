r"""The bytes of NASA's lessons file that no encoding explains, and what each stands for.

The file is ASCII but for 185 bytes. Read in their places they are typographic marks of a font that was lost on the way;
the table says what each must be, from its neighbours. Two need a look around: 0x8f is an apostrophe and either single
quote (and once a dash), 0xd3 closes a quote but once opens one. What 0x80 was can no longer be told.

    0x8b  —  "misalignment\x8bit wasn't"          0xb1  ±  "0.0 \xb1 0.1 degrees"
    0x8d  °  "68 \x8dF"                           0xd0  “  "a \xd0trust but verify\xd3 strategy"
    0x8f  ‘ ’ —  "\x8fBad News\x8f", "don\x8ft"    0xd3  ”
    0x90  ’  "KSC\x90s"                           0xe5  ®  "Loctite\xe5"
"""

import re
from collections.abc import Iterator

UNKNOWN = "\ufffd"
_MEANING = {0x8B: "—", 0x8D: "°", 0x90: "’", 0xB1: "±", 0xD0: "“", 0xE5: "®"}
_ODD = re.compile(r"_?\x8f\x8f|[\x80-\xff]")


def odd(text: str) -> bool:
    """Say whether `text` (bytes read as Latin-1) holds such a byte."""
    return bool(_ODD.search(text))


def mended(text: str) -> tuple[str, tuple[tuple[int, int, str], ...]]:
    """Return `text` with every odd byte as what it stands for, and for each where it began, its length and the new text."""
    changes = tuple(_changes(text))
    pieces, at = [], 0
    for start, length, new in changes:
        pieces += [text[at:start], new]
        at = start + length
    return "".join([*pieces, text[at:]]), changes


def _changes(text: str) -> Iterator[tuple[int, int, str]]:
    single_open = double_open = False
    for match in _ODD.finditer(text):
        found, start = match[0], match.start()
        starts_word = not text[:start][-1:].strip("( ") and bool(text[match.end() :][:1].strip())
        if len(found) > 1:
            new, double_open = ("”" if double_open else "“"), not double_open
        elif found == "\x8f":
            new, single_open = _single(text, start, starts_word=starts_word, is_open=single_open)
        elif found == "\xd3":
            new = "“" if starts_word else "”"
        else:
            new = _MEANING.get(ord(found), UNKNOWN)
        yield start, len(found), new


def _single(text: str, start: int, *, starts_word: bool, is_open: bool) -> tuple[str, bool]:
    """Return what 0x8f at `start` stands for, and whether a single quote is open after it."""
    before, after = text[start - 1 : start], text[start + 1 : start + 2]
    if before.isalnum() and after.isalnum():
        return "’", is_open
    if starts_word:
        return "‘", True
    if is_open:
        return "’", False
    return ("’" if before == "s" else "—"), False
