"""A search index over a few records that a test names, without a bank."""

from datetime import UTC, date, datetime, timedelta

import pytest

from kennisbank.domain.ids import new_id
from kennisbank.domain.kinds.lesson import Lesson
from kennisbank.domain.policy import Passes, access
from kennisbank.search.index import Change, Index
from kennisbank.search.query import parse

START = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
EVERYTHING = Passes(frozenset(), everything=True)


def kept(record, *, number=0, made_by="anna"):
    """The record as a bank would keep it."""
    at = START + timedelta(minutes=number)
    id = record.id or new_id(at, randbits=lambda _: number)
    return record.but(id=id, made_by=made_by, created=at, modified=at, revision=1)


class Shelf:
    """An index that takes records in and answers questions."""

    def __init__(self, path):
        self.path = path
        self.index = Index.open(path)
        self.records = {}

    def put(self, *records):
        """Take records in and return them as kept."""
        made = [kept(item, number=len(self.records) + place) for place, item in enumerate(records)]
        self.follow(made)
        return made

    def follow(self, records):
        self.records.update({item.id: item for item in records})
        changes = [Change(id=item.id, record=item, access=access(item)) for item in records]
        self.index.follow(changes, at=self.index.at + len(changes))

    def lessons(self, *titles, **values):
        """Take in a lesson per title."""
        return self.put(*(Lesson(title=title, happened=title, **values) for title in titles))

    def find(self, text="", *, passes=EVERYTHING, today=TODAY, limit=20, explain=False, **filters):
        return self.index.search(parse(text, **filters), passes, today=today, limit=limit, explain=explain)

    def titles(self, text="", **options):
        return [hit.title for hit in self.find(text, **options)]


@pytest.fixture
def shelf(tmp_path):
    return Shelf(tmp_path / "index")
