"""Shelf: the collection with all that pages need to know about it, worked out once per build."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from kennisbank.domain.record import Record
from kennisbank.domain.revision import Revision
from kennisbank.publish.addresses import Addresses, place
from kennisbank.publish.analysis import fold
from kennisbank.publish.cards import Card, make_card
from kennisbank.publish.collection import Collection
from kennisbank.publish.related import Related
from kennisbank.publish.showing import gist
from kennisbank.publish.text_index import TextIndex

MAIN = "lesson"
"""The kind the site is about: what is new, the feeds and the freshness figures are about these."""
_EARLIEST = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """What is published and how it hangs together. `places` and `gists` go by record id, `cards` by language and id."""

    title: str
    addresses: Addresses
    collection: Collection
    index: TextIndex
    related: Related
    revisions: Mapping[str, Sequence[Revision]]
    today: date
    places: Mapping[str, str]
    gists: Mapping[str, str]
    cards: Mapping[str, Mapping[str, Card]]

    def shown(self, records: Iterable[Record], lang: str) -> tuple[Card, ...]:
        """Return the cards of `records` in interface language `lang`."""
        cards = self.cards[lang]
        return tuple(cards[record.id] for record in records)

    def newest(self, kind: str) -> tuple[Record, ...]:
        """Return the records of `kind`, last changed first."""
        return tuple(sorted(self.collection.of_kind(kind), key=_changed, reverse=True))

    def in_order(self, kind: str) -> tuple[Record, ...]:
        """Return the records of `kind` as a reader expects them: dated kinds newest first, others by title."""
        return in_order(self.collection.of_kind(kind))

    def linking(self, id: str) -> dict[tuple[str, str], tuple[Record, ...]]:
        """Return who refers to record `id`, by (relation, kind), each in the order a reader expects."""
        groups: dict[tuple[str, str], list[Record]] = defaultdict(list)
        for relation, record in self.collection.backlinks.get(id, ()):
            groups[relation, record.kind].append(record)
        return {key: in_order(records) for key, records in groups.items()}


def stock(  # noqa: PLR0913 - what pages need
    collection: Collection, index: TextIndex, *, revisions: Mapping[str, Sequence[Revision]], title: str,
    addresses: Addresses, today: date,
) -> Shelf:  # fmt: skip
    """Return the shelf of `collection`."""
    records = collection.records
    places = {id: place(record) for id, record in records.items()}
    gists = {id: gist(record) for id, record in records.items()}
    cards = {
        lang: {
            id: make_card(record, lang, place=places[id], gist=gists[id], today=today)
            for id, record in records.items()
        }
        for lang in addresses.languages
    }
    return Shelf(
        title=title, addresses=addresses, collection=collection, index=index, today=today, revisions=revisions,
        related=Related(index, collection), places=places, gists=gists, cards=cards,
    )  # fmt: skip


def in_order(records: Sequence[Record]) -> tuple[Record, ...]:
    """Return `records` of one kind in the order a reader expects: dated kinds newest first, others by title."""
    if records and records[0].dated_by:
        return tuple(sorted(records, key=lambda record: (_when(record), record.id), reverse=True))
    return tuple(sorted(records, key=lambda record: (fold(record.title), record.id)))


def _when(record: Record) -> date:
    return record.day() or (record.created or _EARLIEST).date()


def _changed(record: Record) -> tuple[datetime, str]:
    return record.modified or record.created or _EARLIEST, record.id
