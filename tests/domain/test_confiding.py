"""What was confided: a day of leaving is seen by a few, and saving somebody else's record does not lose it."""

from datetime import date

from hypothesis import given, strategies as st

from kennisbank.domain.confiding import is_confidant, open_to_all, put_back, shown, teams_of
from kennisbank.domain.fields import Link
from kennisbank.domain.kinds.person import Person
from kennisbank.domain.policy import ANONYMOUS, ROLES, Actor

TEAMS = ("a", "b")
DAY = date(2026, 6, 1)
TODAY = date(2026, 3, 1)
actors = st.builds(
    Actor,
    name=st.just("iemand"),
    role=st.sampled_from(ROLES),
    person=st.sampled_from(("", "p", "q")),
    teams=st.frozensets(st.sampled_from(TEAMS)),
    leads=st.frozensets(st.sampled_from(TEAMS)),
)


def person(**more) -> Person:
    value = Person(
        title="Petra", teams=(Link(to="a"), Link(to="b", until=date(2025, 1, 1))), leaves_on=DAY, **more
    )
    return value.model_copy(update={"id": "p"})


@given(actor=actors)
def test_a_day_of_leaving_is_seen_by_the_person_who_leads_their_team_and_the_administrator_only(actor):
    leads = actor.role == "team_leader" and "a" in actor.leads
    may_see = actor.person == "p" or leads or actor.role == "administrator"

    assert may_see == is_confidant(actor, person(), TODAY)
    assert (DAY if may_see else None) == shown(actor, person(), TODAY).leaves_on


def test_who_led_a_team_they_have_left_does_not_see_it():
    assert (
        None
        is shown(Actor(name="bea", role="team_leader", leads=frozenset({"b"})), person(), TODAY).leaves_on
    )


def test_nobody_who_is_not_signed_in_sees_it():
    assert None is shown(ANONYMOUS, person(), TODAY).leaves_on


@given(actor=actors)
def test_saving_what_one_saw_changes_nothing_of_what_one_did_not_see(actor):
    assert person() == put_back(actor, shown(actor, person(), TODAY), person(), TODAY)


def test_what_somebody_writes_where_they_see_nothing_is_dropped():
    editor, later = Actor(name="eva", role="editor"), date(2026, 9, 1)
    guesses = [open_to_all(person()).but(id="", leaves_on=day) for day in (DAY, later, None)]

    assert [DAY] * 3 == [put_back(editor, guess, person(), TODAY).leaves_on for guess in guesses]


def test_who_led_the_team_at_the_time_of_what_they_started_from_writes_nothing_there_now():
    leader, later = Actor(name="ada", role="team_leader", leads=frozenset({"a"})), date(2026, 9, 1)
    changed, now = (
        person().but(id="", leaves_on=later),
        person().model_copy(update={"teams": (Link(to="b"),)}),
    )

    assert later == put_back(leader, changed, person(), TODAY).leaves_on
    assert DAY == put_back(leader, changed, person(), TODAY, now=now).leaves_on


def test_somebody_is_in_a_team_from_its_first_day_until_before_its_last():
    links = (Link(to="a", since=date(2026, 3, 2)), Link(to="b", until=date(2026, 3, 3)))
    found = [teams_of(Person(title="Petra", teams=links), date(2026, 3, day)) for day in (1, 2, 3)]

    assert [{"b"}, {"a", "b"}, {"a"}] == found
