"""Import and export through the bank: a plan first, then all or nothing; and out again, byte for byte."""

import filecmp

import pytest

from kennisbank import Lesson, Topic, open_bank
from kennisbank.errors import InvalidInput, KennisbankError, NotAllowed
from kennisbank.exchange.reading import Reading, read


def lesson(name, **values):
    return Lesson(title=f"Les {name}", happened="Het ging zo.", origin=f"test:{name}", **values)


def snapshot(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_plan_changes_nothing(story):
    with story.bank() as bank:
        before = (bank.count(), bank.store.last())
        plan = bank.plan_reading(Reading(records=(lesson("a"), lesson("b"))))

        assert ["create", "create"] == [step.action for step in plan.steps]
        assert before == (bank.count(), bank.store.last())


def test_the_second_run_of_an_import_changes_nothing(story):
    reading = Reading(records=(lesson("a"), lesson("b", related=("@test:a",))))
    with story.bank() as bank:
        bank.run_import(bank.plan_reading(reading))
        last = bank.store.last()
        again = bank.run_import(bank.plan_reading(reading))

        assert (0, 0, 2) == (again.created, again.updated, again.skipped)
        assert last == bank.store.last()
        assert () == bank.check()


def test_what_people_changed_here_is_not_overwritten(story):
    with story.bank() as bank:
        bank.run_import(bank.plan_reading(Reading(records=(lesson("a"),))))
        mine = next(record for record in bank.records("lesson") if record.origin == "test:a")
        bank.save(mine.but(learned="Ons eigen inzicht."))
        source = lesson("a", recommendation="De bron veranderde.")
        bank.run_import(bank.plan_reading(Reading(records=(source,))))

        assert "Ons eigen inzicht." == bank.get(mine.id).learned


def test_a_reference_to_nothing_stops_the_whole_import(story):
    with story.bank() as bank:
        before = bank.store.last()
        with pytest.raises(KennisbankError, match="nowhere"):
            bank.run_import(
                bank.plan_reading(Reading(records=(lesson("a"), lesson("b", related=("@test:nowhere",)))))
            )

        assert before == bank.store.last()


def test_a_plan_that_is_out_of_date_is_refused_whole(story):
    with story.bank() as bank:
        reading = Reading(records=(lesson("a"), lesson("b")))
        plan = bank.plan_reading(reading)
        bank.run_import(bank.plan_reading(Reading(records=(lesson("b"),))))
        before = bank.store.last()
        with pytest.raises(KennisbankError):
            bank.run_import(plan)

        assert before == bank.store.last()


def test_what_somebody_wrote_since_the_plan_was_made_is_not_overwritten(story):
    with story.bank() as bank:
        bank.run_import(bank.plan_reading(Reading(records=(lesson("a"),))))
        plan = bank.plan_reading(Reading(records=(lesson("a", learned="De bron leerde iets."),)))
        id = plan.steps[0].record.id
        bank.save(bank.get(id).but(learned="Wij ook."))
        with pytest.raises(InvalidInput, match="changed since"):
            bank.run_import(plan)

        assert "Wij ook." == bank.get(id).learned


def test_a_topic_that_is_only_named_is_the_one_of_that_name_here(story):
    named = Topic(title="brieven", origin="test:topic:brieven")
    about = lesson("a", topics=("@test:topic:brieven",))
    with story.bank() as bank:
        report = bank.run_import(bank.plan_reading(Reading(records=(named, about))))
        again = bank.plan_reading(Reading(records=(named, about)))
        made = next(step.record for step in report.plan.steps if step.action == "create")

        assert (1, 1) == (report.created, report.skipped)
        assert (story.ids["letters"],) == bank.get(made.id).topics
        assert {"skip"} == {step.action for step in again.steps}


def test_a_topic_with_a_definition_of_its_own_comes_in_beside_the_one_of_that_name(story):
    told = Topic(title="Brieven", definition="Post van buiten.", origin="test:topic:brieven")
    with story.bank() as bank:
        plan = bank.plan_reading(Reading(records=(told,)))

        assert ["create"] == [step.action for step in plan.steps]


def test_a_member_may_not_import(story, tmp_path):
    with story.bank("anna") as anna, pytest.raises(NotAllowed):
        anna.plan_import("markdown", tmp_path)


def test_a_bank_goes_out_in_and_out_again_byte_for_byte(story, sqlite_url, tmp_path):
    with story.bank("carla") as carla:
        carla.merge(story.ids["staffing"], story.ids["evaluated"], reason="Zelfde les")
    with story.bank() as bank:
        bank.export(tmp_path / "one")
    target = sqlite_url.replace("bank.db", "copy.db")
    with open_bank(target, actor="beheerder", create=True) as copy:
        copy.run_import(copy.plan_import("bank", tmp_path / "one"))
        copy.export(tmp_path / "two")

        assert () == copy.check()
    assert snapshot(tmp_path / "one") == snapshot(tmp_path / "two")


@pytest.mark.parametrize("part", ["markdown", "csv"])
def test_the_markdown_and_the_tables_of_an_export_read_back_identical(story, sqlite_url, tmp_path, part):
    with story.bank() as bank:
        bank.export(tmp_path / "one")
    folder = tmp_path / "one" / part
    readings = (
        [read("markdown", folder)]
        if part == "markdown"
        else [read("table", path) for path in sorted(folder.iterdir())]
    )
    with open_bank(sqlite_url.replace("bank.db", "copy.db"), actor="beheerder", create=True) as copy:
        everything = tuple(record for reading in readings for record in reading.records)
        copy.run_import(copy.plan_reading(Reading(records=everything)))
        copy.export(tmp_path / "two")

    assert filecmp.cmp(tmp_path / "one" / "records.jsonl", tmp_path / "two" / "records.jsonl", shallow=False)


def test_a_whole_bank_does_not_go_into_one_that_has_records(story, tmp_path):
    with story.bank() as bank:
        bank.export(tmp_path / "one")
        bank.add(Lesson(title="Nieuw sindsdien", happened="x"))
        plan = bank.plan_import("bank", tmp_path / "one")

        assert {"skip"} == {step.action for step in plan.steps}


def test_an_export_never_overwrites_something_else(story, tmp_path):
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "mine.txt").write_text("van mij")
    with story.bank() as bank, pytest.raises(InvalidInput):
        bank.export(folder)

    assert ["mine.txt"] == [path.name for path in folder.iterdir()]


def test_somebody_elses_export_holds_only_what_they_may_read(story, tmp_path):
    with story.bank("rik") as rik:
        rik.export(tmp_path / "out")
    text = "\n".join(
        path.read_text(encoding="utf-8") for path in (tmp_path / "out").rglob("*") if path.is_file()
    )

    assert story.ids["call"] in text
    assert story.ids["secret"] not in text
    assert story.ids["leaving"] not in text
