"""People on the network page without a browser: whom to ask, with whom to sit down, and what only research sees."""

import pandas as pd
import pytest
from kennisbank_widgets.network import people_markup
from kennisbank_widgets.network.people import PeopleState

from kennisbank.actions.asking import Peer, Peers
from kennisbank.actions.positioning import ROLES, Positions
from kennisbank.domain.kinds.person import Person
from kennisbank.domain.kinds.topic import Topic
from kennisbank.domain.policy import ANONYMOUS, ROLES as EVERY_ROLE, Actor
from tests.widgets.shelves import Shelves, as_id

ANN, BEN, KERN = (as_id(name) for name in ("ann", "ben", "kern"))
HELD = (
    Topic(id=KERN, title="Kern"),
    Person(id=ANN, title="Ànn", knows=(KERN,)),
    Person(id=BEN, title="Ben <b>", knows=(KERN,)),
)
GROUP = Peers(
    members=(Peer(person=BEN, name="Ben <b>", teams=("Ver",), brings=((KERN, "Kern"),)),),
    covered=1,
    wanted=2,
    bound=1,
)
PLACES = Positions(
    table=pd.DataFrame(
        {"name": ["Ben <b>"], "team": ["Ver"], "betweenness": [2.5], "constraint": [float("nan")]}
        | {role: [3] for role in ROLES},
        index=[BEN],
    ),
    means={"betweenness": "Hoeveel er langs iemand loopt."},
)


def _state(**shelves) -> PeopleState:
    return PeopleState(Shelves(**{"held": HELD, "group": GROUP, "places": PLACES, **shelves}))


def address(id: str) -> str:
    return f"?id={id}"


def test_who_does_not_want_to_be_named_is_gone_at_once_and_comes_back():
    state = _state()
    state.ask_about(KERN)

    state.answer(willing=False)
    without = [one.name for one in state.knowers]
    state.answer(willing=True)

    assert (["Ben <b>"], {"Ànn", "Ben <b>"}) == (without, {one.name for one in state.knowers})


def test_the_page_starts_from_what_one_said_before():
    held = (*HELD[:1], HELD[1].but(may_be_asked=False))

    assert not _state(held=held).willing


def test_a_guest_is_not_asked_whether_they_may_be_named():
    assert "data-do" not in people_markup.knowers(_state(actor=ANONYMOUS), title="", address=address)


def test_a_group_that_cannot_be_made_says_so_in_its_own_words():
    state = _state(group=None)

    state.gather("6")

    assert {"peers": "Zo'n groep is er niet. Kies een kleinere groep."} == state.said


@pytest.mark.parametrize("size", ["0", "99", "x", ""])
def test_a_size_that_is_not_offered_changes_nothing(size):
    state = _state()

    state.gather(size)

    assert "4" == state.size


@pytest.mark.parametrize("role", EVERY_ROLE)
def test_only_research_and_the_administrator_are_offered_where_people_stand(role):
    state = _state(actor=Actor(name="x", role=role, person=ANN, leads=frozenset({as_id("team")})))

    offered = "data-do" in people_markup.positions(state, address=address)

    assert offered == (role in ("researcher", "administrator"))


def test_where_people_stand_is_not_looked_up_before_it_is_asked_for_and_it_says_that_it_is_written_down():
    state = _state(actor=Actor(name="rik", role="researcher", person=ANN))
    before = people_markup.positions(state, address=address)

    assert [] == state.circle.kept
    assert "vast wie keek en wanneer" in before

    state.rank()
    assert ["positions"] == state.circle.kept


def test_what_people_wrote_is_escaped_and_a_number_that_is_not_there_is_a_dash():
    state = _state(actor=Actor(name="rik", role="researcher", person=ANN))
    state.ask_about(KERN)
    state.gather("4")
    state.rank()
    parts = [
        people_markup.knowers(state, title="<i>", address=address),
        people_markup.peers(state, address=address),
        people_markup.positions(state, address=address),
    ]

    assert not [part for part in parts if "<b>" in part or "<i>" in part]
    assert all("Ben &lt;b&gt;" in part for part in parts)
    assert '<td class="kb-number">2,50</td><td class="kb-number">–</td>' in parts[2]
