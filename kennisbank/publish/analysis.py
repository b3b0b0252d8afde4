"""Turns text into the words and word stems by which the site's own search finds it.

The browser does the same folding (`fold` in static/search.js); a test in a real browser holds the two together. Stems are
only made here: the index carries for every word form the stem it belongs to, so the browser needs no stemmer.
"""

import re
import unicodedata

import snowballstemmer

_WORD = re.compile(r"[^\W_]+")
_STEMMERS = {"nl": "dutch", "en": "english"}
_DOUBLE = re.compile(r"(aa|ee|oo|uu)([^aeiou]+)$")
_LONG = 6
_STOP_WORDS = """
    aan al alle als altijd andere ben bij daar dan dat de deze die dit doen door dus een eens en er ge geen had heb
    hebben heeft hem het hier hij hoe hun iets ik in is ja je kan kon kunnen maar me meer men met mij mijn moet na naar
    niet niets nog nu of om omdat onder ons ook op over reeds te tegen toch toen tot u uit uw van veel voor want waren
    was wat we werd wezen wie wij wil worden wordt zal ze zelf zich zij zijn zo zonder zou
    a about after all an and any are as at be been but by can could did do does for from had has have he her his how
    i if into it its me my no not of on or our out she should so than that the their them then there these they this
    to us was were what when which who will with would you your
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())
"""Words that say nothing about what a text is about, in both languages."""


def fold(text: str) -> str:
    """Return `text` in lower case and without accents."""
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return (
        decomposed
        if decomposed.isascii()
        else "".join(c for c in decomposed if unicodedata.category(c)[0] != "M")
    )


def words(text: str) -> list[str]:
    """Return the words of `text` that carry meaning, folded; single letters and stop words are left out."""
    return [
        word
        for word in _WORD.findall(fold(text))
        if (len(word) > 1 or word.isdigit()) and word not in STOP_WORDS
    ]


class Stems:
    """Stems words, remembering each; one per build."""

    def __init__(self) -> None:
        """Make a stemmer for each language we know."""
        self._stemmers = {lang: snowballstemmer.stemmer(name) for lang, name in _STEMMERS.items()}
        self._seen: dict[tuple[str, str], str] = {}

    def stem(self, word: str, language: str) -> str:
        """Return the stem of a folded `word`; the word itself for a language we have no stemmer for."""
        key = (language, word)
        if key not in self._seen:
            stemmer = self._stemmers.get(language)
            found = str(stemmer.stemWord(word)) if stemmer and word.isalpha() else word
            self._seen[key] = _single_vowel(found) if language == "nl" else found
        return self._seen[key]


def _single_vowel(stem: str) -> str:
    """Give open and closed syllables one spelling: `evalueer` and `evaluer` (from evalueren) become one stem.

    Only in long stems; in short ones the doubled vowel tells words apart (`maan`, `man`).
    """
    return _DOUBLE.sub(lambda found: found[1][0] + found[2], stem) if len(stem) >= _LONG else stem
