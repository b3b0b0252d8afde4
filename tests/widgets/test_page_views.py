"""The parts of the pages: what they draw, what they escape, and what they do when somebody does something."""

import re

import pytest
from kennisbank_widgets.network.state import NetworkState
from kennisbank_widgets.network.view import NetworkPage
from kennisbank_widgets.search.state import SearchState
from kennisbank_widgets.search.view import SearchPage
from kennisbank_widgets.start.state import StartState
from kennisbank_widgets.start.view import StartPage

from kennisbank.domain.kinds.action import Action
from kennisbank.domain.kinds.lesson import Lesson
from kennisbank.domain.kinds.person import Person
from kennisbank.domain.kinds.topic import Topic
from kennisbank.domain.policy import ANONYMOUS, Actor
from tests.widgets.shelves import Shelves, as_id, hit

NASTY = '<script>alert("x")</script>&"\''
LESSON = Lesson(
    id=as_id("eerst"),
    title="Bel eerst",
    happened="**Vet** <b>niet</b>",
    topics=(as_id("kern"),),
    authors=(as_id("ann"),),
)
HELD = (
    LESSON,
    Topic(id=as_id("kern"), title="Kern"),
    Person(id=as_id("ann"), title="Ann", knows=(as_id("kern"),)),
)


def _search(**shelves) -> SearchPage:
    return SearchPage(SearchState(Shelves(**{"held": HELD, "hits": (hit("eerst"),), **shelves})))


def _network(**shelves) -> NetworkPage:
    page = NetworkPage(NetworkState(Shelves(**{"held": HELD, **shelves})))
    page.address.arrived = " "
    return page


def test_what_is_typed_becomes_hits_on_the_page_and_the_question_in_the_address():
    page = _search()

    page.search_box.do({"do": "ask", "values": {"q": "bellen"}})

    assert f'data-open="{as_id("eerst")}"' in page.results.html
    assert "?q=bellen" == page.address.address


def test_arriving_at_an_address_brings_the_page_to_it():
    page = _search(facets={"kind": {"lesson": 1}})

    page.address.arrived = "?q=bellen&kind=lesson "

    assert 'value="bellen"' in page.search_box.html
    assert 'aria-pressed="true"' in page.filters.html
    assert "?q=bellen&kind=lesson" == page.address.address


def test_opening_shows_the_record_in_place_of_the_results_and_closing_brings_them_back():
    page = _search()
    page.search_box.do({"do": "ask", "values": {"q": "bellen"}})

    page.results.do({"do": "open", "value": as_id("eerst")})
    assert "Bel eerst" in page.record.html
    assert "" == page.results.html

    page.record.do({"do": "close"})
    assert "" == page.record.html
    assert "Bel eerst" not in page.record.html
    assert "eerst" in page.results.html


def test_a_record_shows_its_fields_references_and_what_refers_to_it():
    page = _search(held=(*HELD, Action(id=as_id("daad"), title="Doe het", lessons=(LESSON.id,))))

    page.address.arrived = f"?id={LESSON.id} "

    shown = page.record.html
    assert "<strong>Vet</strong>" in shown
    assert "&lt;b&gt;niet&lt;/b&gt;" in shown
    assert 'data-open="0000000000000000000000kern">Kern</a>' in shown
    assert "Doe het" in shown
    assert "Leidt tot actie" in shown


def test_nothing_found_says_what_to_do_and_offers_what_may_have_been_meant():
    page = _search(hits=(), suggestion="kennisoverdracht")

    page.search_box.do({"do": "ask", "values": {"q": "kennisoverdragt"}})

    assert "Niets gevonden" in page.results.html
    assert 'data-value="kennisoverdracht"' in page.results.html


def test_marks_and_reasons_are_shown_and_escaped():
    page = _search(
        hits=(hit("eerst", snippet=((NASTY, False), ("bel", True)), matched=("bel",), why=(("text", 1.0),)),)
    )

    page.search_box.do({"do": "ask", "values": {"q": "bel"}})

    assert "<mark>bel</mark>" in page.results.html
    assert "Waarom staat dit hier?" in page.results.html
    assert "<script" not in page.results.html


@pytest.mark.parametrize(
    "content",
    [None, "ask", {"do": "eval"}, {"do": ["ask"]}, {"do": "ask", "values": "q"}, {"do": "turn", "value": {}}],
)
def test_a_browser_may_send_anything_without_breaking_the_page(content):
    page = _search()

    page.search_box.do(content)

    assert page.state.page == 1


