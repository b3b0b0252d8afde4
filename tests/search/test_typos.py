"""A word that the bank does not have is taken for the nearest one that it has, and that is said."""

import pytest

from kennisbank.domain.policy import Actor, Passes, passes


def test_a_typing_error_finds_what_was_meant_and_says_so(shelf):
    shelf.lessons("Kennisoverdracht lukt in tweetallen", "Iets anders")
    found = shelf.find("kennisoverdragt")

    assert ["Kennisoverdracht lukt in tweetallen"] == [hit.title for hit in found]
    assert "kennisoverdracht" == found.suggestion.lower()


def test_a_word_that_the_bank_has_is_never_replaced(shelf):
    shelf.lessons("De brand in het archief", "De brug is open")
    found = shelf.find("brand")

    assert ["De brand in het archief"] == [hit.title for hit in found]
    assert "" == found.suggestion


def test_a_suggestion_never_comes_from_what_somebody_may_not_read(shelf):
    shelf.lessons("Reorganisatieplannen", visibility="private")
    found = shelf.find("reorganisatieplanen", passes=Passes(frozenset({"organisation", "public"})))

    assert (0, "") == (found.total, found.suggestion)


def test_nonsense_finds_nothing(shelf):
    shelf.lessons("Kennisoverdracht lukt in tweetallen")

    assert [] == shelf.titles("xqzvbnk")


def test_the_rest_of_the_question_and_the_accents_stay_as_they_were(shelf):
    shelf.lessons("Een geëvalueerde bijeenkomst")

    assert 'titel:"een" geëvalueerde -Brief' == shelf.find('titel:"een" geevaleerde -Brief').suggestion


@pytest.mark.parametrize(("typed", "meant"), [("brnad", "brand"), ("abc", ""), ("xrand", "brand")])
def test_a_swap_counts_once_and_short_words_are_left_alone(shelf, typed, meant):
    shelf.lessons("De brand in het archief", "Het abd")

    assert meant == shelf.find(typed).suggestion


def test_a_word_of_a_record_that_was_closed_is_no_longer_suggested(shelf):
    [plans, *_] = shelf.lessons("Reorganisatieplannen liggen klaar", "Iets anders", "Nog iets")
    reader = passes(Actor(name="lea", role="reader"))

    assert "reorganisatieplannen" == shelf.find("reorganisatieplanen", passes=reader).suggestion
    shelf.follow([plans.but(visibility="private")])
    assert (0, "") == (
        shelf.find("reorganisatieplanen", passes=reader).total,
        shelf.find("reorganisatieplanen", passes=reader).suggestion,
    )


def test_a_word_that_was_taken_out_is_suggested_to_nobody(shelf):
    [named, *_] = shelf.lessons("Mevrouw Jansen was boos", "Iets anders", "Nog iets")
    shelf.follow([named.but(title="Iemand was boos", happened="Iemand was boos")])

    assert (0, "") == (shelf.find("Jansenn").total, shelf.find("Jansenn").suggestion)
