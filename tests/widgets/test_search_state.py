"""The search page without a browser: a question, filters, an address, and an open record."""

import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given, strategies as st
from kennisbank_widgets.kit.record.reading import freshness
from kennisbank_widgets.search.state import FACETS, PAGE, SORTS, SearchState

from kennisbank.domain.kinds.application import Application
from kennisbank.domain.kinds.lesson import Lesson
from kennisbank.domain.kinds.reflection import Reflection
from kennisbank.domain.policy import ANONYMOUS, Actor
from tests.widgets.shelves import TODAY, Shelves, as_id, hit

LESSON = Lesson(id=as_id("eerst"), title="Bel eerst", learned="Bel voor je schrijft.", made_by="ann")


def _state(**shelves) -> SearchState:
    return SearchState(Shelves(**{"held": (LESSON,), "hits": (hit("eerst"),), **shelves}))


def test_asking_gives_hits_and_says_how_many():
    state = _state()

    state.ask("bellen")

    assert [as_id("eerst")] == [found.id for found in state.hits]
    assert "1 gevonden" == state.message
    assert ("bellen", True) == (state.library.searches[-1][0], state.library.searches[-1][1]["log"])


def test_a_question_that_cannot_be_read_gives_a_message_and_no_hits():
    state = _state()
    state.ask("bellen")

    state.ask("bad:")

    assert () == state.hits
    assert state.message.startswith("Deze zoekvraag is niet te begrijpen.")


def test_a_filter_is_passed_on_and_can_be_let_go():
    state = _state()
    state.ask("bellen")

    state.narrow("status", "learned")
    assert "learned" == state.library.searches[-1][1]["status"]

    state.narrow("status", "")
    assert "status" not in state.library.searches[-1][1]


def test_a_year_becomes_its_first_and_last_day():
    state = _state()

    state.narrow("year", "2025")

    asked = state.library.searches[-1][1]
    assert (date(2025, 1, 1), date(2025, 12, 31)) == (asked["since"], asked["until"])
    assert "year" not in asked


def test_only_asking_is_kept_as_a_question_filtering_and_paging_are_not():
    state = _state(hits=tuple(hit(f"h{number}") for number in range(50)))
    state.ask("bellen")

    state.narrow("kind", "lesson")
    state.turn(2)
    state.order("newest")

    assert [True, False, False, False] == [asked["log"] for _, asked in state.library.searches]


def test_paging_stays_between_the_first_and_the_last_page():
    state = _state(hits=tuple(hit(f"h{number}") for number in range(50)))
    state.ask("bellen")

    state.turn(99)
    assert (3, 40) == (state.page, state.library.searches[-1][1]["offset"])

    state.turn(-1)
    assert 1 == state.page


def test_a_new_question_starts_on_the_first_page_and_keeps_the_filters():
    state = _state(hits=tuple(hit(f"h{number}") for number in range(50)))
    state.visit({"q": "bellen", "topic": "t", "page": "2"})

    state.ask("schrijven")

    assert {"q": "schrijven", "topic": "t"} == state.address


def test_everything_that_is_chosen_stands_in_the_address_and_comes_back_from_it():
    address = {
        "q": "bellen",
        "kind": "lesson",
        "year": "2025",
        "sort": "newest",
        "page": "2",
        "id": as_id("eerst"),
    }
    state = _state(hits=tuple(hit(f"h{number}") for number in range(50)))

    state.visit(address)

    assert address == state.address


_WORDS = st.text(max_size=12)


@given(address=st.dictionaries(st.sampled_from(["q", *FACETS, "sort", "page", "id", "other"]), _WORDS))
def test_any_address_can_be_visited_and_visiting_its_own_address_changes_nothing(address):
    state = _state()

    state.visit(address)
    first = dict(state.address)
    state.visit(first)

    assert first == state.address
    assert state.sort in SORTS
    assert set(state.address) <= {"q", *FACETS, "sort", "page", "id"}


def test_opening_a_hit_shows_it_whole_and_counts_as_a_click():
    state = _state()
    state.ask("bellen")

    state.open(as_id("eerst"))

    assert LESSON == state.record.reading.record
    assert [state.library.clicks[0]] == state.library.clicks
    assert as_id("eerst") == state.address["id"]


def test_opening_what_was_not_found_is_no_click():
    state = _state()
    state.ask("bellen")

    state.open(as_id("ander"))

    assert [] == state.library.clicks
    assert state.record.reading is None
    assert state.record.message


