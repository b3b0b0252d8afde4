"""Pages and orders: whatever the order, every hit is on one page, and no page is too far away to ask for."""

from datetime import date

import pytest

from kennisbank.domain.kinds.lesson import Lesson
from kennisbank.errors import InvalidQuery
from kennisbank.search.query import parse
from tests.search.conftest import EVERYTHING, TODAY


def page(shelf, text="", *, limit=20, offset=0, sort=""):
    return shelf.index.search(parse(text, sort=sort), EVERYTHING, limit=limit, offset=offset, today=TODAY)


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest", "title"])
def test_every_hit_is_on_exactly_one_page(shelf, sort):
    made = shelf.lessons(*(f"Brief {number}" for number in range(430)))
    found = [
        hit.id
        for offset in range(0, 440, 37)
        for hit in page(shelf, "brief", limit=37, offset=offset, sort=sort)
    ]

    assert sorted(item.id for item in made) == sorted(found)


def test_the_orders_are_what_they_are_called(shelf):
    shelf.lessons("Bellen over een brief", "Archief van brieven", "Een klacht per brief")

    assert ["Bellen over een brief", "Archief van brieven", "Een klacht per brief"] == shelf.titles(
        "brief sorteer:oudste"
    )
    assert ["Een klacht per brief", "Archief van brieven", "Bellen over een brief"] == shelf.titles(
        "brief sorteer:nieuwste"
    )
    assert ["Archief van brieven", "Bellen over een brief", "Een klacht per brief"] == shelf.titles(
        "brief sorteer:titel"
    )


def test_without_words_the_newest_come_first(shelf):
    shelf.lessons("Een", "Twee", "Drie")

    assert ["Drie", "Twee", "Een"] == shelf.titles("")


@pytest.mark.parametrize("offset", [2, 10**6, 10**12, 10**30])
@pytest.mark.parametrize("sort", ["relevance", "newest"])
def test_a_page_beyond_the_last_hit_is_empty(shelf, offset, sort):
    shelf.lessons("Brief een", "Brief twee")
    found = page(shelf, "brief", offset=offset, sort=sort)

    assert (0, 2) == (len(found), found.total)


@pytest.mark.parametrize("limit", [2, 10**12, 10**30])
def test_more_hits_than_there_are_may_be_asked_for(shelf, limit):
    shelf.lessons("Brief een", "Brief twee")

    assert 2 == len(page(shelf, "brief", limit=limit)) == len(page(shelf, "", limit=limit))


@pytest.mark.parametrize("numbers", [{"limit": -1}, {"offset": -1}])
def test_a_page_that_cannot_be_is_refused(shelf, numbers):
    with pytest.raises(InvalidQuery, match="0 or more"):
        page(shelf, "brief", **numbers)


def test_a_page_of_no_hits_still_counts(shelf):
    shelf.lessons("Brief een", "Brief twee")
    found = page(shelf, "brief", limit=0)

    assert ((), 2, {"lesson": 2}) == (found.hits, found.total, dict(found.facets["kind"]))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("sinds:2025", ["Maart", "Mei"]),
        ("sinds:2025-04", ["Mei"]),
        ("tot:2025-03", ["Maart", "Vorig jaar"]),
        ("sinds:5-3-2025 tot:2025-03-05", ["Maart"]),
        ("sinds:2025 tot:2024", []),
        ("jaar:2024", ["Vorig jaar"]),
        ("jaar:2024,2025 -jaar:2024", ["Maart", "Mei"]),
    ],
)
def test_days_are_the_days_it_happened_both_ends_included(shelf, asked, found):
    days = {"Vorig jaar": date(2024, 12, 31), "Maart": date(2025, 3, 5), "Mei": date(2025, 5, 1)}
    shelf.put(*(Lesson(title=title, happened="x", occurred_on=day) for title, day in days.items()))

    assert found == sorted(shelf.titles(asked))
