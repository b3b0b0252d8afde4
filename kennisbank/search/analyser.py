"""From text to what is searched: folded words (lower case, no accents) and their stems.

Dutch is stemmed with Snowball's `dutch` (Kraaij and Pohlmann, the one of Snowball 3), English with `english`; any other
language is left unstemmed. Every distinct word is stemmed once and remembered: in running text a word costs one look-up.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from snowballstemmer.dutch_stemmer import DutchStemmer
from snowballstemmer.english_stemmer import EnglishStemmer

from kennisbank.search.stopwords import BY_LANGUAGE

LONGEST = 64
"""Longer words are not stemmed or split: nobody types them."""
SOFT_HYPHEN = "\u00ad"
"""Where a word may be broken off at the end of a line; text copied from a document is full of them."""
_REMEMBERED = 400_000
_APOSTROPHE = re.compile(r"['’](?:s\b)?")
_UNDECOMPOSED = {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"}
# The pure Python stemmers by name: `snowballstemmer.stemmer` takes PyStemmer's where that happens to be installed, and
# an older one of those stems Dutch differently.
_STEMMERS = {"nl": DutchStemmer, "en": EnglishStemmer}
LANGUAGES = tuple(_STEMMERS)
"""The languages that are stemmed; the first is assumed when nothing else is known."""
_LONG_VERB = 6


class _Letters(dict[int, str]):
    """What each character becomes: its plain lower-case letter, nothing (an accent, a soft hyphen), or a space."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", letter).casefold())
        kept = "".join(_UNDECOMPOSED.get(part, part) for part in plain if part.isalnum())
        unseen = letter == SOFT_HYPHEN or unicodedata.category(letter).startswith("M")
        self[code] = found = kept or ("" if unseen else " ")
        return found


_LETTERS = _Letters()


def fold_words(text: str) -> list[str]:
    """Return the words of `text` folded, in order: `Geëvalueerde foto's` gives geevalueerde, foto."""
    if "'" in text or "’" in text:
        text = _APOSTROPHE.sub("", text)
    return text.translate(_LETTERS).split()


def fold_in_place(text: str) -> str | None:
    """Return `text` folded with every letter still in its place; None where folding would move letters."""
    if "'" in text or "’" in text:
        return None
    if not text.isascii() and any(len(_LETTERS[ord(letter)]) != 1 for letter in set(text)):
        return None
    return text.translate(_LETTERS)


def fold(word: str) -> str:
    """Return one word folded; an empty text when there is no letter or digit in it."""
    return "".join(fold_words(word))


class Stems(dict[str, str]):
    """Stem by folded word, empty for a stop word; an unknown one is worked out and remembered."""

    def __init__(self, language: str) -> None:
        """Take the stemmer and the stop words of `language`."""
        super().__init__()
        self._stop = BY_LANGUAGE.get(language, frozenset())
        algorithm = _STEMMERS.get(language)
        self._stemmer = algorithm() if algorithm else None

    def __missing__(self, word: str) -> str:
        """Stem `word`."""
        if len(self) > _REMEMBERED:
            self.clear()
        self[word] = found = "" if word in self._stop else self._stem(word)
        return found

    def _stem(self, word: str) -> str:
        if self._stemmer is None or len(word) > LONGEST:
            return word[:LONGEST]
        stem = str(self._stemmer.stemWord(word)) or word
        # `evalueren` (evaluer) and `geëvalueerde` (evalueer) are one verb
        return f"{stem[:-3]}er" if len(stem) >= _LONG_VERB and stem.endswith("eer") else stem


class Analyser:
    """The stems of every language, with their memory."""

    def __init__(self) -> None:
        """Start with an empty memory."""
        self._stems: dict[str, Stems] = {}

    def stems_of(self, language: str) -> Stems:
        """Return the stems of `language`."""
        known = language if language in _STEMMERS else ""
        if known not in self._stems:
            self._stems[known] = Stems(known)
        return self._stems[known]

    def stems(self, words: Iterable[str], language: str) -> Iterator[str]:
        """Yield the stems of folded words, stop words left out."""
        return filter(None, map(self.stems_of(language).__getitem__, words))

    def either(self, word: str, languages: Iterable[str]) -> tuple[str, ...]:
        """Return the distinct stems of a folded word in `languages`; none when it is a stop word in the first."""
        found = tuple(dict.fromkeys(self.stems_of(language)[word] for language in languages))
        return tuple(filter(None, found)) if found and found[0] else ()


def guess_language(words: Iterable[str]) -> str:
    """Return the language whose stop words occur most in the folded `words`; Dutch when it is a draw."""
    listed = list(words)
    return max(LANGUAGES, key=lambda language: sum(word in BY_LANGUAGE[language] for word in listed))
