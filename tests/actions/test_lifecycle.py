"""A lesson lives: it moves only along its steps, with reasons, by those who may."""

from datetime import date

import pytest

from kennisbank.errors import InvalidInput, InvalidRecord, NotAllowed


def test_a_lesson_is_learned_only_after_an_action_is_done(story):
    with story.bank("carla") as carla:
        carla.move(story.ids["call"], "action_running")
        with pytest.raises(InvalidInput, match="action"):
            carla.move(story.ids["call"], "learned", reason="Staat in de instructie")
        carla.move(story.ids["todo"], "done")

        assert "learned" == carla.move(story.ids["call"], "learned", reason="Staat in de instructie").status


def test_a_step_that_does_not_exist_says_which_ones_do(story):
    with story.bank("carla") as carla, pytest.raises(InvalidInput, match="It can go to: submitted"):
        carla.move(story.ids["evaluated"], "embedded")


def test_rejecting_needs_a_reason(story):
    with story.bank("carla") as carla:
        carla.move(story.ids["evaluated"], "submitted")
        with pytest.raises(InvalidInput, match="needs a reason"):
            carla.move(story.ids["evaluated"], "rejected", reason="  ")


def test_an_author_does_not_validate_their_own_lesson(story):
    with story.bank("anna") as anna:
        id = anna.capture("lesson", {"title": "Les van Anna", "happened": "Iets."})
        anna.move(id, "submitted")
        with pytest.raises(NotAllowed):
            anna.move(id, "identified")


def test_only_a_review_moves_the_review_date(story):
    with story.bank("carla") as carla:
        before = carla.get(story.ids["call"])
        story.clock.pass_days(100)
        edited = carla.save(before.but(cause="Haast."))
        reviewed = carla.review(before.id, confidence="contested", note="Klopt niet overal")

    assert before.review_until == edited.review_until == date(2027, 3, 1)
    assert date(2027, 6, 9) == reviewed.review_until
    assert "contested" == reviewed.confidence


def test_an_unknown_confidence_is_refused(story):
    with story.bank("carla") as carla, pytest.raises(InvalidRecord, match="confidence"):
        carla.review(story.ids["call"], confidence="mwah")
