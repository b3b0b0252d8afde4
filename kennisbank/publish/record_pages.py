"""The page of each record, the lists behind it, and the redirects of what was merged."""

from collections.abc import Iterator
from dataclasses import dataclass

from kennisbank.domain.record import Record
from kennisbank.publish.addresses import place_of, plural_folder
from kennisbank.publish.cards import Card, badges
from kennisbank.publish.feeds import ATOM
from kennisbank.publish.history import changes
from kennisbank.publish.linked_data import as_json_ld
from kennisbank.publish.listings import PER_PAGE, listing
from kennisbank.publish.render import Leaf
from kennisbank.publish.shelf import MAIN, Shelf
from kennisbank.publish.showing import capital, facts, reference, sections
from kennisbank.text.catalogue import known, say


@dataclass(frozen=True)
class Group:
    """The records that refer to this one in one way; `more` is the place of the whole list when it is cut short."""

    heading: str
    cards: tuple[Card, ...]
    total: int
    more: str


def record_leaves(record: Record, shelf: Shelf, languages: tuple[str, ...]) -> Iterator[Leaf]:
    """Yield the page of `record` in each language, and the lists that are too long for it."""
    written = sections(record, shelf.places)
    related = tuple(shelf.collection.records[id] for id in shelf.related.to(record))
    linking = shelf.linking(record.id)
    past = changes(shelf.revisions.get(record.id, ()))
    data = as_json_ld(record, shelf)
    for lang in languages:
        values = {
            "record": record, "badges": badges(record, lang, today=shelf.today), "sections": written,
            "facts": facts(record, shelf.collection, shelf.places, lang), "related": shelf.shown(related, lang),
            "team": reference(record.team, shelf.collection, shelf.places) if record.team else None,
            "groups": _groups(record, linking, shelf, lang), "changes": past,
            "feed": f"{shelf.places[record.id]}{ATOM}" if record.kind == "topic" and ("about", MAIN) in linking else "",
        }  # fmt: skip
        yield Leaf(
            file=f"{shelf.places[record.id]}index.html", lang=lang, template="record.html", heading=record.title,
            values=values, about=shelf.gists[record.id], data=data,
        )  # fmt: skip
        yield from _long_lists(record, linking, shelf, lang)


def group_heading(relation: str, kind: str, lang: str) -> str:
    """Return the heading over records of `kind` that refer by `relation`."""
    key = f"site.linking.{relation}.{kind}"
    if known(key):
        return say(key, lang)
    inverse = say(f"inverse.{relation}", lang)
    return say("site.linking.other", lang, inverse=capital(inverse), kinds=say(f"kinds.{kind}", lang))


Linking = dict[tuple[str, str], tuple[Record, ...]]


def _groups(record: Record, linking: Linking, shelf: Shelf, lang: str) -> tuple[Group, ...]:
    return tuple(
        Group(
            group_heading(relation, kind, lang), shelf.shown(records[:PER_PAGE], lang), len(records),
            _list_place(record, relation, kind, shelf) if len(records) > PER_PAGE else "",
        )
        for (relation, kind), records in linking.items()
    )  # fmt: skip


def _long_lists(record: Record, linking: Linking, shelf: Shelf, lang: str) -> Iterator[Leaf]:
    for (relation, kind), records in linking.items():
        if len(records) > PER_PAGE:
            yield from listing(
                records, shelf, lang, place=_list_place(record, relation, kind, shelf),
                heading=f"{record.title}: {group_heading(relation, kind, lang).lower()}",
                back=(record.title, shelf.places[record.id]),
            )  # fmt: skip


def _list_place(record: Record, relation: str, kind: str, shelf: Shelf) -> str:
    return f"{shelf.places[record.id]}{plural_folder(kind)}-{relation.replace('_', '-')}/"


def redirect_leaves(old: str, new: str, shelf: Shelf, languages: tuple[str, ...]) -> Iterator[Leaf]:
    """Yield the page that leads from the address of merged record `old` to that of `new`, in each language."""
    target = shelf.collection.records[new]
    for lang in languages:
        yield Leaf(
            file=f"{place_of(target.kind, old)}index.html", lang=lang, template="redirect.html", heading=target.title,
            values={"target": shelf.places[new], "record": target, "target_address": _whole(shelf, lang, new)},
        )  # fmt: skip


def _whole(shelf: Shelf, lang: str, id: str) -> str:
    """Return the whole address of record `id` in `lang`, or nothing when the site does not know where it stands."""
    addresses = shelf.addresses
    return addresses.absolute(addresses.tree(lang) + shelf.places[id]) if addresses.base_url else ""
