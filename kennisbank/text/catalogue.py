"""Looks a sentence up by its key and fills in its values.

Messages live in `messages/<area>.toml`, one table per key with every language side by side:

    [capture.title]
    nl = "Vastleggen"
    en = "Capture"
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("nl", "en")
DEFAULT = "nl"


def _flatten(table: Mapping[str, Any], *, prefix: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    if table and all(isinstance(value, str) for value in table.values()):
        yield prefix, dict(table)
        return
    for name, inner in table.items():
        yield from _flatten(inner, prefix=f"{prefix}.{name}" if prefix else name)


@cache
def messages() -> Mapping[str, dict[str, str]]:
    """Return every message by key: `{"capture.title": {"nl": …, "en": …}}`."""
    found: dict[str, dict[str, str]] = {}
    for source in sorted(files(__package__).joinpath("messages").iterdir(), key=lambda path: path.name):
        if source.name.endswith(".toml"):
            found.update(_flatten(tomllib.loads(source.read_text(encoding="utf-8"))))
    return found


def language(wanted: str) -> str:
    """Return `wanted` when we speak it, otherwise the default."""
    return wanted if wanted in LANGUAGES else DEFAULT


def say(key: str, lang: str = DEFAULT, /, **values: object) -> str:
    """Return the message `key` in `lang`, its `{names}` filled in from `values`.

    Raises KeyError for an unknown key: that is a mistake in the code, and a test finds it.
    """
    return messages()[key][language(lang)].format(**values)


def known(key: str) -> bool:
    """Say whether the catalogue has `key`."""
    return key in messages()
