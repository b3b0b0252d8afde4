"""The query language: phrases, without, fields; and whatever people type is read or refused with advice."""

import contextlib

import pytest
from hypothesis import example, given, settings, strategies as st

from kennisbank.domain.kinds.lesson import Lesson
from kennisbank.errors import InvalidQuery
from kennisbank.search.analyser import fold_words
from kennisbank.search.query import parse

TITLES = ("Goede overdracht van werk", "Overdracht ging goed", "Bellen voor de brief", "De brief per post")


@pytest.fixture
def filled(shelf):
    shelf.lessons(*TITLES)
    return shelf


def test_words_between_quotes_belong_together(filled):
    assert ["Goede overdracht van werk"] == filled.titles('"goede overdracht"')


def test_a_minus_leaves_out(filled):
    assert ["De brief per post"] == filled.titles("brief -bellen")


def test_a_minus_before_quotes_leaves_out_those_words_in_that_order(filled):
    assert ["Overdracht ging goed"] == filled.titles('overdracht -"goede overdracht"')


def test_a_minus_inside_a_word_joins(filled):
    assert {"Bellen voor de brief", "De brief per post"} == set(filled.titles("brief-post"))


def test_left_out_by_title_means_by_title_only(shelf):
    shelf.put(
        Lesson(title="Overdracht van werk", happened="Op vrijdag."),
        Lesson(title="Ander werk", happened="De overdracht was op vrijdag."),
    )

    assert ["Ander werk"] == shelf.titles("werk -titel:overdracht")
    assert ["Ander werk"] == shelf.titles('vrijdag -title:"de overdracht van werk"')
    assert [] == shelf.titles("werk -overdracht")


def test_a_field_may_be_named_in_either_language(filled):
    assert filled.titles("titel:post") == filled.titles("title:post") == ["De brief per post"]


def test_a_colon_after_a_word_that_is_no_field_is_just_a_colon(filled):
    assert "De brief per post" in filled.titles("let op: post")


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("status:gelezen", "Use one of"),
        ("sinds:2025-02-31", "2025-02-31"),
        ("jaar:twintig", "four digits"),
        ("x" * 3000, "2,000"),
    ],
    ids=["status", "day", "year", "length"],
)
def test_what_cannot_be_meant_is_explained(text, advice):
    with pytest.raises(InvalidQuery, match=advice):
        parse(text)


@settings(max_examples=300, deadline=None)
@example("Ꭰ brief")  # a letter whose folded form is its capital
@given(st.text(max_size=120))
def test_any_text_is_read_or_refused_as_a_question(text):
    with contextlib.suppress(InvalidQuery):
        asked = parse(text)
        assert all([word] == fold_words(word) for word in asked.words)


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet='ab":-( )*~^\\[]{}!&|/+é', max_size=40))
def test_the_engine_answers_whatever_was_read(tmp_path_factory, text):
    from tests.search.conftest import Shelf

    shelf = Shelf(tmp_path_factory.getbasetemp() / "fuzzed")
    if not shelf.index.at:
        shelf.lessons(*TITLES)
    try:
        found = shelf.find(text)
    except InvalidQuery:
        return
    assert len(found) <= found.total <= len(TITLES)
