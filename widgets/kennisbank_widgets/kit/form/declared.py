"""What a form shows, taken from the declaration of a kind: nothing is listed twice."""

from collections.abc import Mapping, Sequence
from typing import Any

from kennisbank.domain.registry import kind as kind_of
from kennisbank.domain.words import choice_word, help_text, label

MOST_OPTIONS = 80
_EDITABLE = ("line", "prose", "choice", "refs", "ref", "day", "number", "address")
Options = Mapping[str, Sequence[tuple[str, str]]]


def fields(kind: str, lang: str, *, options: Options, without: Sequence[str] = ()) -> list[dict[str, Any]]:
    """Return what the browser needs to draw each field: core fields first, the others fold out.

    `options` gives (id, title) pairs by kind of record, for references; a reference without options, or with more
    than fit in a list, is left out, as are the fields in `without`.
    """
    model = kind_of(kind)
    found = []
    for name, field in model.fields().items():
        if field.form not in _EDITABLE or field.step == "managed" or name in without:
            continue
        shown: dict[str, Any] = {
            "name": name,
            "label": label(kind, name, lang),
            "help": help_text(kind, name, lang),
            "form": field.form,
            "core": field.step == "core",
        }
        if field.form == "choice":
            words = model.choices(name) or ("nl", "en")
            shown["options"] = [[word, choice_word(name, word, lang) if word else "–"] for word in words]
        elif field.relation:
            pairs = [pair for target in field.targets for pair in options.get(target, ())]
            if not 0 < len(pairs) <= MOST_OPTIONS:
                continue
            shown["options"] = [list(pair) for pair in pairs]
        found.append(shown)
    return sorted(found, key=lambda item: not item["core"])


def texts(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return `values` as a browser's form holds them: texts, and lists of texts."""
    return {
        name: [str(item) for item in value]
        if isinstance(value, list | tuple)
        else ""
        if value is None
        else str(value)
        for name, value in values.items()
        if not isinstance(value, dict)
    }
