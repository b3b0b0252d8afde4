"""Making a research copy: who may, with which key, in which folder, and that it is kept that it was made."""

import json
import sys

import pytest

from kennisbank import Lesson
from kennisbank.errors import BankProblem, InvalidInput, NotAllowed
from kennisbank.store import events
from tests.copies import opened, written

pytestmark = pytest.mark.slow  # the file, taken together


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


def test_a_place_where_nothing_can_be_written_is_named(story, tmp_path):
    (tmp_path / "file").write_text("van mij")
    with story.bank() as bank:
        for target, key in (
            (tmp_path / "file" / "copy", None),
            (tmp_path / "copy", tmp_path / "none" / "key"),
        ):
            with pytest.raises(InvalidInput, match="cannot be"):
                bank.research_copy(target, key_file=key)
        with bank.store.reading() as connection:
            noted = events.newest(connection, limit=1)

    assert () == noted
    assert "van mij" == (tmp_path / "file").read_text()