def test_text_of_people_is_escaped_everywhere():
    lesson = LESSON.but(title=NASTY, cause=NASTY, link=f"javascript:{NASTY}", extra={NASTY: NASTY})
    held = (
        lesson,
        Topic(id=as_id("kern"), title=NASTY),
        Action(id=as_id("daad"), title=NASTY, lessons=(lesson.id,), owners=(as_id("ann"),)),
    )
    shelves = {
        "held": held,
        "hits": (hit(NASTY),),
        "facets": {"topic": {as_id("kern"): 1}},
        "suggestion": NASTY,
    }
    search, network = _search(**shelves), _network(**shelves)
    search.address.arrived = f"?q={NASTY}&id={lesson.id} "
    network.address.arrived = f"?q={NASTY[:8]}&topic={as_id('kern')}&id={lesson.id} "
    parts = [
        search.search_box,
        search.record,
        network.table,
        network.near,
        network.record,
        network.filters,
        network.experts,
    ]
    search.record.do({"do": "close"})
    parts += [search.results, search.filters]

    for part in parts:
        assert "<script" not in part.html
        assert not re.search(r'href="javascript', part.html)


@pytest.mark.parametrize(
    "actor", [ANONYMOUS, Actor(name="lea", role="reader"), Actor(name="ben", role="member")]
)
def test_a_page_opened_without_permission_shows_nothing_of_the_record(actor):
    private = LESSON.but(title="Heel geheim", visibility="private", made_by="ann")
    held = (private, *HELD[1:])
    search, network = _search(held=held, actor=actor, hits=()), _network(held=held, actor=actor)

    search.address.arrived = f"?id={private.id} "
    network.address.arrived = f"?id={private.id} "

    everything = "".join(
        part.html for part in (search.record, search.results, network.table, network.near, network.record)
    )
    assert "geheim" not in everything
    assert b"geheim" not in network.map._names


def test_one_who_may_only_read_is_offered_no_forms():
    page = _search(actor=Actor(name="lea", role="reader"))

    page.address.arrived = f"?id={LESSON.id} "

    assert "<form" not in page.record.html


def test_an_application_goes_from_the_form_into_the_bank():
    page = _search()
    page.address.arrived = f"?id={LESSON.id} "

    page.record.do({"do": "apply", "values": {"title": "Zaak 12", "on": "2026-02-01", "outcome": "helped"}})

    assert ["Zaak 12"] == [record.title for record in page.state.library.kept]
    assert "toegepast" in page.record.html


def test_the_map_draws_the_same_records_as_the_table():
    page = _network()

    named = page.map._names.decode().split("\n")

    assert {row.title for row in page.state.rows} == set(named)
    assert 3 == page.table.html.count("data-node")


def test_choosing_on_the_map_and_in_the_table_is_the_same():
    page = _network()

    page.map._picked = page.map._ids.index(as_id("ann"))
    assert as_id("ann") == page.state.selected
    assert "Weet van" in page.near.html

    page.table.do({"do": "open", "value": as_id("eerst")})
    assert as_id("eerst") == page.map.selected
    assert f"id={as_id('eerst')}" in page.address.address


def test_switching_a_kind_off_on_the_map_takes_it_out_of_the_table():
    page = _network()

    page.map.hidden = ["topic", "nonsense"]

    assert ("topic",) == page.state.hidden
    assert "Kern" not in page.table.html


def test_a_topic_shows_who_knows_and_why():
    page = _network()

    page.filters.do({"do": "topic", "value": as_id("kern")})

    assert "Ann" in page.experts.html
    assert "noemt dit zelf" in page.experts.html
    assert "schreef <a" in page.experts.html


def test_the_table_says_by_what_it_is_sorted():
    page = _network()

    page.table.do({"do": "order", "value": "title"})

    assert 'aria-sort="ascending"' in page.table.html
    assert page.table.html.index("Ann") < page.table.html.index("Bel eerst") < page.table.html.index("Kern")


def test_starting_a_lesson_on_the_start_page_goes_to_the_capture_page_with_the_draft():
    page = StartPage(StartState(Shelves()))

    page.capture.do({"do": "begin", "values": {"title": "Bel eerst"}})

    assert "vastleggen?draft=draft1" == page.address.destination


def test_the_start_page_links_to_what_waits():
    held = (Action(id=as_id("daad"), title="Doe <het>", owners=(as_id("ann"),)),)

    page = StartPage(StartState(Shelves(held=held)))

    assert f'href="zoeken?id={as_id("daad")}">Doe &lt;het&gt;</a>' in page.waiting.html


def test_who_may_not_add_sees_no_capture():
    page = StartPage(StartState(Shelves(actor=Actor(name="lea", role="reader"))))

    assert "" == page.capture.html
    assert "vastleggen" not in page.ways.html