def test_what_one_may_not_read_looks_like_what_is_not_there():
    private = Lesson(id=as_id("gehem"), title="Geheim", visibility="private", made_by="ben")
    state = _state(held=(LESSON, private))

    state.visit({"id": private.id})
    hidden = state.record.message
    state.visit({"id": as_id("nergens")})

    assert state.record.reading is None
    assert hidden == state.record.message


def test_a_topic_that_one_may_not_read_has_no_name_in_the_facets():
    state = _state(facets={"topic": {as_id("eerst"): 3, as_id("gehem"): 1}})

    state.ask("bellen")

    assert {as_id("eerst"): "Bel eerst"} == state.titles


def test_asking_anew_puts_an_open_record_away():
    state = _state()
    state.visit({"q": "bellen", "id": as_id("eerst")})

    state.ask("schrijven")

    assert "" == state.record.id
    assert state.record.reading is None


def test_an_application_is_kept_with_the_lesson_and_who_applied_it():
    state = _state()
    state.open(as_id("eerst"))

    done = state.record.apply(title="Zaak 12", on=TODAY, outcome="helped", came_of_it="Minder bezwaar.")

    assert done
    assert [
        Application(
            title="Zaak 12", lessons=(as_id("eerst"),), people=(as_id("ann"),), applied_on=TODAY, outcome="helped",
            what_came_of_it="Minder bezwaar.",
        )
    ] == state.library.kept  # fmt: skip
    assert "toegepast" in state.record.message


def test_an_application_without_a_place_is_refused_and_nothing_is_kept():
    state = _state()
    state.open(as_id("eerst"))

    assert not state.record.apply(title=" ", on=None, outcome="", came_of_it="")
    assert [] == state.library.kept
    assert "velden" in state.record.message
    assert "(Bij welke opdracht?" in state.record.message


def test_a_reflection_takes_its_first_line_for_a_title():
    state = _state()
    state.open(as_id("eerst"))

    state.record.reflect(text="\nGoed idee.\nMaar bel op tijd.", next_time="Ik bel eerder.")

    kept = state.library.kept[0]
    assert isinstance(kept, Reflection)
    assert ("Goed idee.", (as_id("eerst"),)) == (kept.title, kept.about)


def test_reviewing_and_moving_are_done_in_the_name_of_the_reader():
    state = _state()
    state.open(as_id("eerst"))

    state.record.review(confidence="verified", until=None, note="klopt")
    state.record.move("submitted", reason="")

    assert [
        ("review", as_id("eerst"), {"confidence": "verified", "until": None, "note": "klopt"}),
        ("move", as_id("eerst"), "submitted", ""),
    ] == state.library.kept


@pytest.mark.parametrize(
    "actor, rights",
    [
        (Actor(name="ann", role="member"), (True, True, False)),
        (Actor(name="ben", role="member"), (True, False, False)),
        (Actor(name="cas", role="editor"), (True, True, True)),
        (Actor(name="daan", role="reader"), (False, False, False)),
    ],
)
def test_a_reader_is_offered_only_what_they_may_do(actor, rights):
    state = _state(actor=actor)

    state.open(as_id("eerst"))

    reading = state.record.reading
    assert rights == (reading.may_add, reading.may_edit, reading.may_review)


def test_somebody_not_signed_in_sees_nothing_of_the_organisation():
    state = _state(actor=ANONYMOUS)

    state.open(as_id("eerst"))

    assert state.record.reading is None


@pytest.mark.parametrize(
    "until, expected",
    [
        (None, "unreviewed"),
        (date(2026, 2, 28), "stale"),
        (TODAY, "soon"),
        (date(2026, 3, 31), "soon"),
        (date(2026, 4, 1), "fresh"),
    ],
)
def test_freshness_follows_the_review_day_only(until, expected):
    assert expected == freshness(LESSON.but(review_until=until), today=TODAY)


@pytest.mark.parametrize("page", ["start", "search", "network"])
def test_loading_what_a_page_knows_loads_no_widgets(page):
    program = (
        f"import sys, kennisbank_widgets.{page}.state;"
        "print([name for name in ('ipywidgets', 'anywidget', 'IPython') if name in sys.modules])"
    )

    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert "[]" == said.stdout.strip()


def test_a_page_of_hits_is_as_long_as_it_says():
    state = _state(hits=tuple(hit(f"h{number}") for number in range(50)))

    state.ask("bellen")

    assert PAGE == len(state.hits)
    assert 3 == state.pages
