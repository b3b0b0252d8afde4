"""What a page shows of a record, read off the declarations of its fields: sections of prose and a list of facts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from kennisbank.domain.fields import Field, Link
from kennisbank.domain.record import Record
from kennisbank.domain.words import label, shown
from kennisbank.publish import prose
from kennisbank.publish.collection import Collection

APART = frozenset(
    {"title", "status", "confidence", "review_until", "visibility", "language", "replaced_by", "related"}
)
"""Fields with a place of their own on the page: heading, badges, or the list of related records."""

KEY_WEIGHT = 2.0
"""Prose that weighs this much in search is what the record is really about; it stands out on the page."""


@dataclass(frozen=True)
class Section:
    """A heading (in `lang` words chosen later, from field `name`) over prose; `key` marks the heart of the record."""

    name: str
    html: str
    key: bool


@dataclass(frozen=True)
class Item:
    """One value of a fact: text, where it leads (relative to the language tree, or a whole address), its language."""

    text: str
    place: str = ""
    address: str = ""
    lang: str = ""


@dataclass(frozen=True)
class Fact:
    """A label with its values."""

    label: str
    items: tuple[Item, ...]


def sections(record: Record, places: Mapping[str, str]) -> tuple[Section, ...]:
    """Return the filled prose of `record` in the order of its fields; the same in every interface language."""
    return tuple(
        Section(name, prose.html(text, places), key)
        for name, key in _proses(type(record))
        if (text := getattr(record, name))
    )


def facts(record: Record, collection: Collection, places: Mapping[str, str], lang: str) -> tuple[Fact, ...]:
    """Return every other filled field of `record` as label and values, in the order of its fields."""
    return tuple(
        Fact(label(record.kind, name, lang), items)
        for name, field in _plain_fields(type(record))
        if (items := tuple(_items(record, name, field, collection, places, lang)))
    )


def gist(record: Record, *, limit: int = 180) -> str:
    """Return the beginning of what weighs most in `record`, as plain text; empty when it has no prose."""
    for name in _by_weight(type(record)):
        if text := getattr(record, name):
            return prose.excerpt(text, limit=limit)
    return ""


@cache
def _proses(kind: type[Record]) -> tuple[tuple[str, bool], ...]:
    return tuple(
        (name, field.weight >= KEY_WEIGHT) for name, field in kind.fields().items() if field.form == "prose"
    )


@cache
def _by_weight(kind: type[Record]) -> tuple[str, ...]:
    weights = {name: field.weight for name, field in kind.fields().items() if field.form == "prose"}
    return tuple(sorted(weights, key=lambda name: -weights[name]))


@cache
def _plain_fields(kind: type[Record]) -> tuple[tuple[str, Field], ...]:
    return tuple(
        (name, field)
        for name, field in kind.fields().items()
        if field.form not in ("prose", "hidden") and name not in APART
    )


def _items(  # noqa: PLR0913 - a value needs its record, its field and its surroundings
    record: Record, name: str, field: Field, collection: Collection, places: Mapping[str, str], lang: str
) -> Iterator[Item]:
    value: Any = getattr(record, name)
    if value is None or value is False or value in ("", ()):
        return
    if field.relation:
        for item in (value,) if isinstance(value, str) else value:
            yield reference(item.to if isinstance(item, Link) else item, collection, places)
    elif field.form == "address":
        yield _address(value)
    elif field.form == "words":
        yield from (Item(word, lang=record.language) for word in value)
    elif field.form == "line":
        yield _address(value) if name == "doi" else Item(value, lang=record.language)
    elif field.form == "number":
        yield Item(f"{value:g}".replace(".", "," if lang == "nl" else "."))
    else:
        yield Item(capital(shown(record, name, lang)))


def capital(text: str) -> str:
    """Return `text` with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def reference(id: str, collection: Collection, places: Mapping[str, str]) -> Item:
    """Return the record `id` of the collection as a value that leads to its page."""
    target = collection.records[id]
    return Item(target.title, place=places[id], lang=target.language)


def _address(value: str) -> Item:
    bare = value.strip().removeprefix("doi:").strip()
    address = f"https://doi.org/{bare}" if bare.startswith("10.") else bare
    try:
        parts = urlsplit(address)
    except ValueError:
        return Item(value)
    return (
        Item(bare.removeprefix("https://"), address=address)
        if parts.scheme in ("http", "https")
        else Item(value)
    )
