"""Other names: a question that holds a name from the vocabulary also finds what goes by its other names."""

import pytest

from kennisbank.domain.kinds.lesson import Lesson
from kennisbank.domain.kinds.topic import Topic
from kennisbank.domain.policy import Actor, passes

LEA = passes(Actor(name="lea", role="reader"))


def lesson(happened, **values):
    return Lesson(title="Wat ons overkwam", happened=happened, **values)


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("bijeenkomst", "Het overleg liep uit."),
        ("overleg", "De bijeenkomst liep uit."),
        ("vergaderingen", "De bijeenkomst liep uit."),
        ("overdracht van kennis", "Het overleg liep uit."),
        ("goede overdracht van kennis regelen", "De bijeenkomst liep uit."),
        ("overleg", "De overdracht van alle kennis liep uit."),
    ],
    ids=["other", "back", "preferred", "several words", "inside a sentence", "to several words"],
)
def test_each_name_finds_the_other_names(shelf, asked, written):
    shelf.put(Topic(title="Vergaderingen", alternatives=("overleg", "bijeenkomst", "overdracht van kennis")))
    [wanted, _] = shelf.put(lesson(written), lesson("De printer was stuk."))

    assert [wanted.id] == [hit.id for hit in shelf.find(asked, kind="lesson")]


def test_the_word_itself_stands_above_its_other_name(shelf):
    shelf.put(Topic(title="Vergaderingen", alternatives=("overleg",)))
    [other, same] = shelf.put(lesson("De vergadering liep uit."), lesson("Het overleg liep uit."))

    assert [same.id, other.id] == [hit.id for hit in shelf.find("overleg", kind="lesson")]


def test_a_topic_may_be_named_by_any_of_its_names_in_a_filter(shelf):
    [meetings] = shelf.put(Topic(title="Vergaderingen", alternatives=("overleg",)))
    [about, _] = shelf.put(lesson("In een kring.", topics=(meetings.id,)), lesson("Het overleg."))

    for name in ("Vergaderingen", "vergadering", "overleg", meetings.id):
        assert [about.id] == [hit.id for hit in shelf.find(topic=name)]


def test_a_topic_named_exactly_goes_before_topics_with_the_word_in_their_name(shelf):
    [letters, other] = shelf.put(Topic(title="Brieven"), Topic(title="Brieven over bezwaar"))
    [about, more] = shelf.put(lesson("Een.", topics=(letters.id,)), lesson("Twee.", topics=(other.id,)))

    assert [about.id] == [hit.id for hit in shelf.find(topic="brieven")]
    assert [more.id] == [hit.id for hit in shelf.find(topic="over bezwaar")]


def test_a_name_that_nothing_goes_by_finds_nothing(shelf):
    shelf.put(lesson("Het overleg liep uit."))

    assert [] == shelf.titles("overleg", topic="bestaat niet")


def test_the_names_of_a_topic_that_one_may_not_read_are_not_used(shelf):
    shelf.put(Topic(title="Project Zwaluw", alternatives=("ontslagronde",), visibility="private"))
    [wanted] = shelf.put(lesson("Er komt een ontslagronde."))

    assert [wanted.id] == [hit.id for hit in shelf.find("project zwaluw", kind="lesson")]
    assert 0 == shelf.find("project zwaluw", passes=LEA).total
    assert 0 == shelf.find("", topic="Project Zwaluw", passes=LEA).total
