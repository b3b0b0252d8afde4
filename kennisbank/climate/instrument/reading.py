"""A questionnaire as a YAML file, read strictly: what is wrong is said with its place in the file."""

import math
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from kennisbank.climate.instrument.model import LANGUAGES, Dimension, Instrument, Item, Texts
from kennisbank.errors import InvalidInput

_ID = re.compile(r"^[a-z][a-z0-9_]{0,39}$")
_VERSION = re.compile(r"^[0-9]{1,4}(\.[0-9]{1,4}){0,2}$")
_MOST = 1_000_000


def read_instrument(source: str | Path, *, name: str = "") -> Instrument:
    """Return the questionnaire in `source`: a path, or the text of the YAML itself. `name` is said in errors.

    Raises InvalidInput for what is no YAML, no UTF-8 or too large, for unknown and missing words, texts that miss a language, ids
    that are there twice, an item that is marked reversed twice, and a dimension of fewer than two items.
    """
    where = name or (str(source) if isinstance(source, Path) else "the text")
    return from_values(_load(_text(source, where), where), where)


def from_values(values: Any, where: str) -> Instrument:
    """Return the questionnaire in `values`, shaped as the YAML is; `where` is said in errors. Raises as `read_instrument`."""
    found = _Part(values, where)
    found.only("id", "version", "title", "scale", "reasons", "dimensions", "reversed")
    choices = {_value(key, found.at("scale")): found.at("scale").texts(key) for key in found.map("scale")}
    if len(choices) < 2:
        raise found.at("scale").wrong("A scale has at least two values")
    turned = _turned(found)
    dimensions = tuple(_dimension(part, turned) for part in found.parts("dimensions"))
    made = Instrument(
        id=found.id(), version=found.text("version", _VERSION, "a version, as '1' or '1.2'"), titles=found.texts("title"),
        choices=choices, whys={key: found.at("reasons").texts(key) for key in found.map("reasons", needed=False)},
        dimensions=dimensions,
    )  # fmt: skip
    _once([one.id for one in dimensions], "dimension", where)
    _once([item.id for item in made.items], "item", where)
    if unknown := sorted(set(turned) - {item.id for item in made.items}):
        raise InvalidInput(
            f"{unknown[0]!r} is marked as reversed and is no item.", where=where, mend="Name an item."
        )
    return made


def write_instrument(instrument: Instrument) -> str:
    """Return the YAML of a questionnaire; reading it gives the same questionnaire."""
    made: dict[str, Any] = {
        "id": instrument.id, "version": instrument.version, "title": dict(instrument.titles),
        "scale": {value: dict(texts) for value, texts in instrument.choices.items()},
        "reasons": {code: dict(texts) for code, texts in instrument.whys.items()},
        "dimensions": [
            {
                "id": one.id, "title": dict(one.titles), "about": dict(one.abouts), "least": one.least,
                "items": [
                    {"id": item.id, **dict(item.texts), **({"reversed": True} if item.reversed else {})} for item in one.items
                ],
                "guide": {language: list(tips) for language, tips in one.guides.items()},
            }
            for one in instrument.dimensions
        ],
    }  # fmt: skip
    return yaml.safe_dump(made, allow_unicode=True, sort_keys=False, width=120)


def compare_instruments(older: Instrument, newer: Instrument) -> tuple[str, ...]:
    """Return the items that both have, after checking that these ask the same: another wording makes another item.

    Raises InvalidInput for an item with the same id and another wording or direction, another scale, or the same version.
    """
    if dict(older.choices) != dict(newer.choices):
        raise InvalidInput(
            "The scale changed, so answers cannot be compared.", mend="Give the questionnaire another id."
        )
    before = {item.id: item for item in older.items}
    for item in newer.items:
        if item.id in before and item != before[item.id]:
            how = (
                "counts in the other direction"
                if item.texts == before[item.id].texts
                else "is worded differently"
            )
            raise InvalidInput(
                f"The item {item.id!r} {how}.", where=item.id, mend="Give it a new id: it is a new item."
            )
    if (older.id, older.version) == (newer.id, newer.version) and older != newer:
        raise InvalidInput(
            "Two different questionnaires have the same version.", mend="Give the newer one another version."
        )
    return tuple(item.id for item in newer.items if item.id in before)


class _Loader(yaml.SafeLoader):
    """YAML in which 'no' is a word and '1.10' a version: only whole numbers, true, false and null are no text.

    A word that stands twice in a mapping is an error, where YAML keeps the last in silence.
    """

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002 - yaml calls it so
        keys: list[Any] = []
        for key, _ in node.value:
            name = self.construct_object(key, deep=True)
            if name in keys:
                raise yaml.MarkedYAMLError(problem=f"{name!r} stands here twice", problem_mark=key.start_mark)
            keys.append(name)
        return super().construct_mapping(node, deep)


_Loader.yaml_implicit_resolvers = {}
for _tag, _shape, _first in (
    ("bool", r"^(?:true|True|false|False)$", "tTfF"),
    ("int", r"^[-+]?(?:0|[1-9][0-9]*)$", "-+0123456789"),
    ("null", r"^(?:~|null|)$", ["~", "n", ""]),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_shape), list(_first))


