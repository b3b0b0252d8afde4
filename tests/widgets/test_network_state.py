"""The network page without a browser: filters, table, what is chosen, and who knows about a topic."""

from datetime import date

import pytest
from hypothesis import given, strategies as st
from kennisbank_widgets.network import state as page
from kennisbank_widgets.network.markup import filters
from kennisbank_widgets.network.state import NetworkState

from kennisbank.domain.kinds.lesson import Lesson
from kennisbank.domain.kinds.person import Person
from kennisbank.domain.kinds.team import Team
from kennisbank.domain.kinds.topic import Topic
from kennisbank.domain.policy import ANONYMOUS, Actor
from kennisbank.errors import BankBusy
from tests.widgets.shelves import Shelves, as_id

ANN, BEN, TEAM, KERN, RAND = (as_id(name) for name in ("ann", "ben", "team", "kern", "rand"))
HELD = (
    Team(id=TEAM, title="Beheer"),
    Topic(id=KERN, title="Kern"),
    Topic(id=RAND, title="Rand"),
    Person(id=ANN, title="Ànn", knows=(KERN,), teams=({"to": TEAM},)),
    Person(id=BEN, title="Ben", knows=(RAND,)),
    Lesson(id=as_id("eerst"), title="Bel eerst", authors=(ANN,), topics=(KERN, RAND), team=TEAM, occurred_on=date(2025, 6, 1)),
    Lesson(id=as_id("daarna"), title="Schrijf daarna", authors=(BEN,), topics=(RAND,), occurred_on=date(2020, 1, 1)),
    Lesson(id=as_id("gehem"), title="Geheim", topics=(KERN,), visibility="private", made_by="ben"),
)  # fmt: skip


def _state(**shelves) -> NetworkState:
    state = NetworkState(Shelves(**{"held": HELD, **shelves}))
    state.visit({})
    return state


def _titles(state: NetworkState) -> set[str]:
    return {row.title for row in state.rows}


def test_the_table_lists_the_same_records_as_the_map_most_ties_first():
    state = _state()

    assert set(state.net) == {row.id for row in state.rows}
    ties = [row.ties for row in state.rows if row.ties is not None]
    assert sorted(ties, reverse=True) == ties
    assert "Bel eerst" == state.rows[0].title


def test_why_there_is_no_network_stays_on_the_page():
    office = Shelves(held=HELD)
    office.network = lambda **_: (_ for _ in ()).throw(BankBusy("The bank is busy.", mend="Try again."))
    state = NetworkState(office)
    state.visit({})

    assert ("0 in beeld", True) == (state.message, bool(state.fault))
    assert state.fault in filters(state)


def test_a_moment_to_come_is_today():
    state = _state()
    state.visit({"moment": "2999-01-01"})

    assert "" == state.moment


def test_people_are_not_counted_beside_each_other():
    people = [row for row in _state().rows if row.kind == "person"]

    assert [("Ànn", None), ("Ben", None)] == sorted(((row.title, row.ties) for row in people), reverse=True)
    assert people == list(_state().rows[-2:])


def test_what_one_may_not_read_is_on_neither():
    state = _state(actor=Actor(name="ann", role="member"))

    assert "Geheim" not in _titles(state)
    assert as_id("gehem") not in state.whole


def test_somebody_not_signed_in_sees_only_what_is_public():
    assert {"Beheer", "Kern", "Rand"} == _titles(_state(actor=ANONYMOUS))


def test_a_kind_that_is_switched_off_leaves_the_table():
    state = _state()

    state.hidden = ("lesson", "topic")

    assert {"Beheer", "Ànn", "Ben"} == _titles(state)
    assert "lesson,topic" == state.address["hide"]


def test_searching_looks_past_accents_and_capitals():
    state = _state()

    state.query = "ANN"

    assert {"Ànn"} == _titles(state)


def test_a_topic_keeps_what_is_tied_to_it_and_does_not_run_on_through_other_topics():
    state = _state()

    state.topic = KERN

    assert {"Kern", "Ànn", "Bel eerst", "Rand", "Beheer"} == _titles(state)


def test_a_team_and_a_topic_together_keep_what_is_tied_to_both():
    state = _state()
    state.topic = RAND

    state.team = TEAM

    assert {"Beheer", "Kern", "Rand", "Bel eerst", "Ànn"} == _titles(state)


def test_a_period_leaves_out_what_happened_before():
    state = _state()

    state.years = "1"

    assert "Schrijf daarna" not in _titles(state)
    assert {"Bel eerst", "Ben"} <= _titles(state)


def test_choosing_shows_the_record_and_its_ties():
    state = _state()

    state.choose(ANN)

    assert "Ànn" == state.record.reading.record.title
    assert {"Beheer", "Kern", "Bel eerst"} == {tie.title for tie in state.near}

    state.choose("")
    assert (None, ()) == (state.record.reading, state.near)


def test_a_topic_brings_those_who_know_about_it():
    state = _state()

    state.topic = RAND

    assert ["Ben", "Ànn"] == [one.name for one in state.people.knowers]


def test_a_topic_chosen_on_the_map_brings_them_too_and_letting_go_takes_them_away():
    state = _state()

    state.choose(RAND)
    chosen = [one.name for one in state.people.knowers]
    state.choose("")

    assert ["Ben", "Ànn"] == chosen
    assert () == state.people.knowers


def test_too_large_a_network_shows_its_strongest_part_and_says_how_much_is_left_out(monkeypatch):
    monkeypatch.setattr(page, "NODE_LIMIT", 3)

    state = _state()

    assert (3, 7) == (len(state.rows), len(state.part))


@pytest.mark.parametrize(
    "name, value", [("years", "7"), ("topic", "nergens"), ("team", KERN), ("hide", "draak")]
)
def test_what_makes_no_sense_in_the_address_is_left_out(name, value):
    state = _state()

    state.visit({name: value})

    assert {} == state.address
    assert 7 == len(state.rows)


_VALUES = st.sampled_from(["", "1", "2", KERN, TEAM, ANN, "lesson", "topic,team", "ann", "???"])


@given(address=st.dictionaries(st.sampled_from([*page.ADDRESS, "other"]), _VALUES))
def test_any_address_can_be_visited_and_visiting_its_own_address_changes_nothing(address):
    state = _state()

    state.visit(address)
    first = dict(state.address)
    state.visit(first)

    assert first == state.address


MOVED = (
    Team(id=TEAM, title="Beheer"),
    Team(id=KERN, title="Bouw"),
    Person(id=ANN, title="Ann", teams=(
        {"to": TEAM, "since": date(2020, 1, 1), "until": date(2024, 1, 1)}, {"to": KERN, "since": date(2024, 1, 1)},
    )),
)  # fmt: skip


def test_a_tie_that_ended_is_there_before_its_end_and_not_now():
    state = _state(held=MOVED)
    counted = {row.title: row.ties for row in state.rows}
    state.moment = "2023-06-01"

    assert {"Beheer": 0, "Bouw": 1} == {title: counted[title] for title in ("Beheer", "Bouw")}
    assert {"Beheer": 1, "Bouw": 0} == {row.title: row.ties for row in state.rows if row.title != "Ann"}
    assert 2 == state.net.number_of_edges()
    assert "2023-06-01" == state.address["moment"]


def test_a_moment_comes_from_the_address_and_one_that_is_none_is_left_out():
    for told, kept in (("2023-06-01", "2023-06-01"), ("gisteren", ""), ("2023-13-01", "")):
        state = NetworkState(Shelves(held=MOVED))
        state.visit({"moment": told})
        assert kept == state.moment
