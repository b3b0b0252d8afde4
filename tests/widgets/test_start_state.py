"""The start page without a browser: what waits for me, and what is new."""

from datetime import date
from types import SimpleNamespace

from kennisbank_widgets.start.state import StartState, due_reviews, open_actions

from kennisbank.domain.kinds.action import Action
from kennisbank.domain.kinds.handover import Handover
from kennisbank.domain.kinds.lesson import Lesson
from kennisbank.domain.policy import Actor
from tests.widgets.shelves import TODAY, Shelves, as_id, hit

ME = as_id("ann")


def _action(name: str, **more) -> Action:
    return Action(id=as_id(name), title=name, **{"owners": (ME,), **more})


def _lesson(name: str, **more) -> Lesson:
    return Lesson(id=as_id(name), title=name, **more)


def test_my_open_actions_are_listed_late_ones_first_and_those_without_a_day_last():
    held = (
        _action("geen"), _action("straks", due=date(2026, 5, 1)), _action("te_vaak".replace("_", ""), due=date(2026, 1, 1)),
        _action("af", status="done"), _action("ander", owners=(as_id("ben"),), due=date(2026, 1, 1)),
    )  # fmt: skip

    state = StartState(Shelves(held=held))

    assert [("tevaak", True), ("straks", False), ("geen", False)] == [
        (todo.title, todo.late) for todo in state.actions
    ]


def test_an_action_that_is_due_today_is_not_late():
    assert not open_actions([_action("heden", due=TODAY)], today=TODAY)[0].late


def test_lessons_of_me_and_my_team_that_need_a_look_are_listed_once():
    held = (
        _lesson("meen", authors=(ME,), review_until=date(2026, 2, 1)),
        _lesson("samen", authors=(ME,), team=as_id("team"), review_until=date(2026, 3, 20)),
        _lesson("vers", authors=(ME,), review_until=date(2027, 1, 1)),
        _lesson("ander", team=as_id("ander"), review_until=date(2026, 2, 1)),
        _lesson("weg", authors=(ME,), status="archived", review_until=date(2026, 2, 1)),
    )

    state = StartState(Shelves(held=held))

    assert [("meen", True), ("samen", False)] == [(todo.title, todo.late) for todo in state.reviews]


def test_my_hand_overs_wait_for_me_whether_i_give_or_receive_until_they_are_over():
    held = (
        Handover(id=as_id("geef"), title="geef", giver=ME, visibility="organisation", due=date(2026, 1, 1)),
        Handover(id=as_id("neem"), title="krijg", receiver=ME, visibility="organisation", status="running"),
        Handover(id=as_id("af"), title="af", receiver=ME, visibility="organisation", status="done"),
        Handover(id=as_id("van"), title="van een ander", giver=as_id("ben"), visibility="organisation"),
    )

    state = StartState(Shelves(held=held))

    assert [("geef", True), ("krijg", False)] == [(todo.title, todo.late) for todo in state.handovers]


def test_a_lesson_that_was_never_reviewed_is_not_due():
    assert () == due_reviews([_lesson("new")], today=TODAY)


def test_my_drafts_are_listed_with_their_title_or_as_untitled():
    drafts = [SimpleNamespace(id=str(n), kind="lesson", values=values, modified="2026-02-28T10:00:00.000Z")
              for n, values in enumerate(({"title": "Half"}, {"happened": "…"}))]  # fmt: skip

    state = StartState(Shelves(drafts=drafts))

    assert ["Half", "Zonder titel"] == [draft.title for draft in state.drafts]


def test_a_reader_is_offered_no_drafts_and_no_capture():
    state = StartState(Shelves(actor=Actor(name="lea", role="reader"), drafts=[SimpleNamespace()]))

    assert () == state.drafts
    assert not state.may_add


def test_an_account_without_a_person_still_sees_what_is_new():
    state = StartState(Shelves(actor=Actor(name="beheerder", role="administrator"), hits=(hit("nieuw"),)))

    assert (1, (), ()) == (len(state.newest), state.actions, state.reviews)


def test_the_newest_lessons_are_asked_for_without_leaving_a_question_behind():
    shelves = Shelves()

    StartState(shelves)

    assert [("", {"kind": "lesson", "sort": "newest", "limit": 5, "log": False})] == shelves.searches


def test_beginning_keeps_the_words_as_a_draft():
    state = StartState(Shelves())

    state.begin("  Bel   eerst ")

    assert [("lesson", {"title": "Bel eerst"})] == state.hall.kept
    assert "draft1" == state.started


def test_beginning_with_nothing_asks_for_a_few_words_and_keeps_nothing():
    state = StartState(Shelves())

    state.begin("  ")

    assert [] == state.hall.kept
    assert "Schrijf eerst een paar woorden." == state.message
