"""A day of leaving is not found by trying days either: no hash, no verdict and no number tells whether a guess was right."""

from datetime import date, timedelta

import pytest
from pyarrow import parquet

from kennisbank import Link, Person, open_bank
from kennisbank.domain.revision import fingerprint
from kennisbank.errors import InvalidInput
from kennisbank.exchange.fingerprints import source_print, stamped

DAY = date(2026, 6, 1)
OTHER = date(2026, 7, 1)


def persons(plan):
    return [step for step in plan.steps if step.record.kind == "person"]


def test_the_history_holds_no_salt_or_hash_to_try_days_with_but_to_a_few(story):
    with story.bank("lea") as lea, story.bank("bilal") as bilal:
        told = [lea.history(story.ids[name])[0] for name in ("anna", "daan")]
        whole = bilal.history(story.ids["anna"])[0]

    assert [("", "", "", "")] * 2 == [
        (item.salt, item.fingerprint, item.previous, item.hash) for item in told
    ]
    assert whole.fingerprint == fingerprint(
        salt=whole.salt, content=whole.content, actor=whole.actor, reason=whole.reason
    )


def test_who_may_not_know_that_somebody_leaves_sees_no_revision_of_it(story):
    with story.bank("bilal") as bilal, story.bank("lea") as lea:
        bilal.announce_leaving(story.ids["anna"], OTHER)
        seen = [len(bank.history(story.ids["anna"])) for bank in (lea, bilal)]

    assert [1, 2] == seen


def test_a_research_copy_holds_no_revision_of_an_announcement(story, tmp_path):
    with story.bank("bilal") as bilal:
        bilal.announce_leaving(story.ids["anna"], OTHER)
        bilal.announce_leaving(story.ids["anna"], DAY)
    with story.bank() as chief:
        chief.research_copy(tmp_path / "copy")
    found = next((tmp_path / "copy").rglob("revision*.parquet"))
    table = parquet.read_table(found).to_pylist()

    assert {1} == {row["number"] for row in table if row["kind"] == "person"}


@pytest.mark.parametrize("guess", [DAY, OTHER])
def test_an_editor_who_writes_a_day_changes_nothing_whether_it_is_right_or_not(story, guess):
    with story.bank("carla") as carla, story.bank() as chief:
        chief.announce_leaving(story.ids["anna"], date(2026, 8, 1))
        first = carla.history(story.ids["anna"])[0].value()
        late = carla.save(first.but(leaves_on=guess))
        fresh = carla.save(carla.get(story.ids["anna"]).but(leaves_on=guess))
        kept = chief.get(story.ids["anna"])

    assert ((2, None), (2, None)) == ((late.revision, late.leaves_on), (fresh.revision, fresh.leaves_on))
    assert (2, date(2026, 8, 1)) == (kept.revision, kept.leaves_on)


def test_the_plan_of_an_import_shows_an_editor_no_day_and_leaves_their_own_export_as_it_is(story, tmp_path):
    with story.bank("carla") as carla:
        carla.export(tmp_path / "out")
        plans = [
            carla.plan_import("markdown", tmp_path / "out" / "markdown"),
            carla.plan_import("bank", tmp_path / "out"),
        ]
    steps = [step for plan in plans for step in persons(plan)]

    assert {("skip", "unchanged", None)} == {(step.action, step.why, step.record.leaves_on) for step in steps}


def test_the_plan_of_an_import_of_an_older_copy_shows_an_editor_no_day(story, tmp_path):
    with story.bank("carla") as carla:
        carla.export(tmp_path / "out")
        carla.save(carla.get(story.ids["anna"]).but(function="Adviseur"))
        steps = persons(carla.plan_import("markdown", tmp_path / "out" / "markdown"))
    anna = next(step for step in steps if step.record.id == story.ids["anna"])

    assert ("copy-behind", None) == (anna.why, anna.record.leaves_on)


def test_an_editor_does_not_get_to_know_a_day_by_joining_that_person_to_their_own(story):
    with story.bank("carla") as carla:
        merged = carla.merge(story.ids["carla"], story.ids["anna"], reason="Dubbel")
        own = carla.get(story.ids["carla"])

    assert (None, None) == (merged.leaves_on, own.leaves_on)


def test_an_administrator_who_joins_two_people_keeps_the_day(story):
    with story.bank() as chief:
        assert DAY == chief.merge(story.ids["carla"], story.ids["anna"], reason="Dubbel").leaves_on


