"""Makes a short line of a longer text: the first sentence, without markup."""

import re

LONGEST = 120
_LINK = re.compile(r"!?\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])")
_MARKS = re.compile(r"[*`]+|(?<!\w)_+(?=\w)|(?<=[\w.!?])_+(?!\w)|^\s*(?:#+|>|[-+]|\d+[.)])\s+", re.MULTILINE)
_SENTENCE_END = re.compile(
    r"(?<=[^\s.][.!?])\s+(?=[\"“‘'(\[*_]*[^\Wa-z])"  # a capital, a digit or a letter beyond a-z
    r"|\n\s*\n|\n(?=\s*(?:[-*+]|\d+[.)])\s)"  # an empty line, or an item of a list
)


def plain(text: str) -> str:
    """Return Markdown as one line of plain words; a link leaves its text."""
    return " ".join(_MARKS.sub("", _LINK.sub(r"\1", text)).split())


def first_sentence(text: str, *, longest: int = LONGEST) -> str:
    """Return the first sentence of `text` as one plain line of at most `longest` characters."""
    start = next((piece for piece in _SENTENCE_END.split(text.strip()) if plain(piece)), "")
    line = plain(start) or " ".join(text.split())
    return line if len(line) <= longest else f"{line[:longest].rsplit(' ', 1)[0].rstrip(' ,;:')}…"
