"""Counts per field and the piece of text that is shown: they agree with the hits, and marks are right."""

import pytest
from hypothesis import given, settings, strategies as st

from kennisbank.domain.kinds.lesson import Lesson
from kennisbank.domain.kinds.topic import Topic
from kennisbank.search.analyser import Stems
from kennisbank.search.snippets import Marks, snippet


def test_counts_are_those_of_all_matches_not_of_the_page(shelf):
    shelf.lessons(*(f"Brief {number}" for number in range(30)))
    shelf.lessons("Brief die goed ging", nature="success")
    found = shelf.find("brief", limit=5)

    assert (5, 31) == (len(found), found.total)
    assert {"lesson": 31} == dict(found.facets["kind"])
    assert {"success": 1} == dict(found.facets["nature"])


def test_a_filter_narrows_hits_and_counts_alike(shelf):
    [letters] = shelf.put(Topic(title="Brieven"))
    shelf.lessons("Over brieven één", "Over brieven twee", topics=(letters.id,))
    shelf.lessons("Over brieven drie")
    found = shelf.find("brieven", topic="Brieven", kind="lesson")

    assert 2 == found.total == len(found) == found.facets["topic"][letters.id]


def test_the_words_found_are_marked_as_they_were_written(shelf):
    shelf.put(
        Lesson(title="Overleg", happened="Na afloop is de vergadering geëvalueerd met iedereen die er was.")
    )
    [hit] = shelf.find("vergaderingen evalueren")

    assert ["vergadering", "geëvalueerd"] == [text for text, marked in hit.snippet if marked]


def test_a_word_with_an_apostrophe_is_marked_whole(shelf):
    shelf.put(Lesson(title="Beeld", happened="Alle foto's zijn gemaakt voor de opening."))
    [hit] = shelf.find("foto")

    assert ["foto's"] == [text for text, marked in hit.snippet if marked]


def test_a_word_broken_by_soft_hyphens_is_found_and_marked_whole(shelf):
    shelf.put(Lesson(title="Verslag", happened="De verga\u00adde\u00adring liep uit."))
    [hit] = shelf.find("vergaderingen")

    assert ["verga\u00adde\u00adring"] == [text for text, marked in hit.snippet if marked]


def test_a_compound_is_marked_for_its_part(shelf):
    shelf.put(
        Lesson(title="Werk", happened="De subsidieaanvraag bleef een week liggen."),
        Lesson(title="Een aanvraag"),
    )

    marked = [text for hit in shelf.find("subsidie aanvraag") for text, is_marked in hit.snippet if is_marked]

    assert "subsidieaanvraag" in marked


def test_markup_in_a_text_comes_out_as_text(shelf):
    shelf.put(Lesson(title="Gevaar", happened="<script>alert('brief')</script> in een brief"))
    [hit] = shelf.find("brief")

    assert "<script>" in "".join(text for text, _ in hit.snippet)


@settings(max_examples=60, deadline=None)
@given(
    words=st.lists(
        st.sampled_from(
            ["brief", "Æther", "ﬁets", "foto's", "één", "ß", "\u0130stanbul", "bellen", "—", "\n"]
        ),
        min_size=1,
        max_size=120,
    )
)
def test_a_snippet_is_a_piece_of_the_text_and_nothing_else(tmp_path_factory, words):
    text = " ".join(words)
    marks = Marks(Stems("nl"), wanted=frozenset({"brief", "fiet"}), words=frozenset({"een"}))
    segments, _ = snippet({"kind": "lesson", "title": "x", "happened": text}, marks)
    shown = "".join(piece for piece, _ in segments).removeprefix("… ").removesuffix(" …")

    assert shown in text
    assert all(piece for piece, _ in segments)


@settings(max_examples=150, deadline=None)
@given(
    words=st.lists(
        st.sampled_from(
            ["brief", "Brieven", "cafe\u0301", "straße", "ﬁets", "foto's", "één", "re\u00adde", "(", "İ"]
        ),
        max_size=25,
    )
)
def test_exactly_the_words_asked_for_are_marked_whatever_stands_around_them(words):
    marks = Marks(Stems("nl"), wanted=frozenset({"brief"}), words=frozenset())
    segments, matched = snippet({"kind": "lesson", "title": "x", "happened": " ".join(words)}, marks)
    shown = "".join(text for text, _ in segments).split()
    wanted = [word for word in shown if word in ("brief", "Brieven")]

    assert wanted == [text for text, marked in segments if marked]
    assert set(wanted) == set(matched)


@pytest.mark.parametrize("text", ["", "x" * 100_000, "brief " * 5_000])
def test_empty_and_huge_texts_are_shown_short(shelf, text):
    shelf.put(Lesson(title="Een brief", happened=text))
    [hit] = shelf.find("brief")

    assert sum(len(piece) for piece, _ in hit.snippet) < 300
