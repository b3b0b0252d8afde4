"""The demo organisation: the same on every machine, of the size that was asked, and lawful in every step."""

from collections import Counter
from datetime import date, timedelta

import pytest

from kennisbank.climate.instrument.shipped import shipped
from kennisbank.demo.diary import FIRST, LAST
from kennisbank.demo.organisation import organisation
from kennisbank.demo.words import words
from kennisbank.domain.lifecycle import LESSON_STATUSES, step
from kennisbank.domain.references import references
from kennisbank.search.duplicates import likely_doubles


@pytest.fixture(scope="module")
def events():
    return organisation().events


@pytest.fixture(scope="module")
def records(events):
    return {event.record.id: event.record for event in events}


def of(records, kind):
    return [record for record in records.values() if record.kind == kind]


def test_it_is_told_the_same_way_twice(events):
    again = organisation.__wrapped__()
    assert [event.record.content() for event in events] == [event.record.content() for event in again.events]
    assert organisation().accounts == again.accounts


def test_it_has_the_size_of_an_implementing_agency(records):
    count = Counter(record.kind for record in records.values())
    assert count["lesson"] == 400
    assert count["application"] == 90
    assert count["reflection"] == 60
    assert count["source"] == 25
    assert count["team"] == 1 + 4 + 14
    assert 170 <= count["person"] <= 195
    assert 100 <= count["action"] <= 140


def test_two_years_pass_in_order(events):
    moments = [event.at for event in events]
    assert moments == sorted(moments)
    assert FIRST <= moments[0].date() <= FIRST + timedelta(days=1)
    assert LAST - timedelta(days=14) <= moments[-1].date() <= LAST


def test_every_event_is_the_next_revision_of_its_record(events):
    last = {}
    for event in events:
        before = last.get(event.record.id)
        assert event.record.revision == (before.revision + 1 if before else 1)
        assert event.verb == "add" if before is None else event.verb != "add"
        assert event.record.modified == event.at
        assert before is None or before.modified < event.at
        last[event.record.id] = event.record


def test_nothing_refers_to_what_is_not_there_yet(events):
    there = set()
    for event in events:
        wanted = {reference.target for reference in references(event.record)}
        assert wanted <= there | {event.record.id}, event.record.title
        there.add(event.record.id)


def test_every_move_of_a_lesson_is_a_step_of_its_life_with_a_reason_where_one_is_asked(events):
    status = {}
    for event in events:
        if event.record.kind != "lesson":
            continue
        before = status.get(event.record.id, "observation")
        if event.record.status != before:
            made = step(before, event.record.status)
            assert made, f"{before} to {event.record.status}"
            assert event.verb == "move"
            assert bool(event.reason) >= made.reason
        status[event.record.id] = event.record.status
    assert set(LESSON_STATUSES) == set(status.values())


def test_a_lesson_is_learned_only_after_its_action_was_done(events):
    done = set()
    for event in events:
        if event.record.kind == "action" and event.record.status == "done":
            done.update(event.record.lessons)
        if event.record.kind == "lesson" and event.record.status == "learned":
            assert event.record.id in done


def test_only_accounts_act(events):
    names = {account.name for account in organisation().accounts}
    assert 8 <= len(names) <= 10
    assert {event.actor for event in events} <= names


def test_some_lessons_are_stale_and_some_are_contested(records):
    lessons = of(records, "lesson")
    assert 20 <= sum(bool(item.review_until and item.review_until < LAST) for item in lessons) <= 120
    assert {"unverified", "verified", "contested"} == {item.confidence for item in lessons}
    assert {"private", "team", "organisation", "public"} == {item.visibility for item in lessons}


def test_some_people_have_left_and_some_are_about_to(records):
    people = of(records, "person")
    left = [item for item in people if item.status == "left"]
    leaving = [item for item in people if item.status == "active" and item.leaves_on]
    assert (7, 7) == (len(left), len(leaving))
    assert all(item.teams[0].until == item.leaves_on <= LAST for item in left)
    assert all(item.leaves_on > LAST for item in leaving)


def test_who_leaves_a_led_team_hands_over_and_some_of_it_is_done(events, records):
    handovers = of(records, "handover")
    assert {"done": 2, "running": 2} == {
        name: sum(item.status == name for item in handovers) for name in ("done", "running")
    }
    assert all(
        item.done_on and item.created.date() <= item.done_on <= LAST
        for item in handovers
        if item.status == "done"
    )
    for item in handovers:
        giver, receiver = records[item.giver], records[item.receiver]
        assert item.topic in giver.knows
        assert item.topic not in receiver.knows
        assert giver.teams[0].to == receiver.teams[0].to == item.team
        assert item.status == "done" or giver.leaves_on
    status = {}
    for event in events:
        if event.record.kind == "handover":
            before = status.get(event.record.id)
            assert before is None or step(before, event.record.status, kind="handover")
            status[event.record.id] = event.record.status


def test_no_leader_agrees_to_a_hand_over_in_the_place_of_those_two():
    story = organisation()
    people = {item.name: item.person for item in story.accounts}
    steps = [
        (people[event.actor], event.record)
        for event in story.events
        if event.record.kind == "handover" and event.record.status in ("agreed", "done")
    ]

    assert steps
    assert all(who in ("", item.giver, item.receiver) for who, item in steps)  # "": the administrator


def test_names_do_not_repeat(records):
    assert max(Counter(item.title for item in of(records, "person")).values()) == 1
    assert max(Counter(item.title for item in of(records, "lesson")).values()) == 1


def test_every_double_that_was_put_in_is_found(records):
    lessons = of(records, "lesson")
    titles = {item.id: item.title for item in lessons}
    found = {frozenset((titles[pair.one], titles[pair.other])) for pair in likely_doubles(lessons)}
    put_in = {frozenset((double["of"], double["title"])) for double in words("doubles")["double"]}
    assert len(put_in) == 8
    assert put_in <= found


def test_every_lesson_says_when_it_happened_before_it_was_written_down(records):
    for item in of(records, "lesson"):
        assert isinstance(item.occurred_on, date)
        assert item.occurred_on < item.created.date()


def test_leaders_act_upon_how_their_team_learns_and_at_most_three_actions_go_on(records):
    found = [item for item in of(records, "action") if item.dimension]
    going_on = Counter(item.team for item in found if item.status in ("open", "running"))

    assert {"done", "running", "open"} == {item.status for item in found}
    assert 2 == len({item.team for item in found}) and max(going_on.values()) <= 3
    assert {item.dimension for item in found} <= {one.id for one in shipped().dimensions}
    assert all(item.evidence for item in found if item.status == "done")
