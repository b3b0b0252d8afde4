"""Reading records: only what one may, and a merged record keeps its address."""

import pytest

from kennisbank.domain.policy import may
from kennisbank.errors import NotFound


def test_a_private_lesson_does_not_exist_for_somebody_else(story):
    with story.bank("anna") as anna, pytest.raises(NotFound):
        anna.get(story.ids["secret"])


@pytest.mark.parametrize("name", ["beheerder", "anna", "bilal", "carla", "daan", "rik", "lea", ""])
def test_nobody_is_shown_what_the_policy_denies(story, name):
    with story.bank() as administrator:
        everything = tuple(administrator.records())
    with story.bank(name) as bank:
        seen = {record.id for record in bank.records()}
        allowed = {record.id for record in everything if may(bank.actor, "read", record)}

        assert allowed == seen
        assert len(allowed) == sum(bank.count().values())
        assert set(bank.network()) == allowed
        assert allowed & set(story.ids.values()) == set(bank.titles(story.ids.values()))
        assert {record.id for record in everything if record.kind == "lesson"} & allowed == set(
            bank.frame("lesson").index
        )


def test_backlinks_show_what_refers_to_a_lesson(story):
    with story.bank("lea") as lea:
        found = {(relation, record.id) for relation, record in lea.backlinks(story.ids["call"])}

    assert {
        ("follows_from", story.ids["todo"]),
        ("applies", story.ids["used"]),
        ("reflects_on", story.ids["looking_back"]),
    } == found


def test_history_leaves_out_what_was_private_then(story):
    with story.bank() as bank:
        secret = bank.get(story.ids["secret"])
        bank.save(secret.but(visibility="organisation", happened="Opgelost."))
    with story.bank("lea") as lea:
        shown = lea.history(story.ids["secret"])

    assert [2] == [revision.number for revision in shown]


def test_a_merged_lesson_leads_to_the_one_that_remains(story):
    with story.bank("carla") as carla:
        carla.merge(story.ids["staffing"], story.ids["evaluated"], reason="Zelfde les")

        assert story.ids["staffing"] == carla.get(story.ids["evaluated"]).id
        assert 2 == len(carla.history(story.ids["staffing"]))
        assert story.ids["meetings"] in carla.get(story.ids["staffing"]).topics


def test_what_pointed_at_the_merged_lesson_points_at_the_one_that_remains(story):
    with story.bank("carla") as carla:
        carla.merge(story.ids["handing"], story.ids["call"], reason="Zelfde les")

        assert (story.ids["handing"],) == carla.get(story.ids["todo"]).lessons
    with story.bank() as bank:
        assert () == bank.check()
