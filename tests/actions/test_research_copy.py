"""A research copy is the bank as a researcher sees it, with pseudonyms for people."""

import shutil
from datetime import date

import pytest

from kennisbank import Lesson, Person, open_bank
from kennisbank.errors import NotFound
from tests.copies import opened, shape, written

pytestmark = pytest.mark.slow  # the file, taken together

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