class _Part:
    """A mapping of the file, and where it stands."""

    def __init__(self, values: Any, where: str) -> None:
        if not isinstance(values, dict):
            raise InvalidInput(
                "Here should be words with values.", where=where, mend="Write `word: value` on each line."
            )
        self.values, self.where = values, where

    def wrong(self, what: str, mend: str = "Correct the file.") -> InvalidInput:
        return InvalidInput(f"{what}.", where=self.where, mend=mend)

    def only(self, *known: str) -> None:
        if unknown := [key for key in self.values if key not in known]:
            raise self.wrong(f"The word {unknown[0]!r} is not known here", f"Known are: {', '.join(known)}.")

    def id(self) -> str:
        return self.text("id", _ID, "an id of small letters, digits and _")

    def text(self, key: str, shape: re.Pattern[str], told: str) -> str:
        value = str(self.values.get(key, ""))
        if not shape.match(value):
            raise self.wrong(f"{key!r} should be {told}, not {value[:40]!r}")
        return value

    def texts(self, key: Any) -> Texts:
        return _languages(self.values.get(key), f"{self.where} › {key}")

    def map(self, key: str, *, needed: bool = True) -> dict[Any, Any]:
        value = self.values.get(key, None if needed else {})
        if not isinstance(value, dict):
            raise self.wrong(f"{key!r} should be words with values")
        return value

    def at(self, key: str) -> "_Part":
        return _Part(self.values.get(key, {}), f"{self.where} › {key}")

    def parts(self, key: str) -> list["_Part"]:
        value = self.values.get(key)
        if not isinstance(value, list) or not value:
            raise self.wrong(f"{key!r} should be a list with at least one part")
        return [_Part(one, f"{self.where} › {key} {number}") for number, one in enumerate(value, 1)]


def _text(source: str | Path, where: str) -> str:
    if isinstance(source, str):
        return source
    try:
        return source.read_text("utf-8")
    except UnicodeDecodeError as wrong:
        raise InvalidInput("The file is not UTF-8.", where=where, mend="Save it as UTF-8.") from wrong
    except OSError as wrong:
        raise InvalidInput(
            f"The file cannot be read: {wrong.strerror}.", where=where, mend="Name a file that is there."
        ) from wrong


def _load(text: str, where: str) -> Any:
    if len(text) > _MOST:
        raise InvalidInput(
            "The file is larger than a questionnaire can be.", where=where, mend="Name another file."
        )
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506 - it is a SafeLoader
    except yaml.MarkedYAMLError as wrong:
        line = f" line {wrong.problem_mark.line + 1}" if wrong.problem_mark else ""
        raise InvalidInput(
            f"The YAML is wrong: {wrong.problem}.", where=f"{where}{line}", mend="Correct that line."
        ) from wrong
    except (yaml.YAMLError, ValueError) as wrong:
        raise InvalidInput("This is no YAML.", where=where, mend="Save it as YAML in UTF-8.") from wrong


def _value(key: Any, part: _Part) -> int:
    if isinstance(key, bool) or not isinstance(key, int) or not 0 <= key < 1000:
        raise part.wrong(f"A value of the scale is a whole number, not {str(key)[:40]!r}")
    return key


def _languages(value: Any, where: str) -> dict[str, str]:
    found = value if isinstance(value, dict) else {}
    if missing := [language for language in LANGUAGES if not str(found.get(language) or "").strip()]:
        raise InvalidInput(
            f"The text in {missing[0]!r} is missing.", where=where, mend=f"Write `{missing[0]}: …`."
        )
    return {language: str(found[language]).strip() for language in LANGUAGES}


def _turned(found: _Part) -> dict[str, int]:
    """Return the items that the list `reversed` at the top marks: some questionnaires say it there."""
    named = found.values.get("reversed") or []
    if not isinstance(named, list):
        raise found.wrong("'reversed' should be a list of items")
    _once([str(one) for one in named], "reversed item", found.where)
    return {str(one): 1 for one in named}


def _dimension(part: _Part, turned: Mapping[str, int]) -> Dimension:
    part.only("id", "title", "about", "least", "items", "guide")
    items = tuple(_item(one, turned) for one in part.parts("items"))
    if len(items) < 2:
        raise part.wrong("A dimension has at least two items")
    least = part.values.get("least", math.ceil(len(items) / 2))
    if isinstance(least, bool) or not isinstance(least, int) or not 1 <= least <= len(items):
        raise part.wrong(f"'least' lies between 1 and the {len(items)} items, not at {str(least)[:40]!r}")
    told = part.map("guide", needed=False)
    guide = {
        language: tuple(str(tip).strip() for tip in told.get(language) or ())
        for language in LANGUAGES
        if told
    }
    return Dimension(part.id(), part.texts("title"), part.texts("about"), items, guide, least)


def _item(part: _Part, turned: Mapping[str, int]) -> Item:
    part.only("id", *LANGUAGES, "reversed")
    marked = part.values.get("reversed", False)
    if not isinstance(marked, bool):
        raise part.wrong("'reversed' is true or false")
    id = part.id()
    if marked and id in turned:
        raise part.wrong(f"The item {id!r} is marked as reversed twice", "Mark it once.")
    return Item(id, _languages(part.values, part.where), reversed=marked or id in turned)


def _once(names: list[str], what: str, where: str) -> None:
    if doubled := sorted({name for name in names if names.count(name) > 1}):
        raise InvalidInput(
            f"The {what} {doubled[0]!r} is there twice.",
            where=where,
            mend="Give each an id of its own, once.",
        )