def test_who_leads_somebody_whose_time_in_the_team_ends_later_still_sees_that_they_leave(story):
    with story.bank() as chief, story.bank("bilal") as bilal:
        anna = chief.get(story.ids["anna"])
        ending = tuple(Link(to=link.to, since=link.since, until=DAY) for link in anna.teams)
        chief.save(anna.but(teams=ending))
        seen = bilal.get(story.ids["anna"]).leaves_on, [item.name for item in bilal.at_risk().leavers]
        story.clock.pass_days((DAY - date(2026, 3, 1)).days)

        assert (DAY, ["Anna de Wit"]) == seen
        assert None is bilal.get(story.ids["anna"]).leaves_on


@pytest.mark.parametrize("account", ["beheerder", "anna"])
def test_saving_takes_no_day_that_is_past(story, account):
    with story.bank(account) as bank:
        anna = bank.get(story.ids["anna"])
        with pytest.raises(InvalidInput, match="cannot leave on"):
            bank.save(anna.but(leaves_on=bank.today() - timedelta(days=1)))


@pytest.mark.parametrize("account", ["beheerder", "bilal", "carla", "anna"])
def test_somebody_new_leaves_on_no_day_that_is_past(story, account):
    with story.bank(account) as bank:
        before = bank.count()
        with pytest.raises(InvalidInput, match="Petra cannot leave on"):
            bank.add(Person(title="Petra", leaves_on=bank.today() - timedelta(days=1)))
        kept = bank.add(Person(title="Petra", leaves_on=bank.today()))

        assert before["person"] + 1 == bank.count()["person"]
    with story.bank() as chief:
        assert chief.today() == chief.get(kept).leaves_on


def table(folder, *rows):
    """Write a table of people (number, name, function, last day), and return how to import it."""
    source, mapping = folder / "people.csv", folder / "people.toml"
    source.write_text("\n".join(["nr,naam,functie,weg", *rows]) + "\n", encoding="utf-8")
    columns = {"naam": "title", "functie": "function", "weg": "leaves_on"}
    told = "".join(f"[columns.{column}]\nfield = '{field}'\n" for column, field in columns.items())
    mapping.write_text(
        "kind = 'person'\nkey = 'nr'\n" + told.replace("'leaves_on'", "'leaves_on'\ndate = '%Y-%m-%d'"),
        encoding="utf-8",
    )
    return {"format": "table", "source": source, "mapping": mapping}


def test_an_import_brings_nobody_in_who_leaves_on_a_day_that_is_past(story, tmp_path):
    with story.bank() as chief:
        before = chief.store.last()
        late = chief.plan_import(**table(tmp_path, "1,Petra,,2026-06-01", "2,Quint,,2026-02-28"))
        with pytest.raises(InvalidInput, match="Quint cannot leave on 2026-02-28"):
            chief.run_import(late)
        untouched = chief.store.last()
        chief.run_import(chief.plan_import(**table(tmp_path, "1,Petra,,2026-06-01", "2,Quint,,2026-03-01")))
        with pytest.raises(InvalidInput, match="Petra cannot leave on 2026-01-01"):
            chief.run_import(
                chief.plan_import(**table(tmp_path, "1,Petra,Jurist,2026-01-01", "2,Quint,,2026-03-01"))
            )
        days = {item.title: item.leaves_on for item in chief.records("person")}

    assert before == untouched
    assert (DAY, date(2026, 3, 1)) == (days["Petra"], days["Quint"])


def test_an_import_of_an_editor_says_the_same_whatever_day_it_names(story, tmp_path):
    with story.bank() as chief:
        chief.run_import(chief.plan_import(**table(tmp_path, "1,Petra,,2026-06-01")))
    told = []
    with story.bank("carla") as carla:
        for number, day in enumerate(("2026-06-01", "2026-07-01", "2020-01-01", "")):
            done = carla.run_import(carla.plan_import(**table(tmp_path, f"1,Petra,Adviseur {number},{day}")))
            told.append((done.created, done.updated, done.skipped))
    with story.bank() as chief:
        kept = next(item for item in chief.records("person") if "Petra" == item.title)

    assert 1 == len(set(told))
    assert (DAY, "Adviseur 3") == (kept.leaves_on, kept.function)


def test_an_announcement_that_a_bank_kept_comes_along_when_its_day_is_past(story, tmp_path):
    with story.bank() as chief:
        chief.export(tmp_path / "out")
        story.clock.pass_days(200)
        with open_bank(
            f"sqlite:///{tmp_path / 'new.db'}", actor="beheerder", create=True, clock=story.clock
        ) as fresh:
            fresh.run_import(fresh.plan_import("markdown", tmp_path / "out" / "markdown"))

            assert fresh.today() > DAY
            assert DAY == fresh.get(story.ids["anna"]).leaves_on


def test_what_an_import_remembers_in_a_record_is_the_same_for_every_day():
    found = [
        stamped(one, source=source_print(one)).extra
        for one in (Person(title="Petra", leaves_on=day) for day in (DAY, OTHER, None))
    ]

    assert [found[0]] * 3 == found
