"""A research copy is the bank as a researcher sees it, with pseudonyms for people."""

import json
import shutil
import sys
from datetime import date

import pytest

from kennisbank import Lesson, Person, open_bank
from kennisbank.errors import BankProblem, InvalidInput, NotAllowed, NotFound
from kennisbank.store import events
from tests.copies import opened, shape, written

PEOPLE = ("anna", "bilal", "carla", "daan", "rik", "lea")


@pytest.fixture
def copied(story, tmp_path):
    """The story and the folder of a copy of it, with a history in which people are named."""
    with story.bank("anna") as anna:
        id = anna.capture(
            "lesson",
            {
                "title": "Les van Anna",
                "visibility": "private",
                "happened": "Bilal Yıldız en Wit, Anna de belden.",
            },
        )
        anna.save(
            anna.get(id).but(visibility="organisation", cause="Carla Sánchez wist het."),
            reason="Op verzoek van Daan Hoekstra",
        )
        story.ids["opened"] = id
    with story.bank("carla") as carla:
        carla.merge(story.ids["staffing"], story.ids["evaluated"], reason="Zelfde les")
    with story.bank() as bank:
        bank.research_copy(tmp_path / "copy")
    return story, tmp_path / "copy"


def test_it_counts_and_ties_as_the_bank_does_for_a_researcher(copied):
    story, folder = copied
    with story.bank("rik") as rik, opened(folder) as copy:
        assert rik.count() == copy.count()
        assert shape(rik.network()) == shape(copy.network())
        assert shape(rik.network(at=date(2026, 2, 15))) == shape(copy.network(at=date(2026, 2, 15)))


def test_it_is_whole_and_every_reference_leads_somewhere(copied):
    _, folder = copied
    with opened(folder) as copy:
        ids = {record.id for record in copy.records()}
        referred = {id for record in copy.records() for id in told(record)}

        assert () == copy.check()
        assert referred <= ids


def told(record):
    """The ids that a record refers to."""
    for name, field in record.fields().items():
        if field.relation and (value := getattr(record, name)):
            yield from (value,) if isinstance(value, str) else (getattr(item, "to", item) for item in value)


def test_people_have_other_ids_and_names_but_the_same_work(copied):
    story, folder = copied
    with story.bank("rik") as rik, opened(folder) as copy:
        before, after = ({item.id: item for item in bank.records("person")} for bank in (rik, copy))
        owner = copy.get(copy.get(story.ids["todo"]).owners[0])

        assert len(before) == len(after)
        assert set() == before.keys() & after.keys()
        assert {item.title for item in after.values()} == {
            item.title for item in after.values() if item.title.startswith("persoon-")
        }
        assert rik.get(story.ids["anna"]).knows == owner.knows
        assert rik.get(story.ids["anna"]).teams == owner.teams


def test_a_writer_and_their_account_are_one_pseudonym(copied):
    story, folder = copied
    with opened(folder) as copy:
        anna = copy.get(copy.get(story.ids["todo"]).owners[0]).title
        lesson = copy.get(story.ids["opened"])

        assert (anna, f"Les van {anna}") == (lesson.made_by, lesson.title)
        assert {anna} == {item.actor for item in copy.history(lesson.id)}


def test_history_is_what_a_researcher_may_read_of_it(copied):
    story, folder = copied
    with story.bank("rik") as rik, opened(folder) as copy:
        for record in rik.records():
            if record.kind != "person":
                before, after = (bank.history(record.id) for bank in (rik, copy))
                assert [(item.number, item.deed, item.at) for item in before] == [
                    (item.number, item.deed, item.at) for item in after
                ]
        assert 1 == len(copy.history(story.ids["opened"]))


def test_nobody_and_nothing_of_a_few_stands_in_any_file(copied):
    story, folder = copied
    text = written(folder)
    names = [
        "Anna",
        "Bilal",
        "Yıldız",
        "Carla",
        "Sánchez",
        "Daan",
        "Hoekstra",
        "Pinas",
        "Bakker",
        "'rik'",
        "'lea'",
    ]
    closed = [story.ids["secret"], story.ids["leaving"], "zaakbehandelaar", "Verloop van personeel"]

    assert [] == [word for word in [*names, *closed, *(story.ids[name] for name in PEOPLE)] if word in text]
    assert "beheerder" not in text


