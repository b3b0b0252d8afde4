"""Capturing in thirty seconds, without losing text."""

import pytest

from kennisbank.domain.ids import new_id
from kennisbank.errors import InvalidInput, InvalidRecord, NotAllowed, NotFound, TooLarge


def test_a_title_and_what_happened_are_enough(story):
    with story.bank("anna") as anna:
        id = anna.capture("lesson", {"title": "Kort", "happened": "Dit.", "learned": "", "topics": []})

        assert ("observation", "anna", 1) == (
            anna.get(id).status,
            anna.get(id).made_by,
            anna.get(id).revision,
        )


def test_a_lesson_of_only_a_title_is_not_kept(story):
    with story.bank("anna") as anna, pytest.raises(InvalidRecord, match="happened"):
        anna.capture("lesson", {"title": "Kort", "happened": "   "})


def test_the_draft_goes_when_the_lesson_is_kept_and_stays_when_it_is_not(story):
    with story.bank("anna") as anna:
        draft = anna.keep_draft("lesson", {"title": "", "happened": "Half een zi"})
        with pytest.raises(InvalidRecord):
            anna.capture("lesson", draft.values, draft=draft.id)
        kept = anna.my_draft(draft.id)
        anna.capture("lesson", {**draft.values, "title": "Af"}, draft=draft.id)

        assert {"title": "", "happened": "Half een zi"} == kept.values
        assert () == anna.my_drafts()


def test_a_draft_is_nobody_elses(story):
    with story.bank("anna") as anna, story.bank("daan") as daan:
        draft = anna.keep_draft("lesson", {"title": "Van Anna"})
        with pytest.raises(NotFound):
            daan.my_draft(draft.id)
        with pytest.raises(NotAllowed):
            daan.keep_draft("lesson", {"title": "Van Daan"}, draft=draft.id)

        assert {"title": "Van Anna"} == anna.my_draft(draft.id).values


def test_control_characters_that_came_with_pasted_text_are_taken_out(story):
    with story.bank("anna") as anna:
        id = anna.capture("lesson", {"title": "Ge\x00plakt", "happened": "regel\x0bbreuk\x07"})

        assert ("Geplakt", "regelbreuk") == (anna.get(id).title, anna.get(id).happened)


def test_what_actions_manage_cannot_be_typed_in(story):
    with story.bank("anna") as anna, pytest.raises(InvalidRecord, match="confidence"):
        anna.capture("lesson", {"title": "Slim", "happened": "x", "confidence": "verified"})


def test_a_member_captures_for_their_own_team_only(story):
    with story.bank("anna") as anna, pytest.raises(NotAllowed, match="own team"):
        anna.capture("lesson", {"title": "Elders", "happened": "x", "team": story.ids["contact"]})


def test_a_huge_draft_is_refused_with_its_size(story):
    with story.bank("anna") as anna, pytest.raises(TooLarge, match="2,500,000"):
        anna.keep_draft("lesson", {"happened": "x" * 2_500_000})


def test_a_reader_cannot_keep_drafts(story):
    with story.bank("lea") as lea, pytest.raises(NotAllowed):
        lea.keep_draft("lesson", {"title": "x"})


def test_an_invented_draft_id_is_refused(story):
    with story.bank("anna") as anna:
        with pytest.raises(InvalidInput, match="not the id of a draft"):
            anna.keep_draft("lesson", {"title": "x"}, draft="../../etc")

        assert {"title": "x"} == anna.keep_draft("lesson", {"title": "x"}, draft=new_id()).values
