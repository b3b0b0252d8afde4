"""What raises and lowers a hit besides its text, and that it can be explained."""

import math
from datetime import date

import pytest

from kennisbank.domain.kinds.lesson import Lesson
from kennisbank.domain.kinds.topic import Topic


def lesson(title, **values):
    return Lesson(title=title, happened="Wij belden over de brief.", **values)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"confidence": "verified"}, {"confidence": "unverified"}),
        ({"confidence": "unverified"}, {"confidence": "contested"}),
        ({"status": "learned"}, {"status": "rejected"}),
        ({"review_until": date(2027, 1, 1)}, {"review_until": date(2024, 1, 1)}),
    ],
    ids=["verified", "not contested", "not rejected", "fresh"],
)
def test_of_two_that_match_alike_the_more_trusted_comes_first(shelf, better, worse):
    # The better one is the older: of two that are equal the newest comes first.
    shelf.put(lesson("Bellen over een brief", **better), lesson("Bellen over een brief", **worse))

    first = next(iter(shelf.find("bellen brief")))

    assert {name: getattr(first.record, name) for name in better} == better


def test_trust_does_not_lift_a_poor_match_over_a_good_one(shelf):
    shelf.put(
        Lesson(
            title="De brief en de telefoon: eerst bellen", happened="Eerst bellen.", confidence="contested"
        ),
        Lesson(title="Vergaderen", happened="Iemand las een brief voor.", confidence="verified"),
    )

    assert "De brief en de telefoon: eerst bellen" == shelf.titles("bellen brief telefoon")[0]


def test_the_score_is_the_product_of_what_explains_it(shelf):
    shelf.put(lesson("Bellen", confidence="verified", review_until=date(2025, 9, 1)))
    [hit] = shelf.find("bellen", explain=True)

    assert math.isclose(hit.score, math.prod(factor for _, factor in hit.why))
    assert {"text", "confidence.verified", "overdue"} <= {name for name, _ in hit.why}
    assert "bellen" in hit.explained("nl").lower()
    assert hit.explained("nl") != hit.explained("en")


def test_a_synonym_from_the_vocabulary_finds_the_topic_and_its_lessons(shelf):
    [meetings] = shelf.put(Topic(title="Vergaderingen", alternatives=("overleg", "bijeenkomst")))
    shelf.put(Lesson(title="Korter zitten", happened="Elk overleg duurt een half uur."))
    shelf.put(Lesson(title="Anders zitten", happened="In een kring.", topics=(meetings.id,)))

    assert {"Vergaderingen", "Korter zitten", "Anders zitten"} == set(shelf.titles("bijeenkomst"))