def test_what_was_merged_still_leads_to_what_remains(copied):
    story, folder = copied
    with opened(folder) as copy:
        assert story.ids["staffing"] == copy.get(story.ids["evaluated"]).id


def test_of_people_the_hour_is_not_there(copied):
    _, folder = copied
    with opened(folder) as copy:
        moments = {
            moment for person in copy.records("person") for moment in (person.created, person.modified)
        }
        moments |= {item.at for person in copy.records("person") for item in copy.history(person.id)}

        assert {"00:00:00"} == {f"{moment:%H:%M:%S}" for moment in moments}


def test_words_of_the_story_are_left_alone(copied):
    story, folder = copied
    with story.bank("rik") as rik, opened(folder) as copy:
        for name in ("call", "handing", "cable"):
            before, after = rik.get(story.ids[name]), copy.get(story.ids[name])
            assert before.but(made_by="") == after.but(made_by="")


def test_it_opens_and_finds_wherever_it_is_moved(copied, tmp_path):
    story, folder = copied
    moved = shutil.move(folder, tmp_path / "an other place's")
    with opened(moved) as copy:
        assert story.ids["call"] in {hit.id for hit in copy.find("bellen brief")}
        assert 0 == copy.find("Hoekstra").total


def test_only_the_one_who_studies_has_an_account(copied):
    _, folder = copied
    with opened(folder) as copy:
        assert ("onderzoeker",) == copy.accounts()
    with pytest.raises(NotFound, match="onderzoeker"):
        open_bank(str(folder), actor="beheerder")


def test_two_copies_cannot_be_put_beside_each_other(story, tmp_path):
    with story.bank("rik") as rik:
        rik.research_copy(tmp_path / "one")
        rik.research_copy(tmp_path / "two")
    with opened(tmp_path / "one") as one, opened(tmp_path / "two") as two:
        assert set() == {item.id for item in one.records("person")} & {
            item.id for item in two.records("person")
        }


def test_two_copies_with_one_key_can(story, tmp_path):
    key = tmp_path / "key"
    with story.bank() as bank:
        bank.research_copy(tmp_path / "one", key_file=key)
        bank.research_copy(tmp_path / "two", key_file=key)
    with opened(tmp_path / "one") as one, opened(tmp_path / "two") as two:
        assert list(one.records("person")) == list(two.records("person"))
    assert 0o600 == key.stat().st_mode & 0o777
    assert key.read_text().strip() not in written(tmp_path / "one")


def test_a_key_that_gives_itself_away_is_refused_and_nothing_is_made(story, tmp_path):
    (tmp_path / "short").write_text("geheim\n")
    with story.bank() as bank:
        for key in (tmp_path / "copy" / "key", tmp_path / "short"):
            with pytest.raises(InvalidInput):
                bank.research_copy(tmp_path / "copy", key_file=key)

    assert ["short"] == [path.name for path in tmp_path.iterdir() if not path.name.startswith("bank.db")]


def test_who_may_export_may_make_one_and_only_an_administrator_keeps_a_key(story, tmp_path):
    for name in ("anna", "bilal", "lea"):
        with story.bank(name) as bank, pytest.raises(NotAllowed, match="study"):
            bank.research_copy(tmp_path / name)
    for name in ("rik", "carla"):
        with story.bank(name) as bank:
            bank.research_copy(tmp_path / name)
            with pytest.raises(NotAllowed, match="administer"):
                bank.research_copy(tmp_path / name, key_file=tmp_path / "key")
    with story.bank() as bank:
        bank.research_copy(tmp_path / "beheerder")
    texts = [
        json.loads((tmp_path / name / "copy.json").read_text())["records"]
        for name in ("rik", "carla", "beheerder")
    ]

    assert texts[0] == texts[1] == texts[2]


def test_each_copy_that_was_made_is_kept_in_the_bank(story, tmp_path):
    with story.bank("rik") as rik:
        made = rik.research_copy(tmp_path / "copy")
        with rik.store.reading() as connection:
            event = events.newest(connection, limit=1)[0]

    assert ("rik", "research-copy") == (event.account, event.deed)
    assert f"copy: {sum(made.records.values())} records, up to revision {made.revision}" == event.about


