"""Who may do what."""

from hypothesis import given, strategies as st

from kennisbank.domain.kinds.lesson import Lesson
from kennisbank.domain.policy import ANONYMOUS, ROLES, Actor, access, may, may_move, passes

TEAMS = ("team-a", "team-b")
actors = st.builds(
    Actor,
    name=st.sampled_from(("anna", "bilal")),
    role=st.sampled_from(ROLES),
    teams=st.frozensets(st.sampled_from(TEAMS)),
    leads=st.frozensets(st.sampled_from(TEAMS)),
)
lessons = st.builds(
    Lesson,
    title=st.just("Les"),
    visibility=st.sampled_from(("private", "team", "organisation", "public")),
    team=st.sampled_from(("", *TEAMS)),
    made_by=st.sampled_from(("anna", "bilal")),
    status=st.sampled_from(Lesson.statuses),
)


def test_a_private_lesson_is_read_by_its_maker_and_the_administrator_only():
    lesson = Lesson(title="Les", visibility="private", made_by="anna")

    assert may(Actor(name="anna", role="member"), "read", lesson)
    assert may(Actor(name="chef", role="administrator"), "read", lesson)
    assert not may(Actor(name="bilal", role="editor"), "read", lesson)
    assert not may(ANONYMOUS, "read", lesson)


def test_a_team_lesson_is_read_by_the_team_and_the_editors():
    lesson = Lesson(title="Les", visibility="team", team="team-a", made_by="anna")

    assert may(Actor(name="bilal", role="member", teams=frozenset({"team-a"})), "read", lesson)
    assert may(Actor(name="eva", role="editor"), "read", lesson)
    assert not may(Actor(name="bilal", role="member", teams=frozenset({"team-b"})), "read", lesson)
    assert not may(Actor(name="rik", role="researcher"), "read", lesson)


def test_a_public_lesson_leaves_the_house_only_after_somebody_else_looked_at_it():
    fresh = Lesson(title="Les", visibility="public", made_by="anna")

    assert "organisation" == access(fresh)
    assert not may(ANONYMOUS, "read", fresh)
    assert may(ANONYMOUS, "read", fresh.but(status="identified"))


@given(actor=actors, lesson=lessons)
def test_nobody_may_change_what_they_may_not_read(actor, lesson):
    if not may(actor, "read", lesson):
        assert not any(may(actor, verb, lesson) for verb in ("edit", "review", "merge", "erase", "publish"))
        assert not any(may_move(actor, lesson, status) for status in Lesson.statuses)


@given(actor=actors, lesson=lessons)
def test_what_anonymous_may_read_everybody_may_read(actor, lesson):
    if may(ANONYMOUS, "read", lesson):
        assert may(actor, "read", lesson)


@given(actor=actors, lesson=lessons)
def test_reading_is_exactly_what_the_passes_admit(actor, lesson):
    assert passes(actor).admit(access(lesson)) == may(actor, "read", lesson)


def test_readers_researchers_and_strangers_add_nothing():
    assert not may(ANONYMOUS, "add")
    assert not may(Actor(name="lea", role="reader"), "add")
    assert not may(Actor(name="rik", role="researcher"), "add")


def test_an_author_submits_but_does_not_validate_their_own_lesson():
    anna = Actor(name="anna", role="member")
    lesson = Lesson(title="Les", made_by="anna")

    assert may_move(anna, lesson, "submitted")
    assert not may_move(anna, lesson.but(status="submitted"), "identified")
    assert may_move(Actor(name="eva", role="editor"), lesson.but(status="submitted"), "identified")
