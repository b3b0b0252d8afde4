"""The names people use for fields and their values, in every language, and what they stand for in the index."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import get_args

from kennisbank.domain.record import Visibility
from kennisbank.domain.registry import kinds
from kennisbank.domain.words import choice_word
from kennisbank.search.analyser import fold
from kennisbank.text.catalogue import LANGUAGES, known, messages, say

_FIELD, _SORT = "search_index.field.", "search_index.sort."
CHOSEN = ("kind", "status", "confidence", "nature", "language", "visibility")
"""Fields whose values are a few fixed words."""


@cache
def fields() -> Mapping[str, str]:
    """Return the field that each name stands for: `{"onderwerp": "topic", "topic": "topic", …}`."""
    found: dict[str, str] = {}
    for key, words in messages().items():
        if key.startswith(_FIELD):
            field = key.removeprefix(_FIELD)
            found.update(dict.fromkeys((field, *" ".join(words.values()).split()), field))
    return found


@cache
def sorts() -> Mapping[str, str]:
    """Return the order that each name stands for."""
    return {
        name: key.removeprefix(_SORT)
        for key, words in messages().items()
        if key.startswith(_SORT)
        for name in (key.removeprefix(_SORT), *words.values())
    }


@cache
def values(field: str) -> Mapping[str, str]:
    """Return the value that each name of a `CHOSEN` field stands for, names folded: `{"geleerd": "learned", …}`."""
    found: dict[str, str] = {}
    for value in _choices(field):
        for name in (*_labels(field, value), value):
            found[fold(name)] = value
    return found


def _choices(field: str) -> tuple[str, ...]:
    if field == "kind":
        return tuple(kinds())
    if field == "visibility":
        return get_args(Visibility)
    if field == "language":
        return LANGUAGES
    listed = (
        value for model in kinds().values() if field in model.fields() for value in model.choices(field)
    )
    return tuple(dict.fromkeys(filter(None, listed)))


def _labels(field: str, value: str) -> Iterable[str]:
    if field == "kind":
        keys = (key for key in (f"kind.{value}", f"kinds.{value}") if known(key))
        return [say(key, language) for key in keys for language in LANGUAGES]
    return [choice_word(field, value, language) for language in LANGUAGES]


def value(field: str, name: str) -> str | None:
    """Return the value of `field` that `name` stands for: in full, or the beginning of just one; None for neither."""
    wanted = fold(name)
    listed = values(field)
    if wanted in listed:
        return listed[wanted]
    begun = {found for whole, found in listed.items() if len(wanted) > 2 and whole.startswith(wanted)}
    return begun.pop() if len(begun) == 1 else None
