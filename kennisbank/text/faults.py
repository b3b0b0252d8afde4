"""What went wrong, in plain words for whoever is looking at a page. The error itself speaks to whoever runs things."""

from kennisbank.errors import KennisbankError
from kennisbank.text.catalogue import DEFAULT, known, say


def in_plain_words(error: KennisbankError, lang: str = DEFAULT) -> str:
    """Return what to say of `error`: the sentence of its kind, or of the nearest kind above it that has one."""
    kinds = (kind for kind in type(error).__mro__ if issubclass(kind, KennisbankError))
    return next(say(f"fault.{kind.slug}", lang) for kind in kinds if known(f"fault.{kind.slug}"))
