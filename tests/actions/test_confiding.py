"""A day of leaving reaches only those it is confided to, by whatever way somebody looks; and nobody loses it by saving."""

import json
from datetime import date

import pytest

from kennisbank import Person
from kennisbank.domain.policy import may
from tests.story import tell

DAY = date(2026, 6, 1)
SEES = {"anna", "bilal", "beheerder"}
EVERYBODY = ["anna", "bilal", "carla", "daan", "rik", "lea", "beheerder", ""]


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    return tell(f"sqlite:///{tmp_path_factory.mktemp('confided') / 'bank.db'}")


def ways(bank, id):
    """Everything that each way of reading the bank tells somebody, as text."""
    yield "frame", bank.frame("person").to_json(date_format="iso")
    yield "network", str(dict(bank.network().nodes(data=True)))
    yield (
        "found",
        str([(hit.record.model_dump(), hit.content) for hit in bank.find("Anna de Wit", log=False)]),
    )
    yield "records", str([item.model_dump() for item in bank.records("person")])
    yield "backlinks", str([item.model_dump() for _, item in bank.backlinks(TEAM["id"])])
    if may(bank.actor, "read", Person(title="iemand")):
        yield "get", str(bank.get(id).model_dump())
        yield "history", str([(item.content, item.value().model_dump()) for item in bank.history(id)])


TEAM = {}


@pytest.mark.parametrize("account", EVERYBODY)
def test_no_way_of_looking_tells_a_day_of_leaving_to_somebody_else(town, account):
    TEAM["id"] = town.ids["permits"]
    with town.bank(account) as bank:
        told = dict(ways(bank, town.ids["anna"])) if account else {}
    days = {way for way, text in told.items() if "2026-06-01" in text or "datetime.date(2026, 6, 1)" in text}

    assert ({"frame", "records", "backlinks", "get", "history"} if account in SEES else set()) == days


def test_an_export_of_an_editor_does_not_hold_it_and_that_of_the_administrator_does(town, tmp_path):
    found = {}
    for account in ("carla", "beheerder"):
        with town.bank(account) as bank:
            bank.export(tmp_path / account)
        texts = [
            path.read_text(encoding="utf-8")
            for path in (tmp_path / account).rglob("*.*")
            if path.suffix in (".md", ".csv", ".json", ".jsonl")
        ]
        found[account] = any("2026-06-01" in text for text in texts)

    assert {"carla": False, "beheerder": True} == found


def test_an_editor_who_saves_a_person_loses_nothing_of_it(story):
    with story.bank("carla") as carla:
        seen = carla.get(story.ids["anna"])
        saved = carla.save(seen.but(function="Vergunningverlener"))
    with story.bank("bilal") as bilal:
        now = bilal.get(story.ids["anna"])

    assert (None, None) == (seen.leaves_on, saved.leaves_on)
    assert ("Vergunningverlener", DAY) == (now.function, now.leaves_on)


def test_two_who_save_at_once_do_not_see_it_in_what_they_disagree_on(story):
    from kennisbank.errors import Conflict

    with story.bank("carla") as carla, story.bank("beheerder") as chief:
        seen = carla.get(story.ids["anna"])
        chief.save(chief.get(story.ids["anna"]).but(function="Een"))
        with pytest.raises(Conflict) as conflict:
            carla.save(seen.but(function="Twee"))
        drafts = [item.values for item in carla.my_drafts()]

    assert [None, None, None] == [
        item.leaves_on for item in (conflict.value.base, conflict.value.mine, conflict.value.theirs)
    ]
    assert DAY.isoformat() not in json.dumps(drafts)


def test_who_moves_or_merges_a_person_loses_nothing_of_it_and_does_not_see_it(story):
    with story.bank("carla") as carla:
        double = carla.add(Person(title="A. de Wit"))
        merged = carla.merge(story.ids["anna"], double, reason="Dezelfde")
        moved = carla.move(story.ids["anna"], "left")
    with story.bank() as bank:
        assert DAY == bank.get(story.ids["anna"]).leaves_on

    assert (None, None) == (merged.leaves_on, moved.leaves_on)


def test_an_editor_who_brings_an_export_back_loses_nothing_of_it(story, tmp_path):
    with story.bank("carla") as carla:
        carla.export(tmp_path / "out")
        carla.run_import(carla.plan_import("markdown", tmp_path / "out" / "markdown"))
    with story.bank() as bank:
        assert DAY == bank.get(story.ids["anna"]).leaves_on


def test_erasing_a_person_erases_it(story):
    with story.bank() as bank:
        bank.erase(story.ids["anna"], reason="Gevraagd")

        assert None is bank.get(story.ids["anna"]).leaves_on
        assert not [item for item in bank.history(story.ids["anna"]) if "2026-06-01" in item.content]
