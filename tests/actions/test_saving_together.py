"""Two people change the same lesson."""

import pytest

from kennisbank.errors import Conflict, InvalidInput, InvalidRecord, NotAllowed


def test_changes_to_different_fields_are_merged(story):
    with story.bank("anna") as anna, story.bank("carla") as carla:
        hers = anna.get(story.ids["call"])
        carla.save(hers.but(learned="Bellen voorkomt bezwaar én scheelt tijd."))
        after = anna.save(hers.but(cause="Niemand voelde zich eigenaar."))

        assert "Bellen voorkomt bezwaar én scheelt tijd." == after.learned
        assert "Niemand voelde zich eigenaar." == after.cause


def test_both_texts_survive_when_two_people_change_the_same_field(story):
    with story.bank("anna") as anna, story.bank("carla") as carla:
        before = anna.get(story.ids["call"])
        carla.save(before.but(learned="De tekst van Carla."))
        with pytest.raises(Conflict) as clash:
            anna.save(before.but(learned="De tekst van Anna."))

        assert ("learned",) == clash.value.fields
        assert "De tekst van Carla." == anna.get(before.id).learned
        assert "De tekst van Carla." == clash.value.theirs.learned
        assert "De tekst van Anna." == anna.my_draft(clash.value.draft).values["learned"]


def test_saving_nothing_new_makes_no_revision(story):
    with story.bank("carla") as carla:
        lesson = carla.get(story.ids["call"])

        assert lesson == carla.save(lesson)


def test_a_reader_may_not_save(story):
    with story.bank("lea") as lea:
        lesson = lea.get(story.ids["call"])
        with pytest.raises(NotAllowed, match="lea"):
            lea.save(lesson.but(title="Anders"))


def test_a_status_is_not_changed_by_saving(story):
    with story.bank("carla") as carla:
        lesson = carla.get(story.ids["call"])
        with pytest.raises(InvalidRecord, match="move"):
            carla.save(lesson.but(status="archived"))


def test_a_revision_that_never_was_is_refused(story):
    with story.bank("carla") as carla:
        lesson = carla.get(story.ids["call"])
        with pytest.raises(InvalidInput, match="no revision 99"):
            carla.save(lesson.but(title="Anders", revision=99))