def test_a_person_only_some_may_read_is_still_not_named(story, tmp_path):
    with story.bank() as bank:
        hidden = bank.add(Person(title="Xerxes Quaedvlieg", visibility="private"))
        bank.add(Lesson(title="Dank aan Xerxes Quaedvlieg", happened="Hij hielp.", authors=(hidden,)))
        bank.research_copy(tmp_path / "copy")
    with opened(tmp_path / "copy") as copy:
        lesson = next(item for item in copy.records("lesson") if item.happened == "Hij hielp.")

        assert () == lesson.authors
    assert "Xerxes" not in written(tmp_path / "copy") and hidden not in written(tmp_path / "copy")


def test_what_somebody_was_called_before_is_hidden_too(story, tmp_path):
    with story.bank() as bank:
        anna = bank.get(story.ids["anna"])
        bank.save(anna.but(title="Anna Terpstra", email="a.terpstra@voorbeeld.nl"))
        bank.add(
            Lesson(
                title="Toen",
                happened="Anna de Wit (a.terpstra@voorbeeld.nl, 06-12345678) zei: kijk bij A. Terpstra.",
            )
        )
        bank.research_copy(tmp_path / "copy")
    with opened(tmp_path / "copy") as copy:
        lesson = next(item for item in copy.records("lesson") if item.title == "Toen")
        owner = copy.get(copy.get(story.ids["todo"]).owners[0]).title

        assert f"{owner} ({owner}, [telefoon]) zei: kijk bij {owner}." == lesson.happened


def test_an_id_in_a_text_leads_to_a_pseudonym_or_nowhere(story, tmp_path):
    with story.bank() as bank:
        ids = story.ids
        bank.add(Lesson(title="Zie ook", happened=f"{ids['anna']}, {ids['secret']} en {ids['call']}"))
        bank.research_copy(tmp_path / "copy")
    with opened(tmp_path / "copy") as copy:
        lesson = next(item for item in copy.records("lesson") if item.title == "Zie ook")

        assert f"{copy.get(ids['todo']).owners[0]}, … en {ids['call']}" == lesson.happened


def test_a_name_longer_than_fits_once_it_is_a_pseudonym_is_cut(story, tmp_path):
    with story.bank() as bank:
        bank.add(Person(title="Bo Tó"))
        bank.add(Lesson(title="Bo Tó " * 80 + "en meer", happened="x"))
        bank.research_copy(tmp_path / "copy")

    assert "Tó" not in written(tmp_path / "copy")


def test_a_folder_with_something_else_is_left_alone(story, tmp_path):
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "mine.txt").write_text("van mij")
    with story.bank() as bank:
        with pytest.raises(InvalidInput, match="research copy"):
            bank.research_copy(folder)
        bank.research_copy(tmp_path / "copy")
        (tmp_path / "copy" / "mine.txt").write_text("van mij")
        with pytest.raises(InvalidInput, match=r"mine\.txt"):
            bank.research_copy(tmp_path / "copy")

    assert ["mine.txt"] == [path.name for path in folder.iterdir()]


def test_an_earlier_copy_is_replaced(story, tmp_path):
    with story.bank() as bank:
        bank.research_copy(tmp_path / "copy")
        bank.add(Lesson(title="Nieuw", happened="Net."))
        bank.research_copy(tmp_path / "copy")
    with opened(tmp_path / "copy") as copy:
        assert "Nieuw" in {item.title for item in copy.records("lesson")}
    assert [] == [path.name for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_a_copy_is_not_copied_again(story, tmp_path):
    with story.bank() as bank:
        bank.research_copy(tmp_path / "copy")
    with opened(tmp_path / "copy") as copy, pytest.raises(BankProblem, match="This is a research copy"):
        copy.research_copy(tmp_path / "two")

    assert not (tmp_path / "two").exists()


@pytest.mark.parametrize("name", ["pyarrow", "duckdb"])
def test_a_library_that_is_lacking_is_named_and_nothing_is_made(story, tmp_path, monkeypatch, name):
    monkeypatch.setitem(sys.modules, name, None)
    with story.bank() as bank, pytest.raises(InvalidInput, match=rf"{name}.*kennisbank\[research\]"):
        bank.research_copy(tmp_path / "copy")

    assert not (tmp_path / "copy").exists()
