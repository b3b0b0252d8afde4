"""Incident reports: one lesson each with its timeline, and every action item with owner, link and state."""

import pytest

from kennisbank.exchange.reading import read

REPORT = """# 2024-03-05, the queue stood still

## Summary

Nobody could send a form for an hour.

## Timeline

All times in CET.

### 09:12

Calls come in. `queue` is full.

### 10:20

It works again.

## Lessons learned

### What went well

1. The desk told us at once.

## Action items

### Process

1. Alert when the queue is full ([issue](https://example.org/issues/7)). @anna-k
2. [x] Write down who may restart it (done)

### Technical

Limit the size of a form. (https://example.org/pull/8) Owner: Bilal Demir
"""


@pytest.fixture
def found(tmp_path):
    (tmp_path / "2024-03-05-queue.md").write_text(REPORT, encoding="utf-8")
    (tmp_path / "README.md").write_text("# About these reports\n", encoding="utf-8")
    return read("incidents", tmp_path)


def of(found, kind):
    return [record for record in found.records if record.kind == kind]


def test_a_report_becomes_one_lesson_with_its_day_and_timeline(found):
    [lesson] = of(found, "lesson")

    assert "the queue stood still" in lesson.title
    assert "2024-03-05" == lesson.occurred_on.isoformat()
    assert "09:12" in lesson.timeline
    assert "It works again." in lesson.timeline
    assert "Nobody could send a form" in lesson.happened
    assert "The desk told us at once." in lesson.learned


def test_every_action_item_has_its_link_and_state(found):
    told = {(item.title, item.link, item.status, item.heading) for item in of(found, "action")}

    assert {
        ("Alert when the queue is full", "https://example.org/issues/7", "open", "Process"),
        ("Write down who may restart it", "", "done", "Process"),
        ("Limit the size of a form", "https://example.org/pull/8", "open", "Technical"),
    } == told


def test_owners_become_people(found):
    people = {f"@{item.origin}": item.title for item in of(found, "person")}
    owners = {item.title: [people[owner] for owner in item.owners] for item in of(found, "action")}

    assert ["anna-k"] == owners["Alert when the queue is full"]
    assert ["Bilal Demir"] == owners["Limit the size of a form"]
    assert [] == owners["Write down who may restart it"]


def test_every_action_follows_from_its_report(found):
    [lesson] = of(found, "lesson")

    assert {(f"@{lesson.origin}",)} == {item.lessons for item in of(found, "action")}


def test_what_is_no_report_is_named(found):
    assert any("README.md" in note.said("nl") for note in found.notes)
