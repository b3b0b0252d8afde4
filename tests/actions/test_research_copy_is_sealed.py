"""Nobody changes a research copy: the database itself refuses, and no file in the folder ever changes."""

import sqlite3
import stat

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from kennisbank import Lesson, open_bank
from kennisbank.actions import opening
from kennisbank.errors import BankProblem
from kennisbank.exchange.found import Reading
from kennisbank.store.engine import address, connect, transaction
from tests.copies import ACCOUNT, opened, state
from tests.story import tell

pytestmark = pytest.mark.slow  # the file, taken together


@pytest.fixture
def copied(sqlite_url, tmp_path):
    """The story and the folder of a copy of it."""
    story = tell(sqlite_url)
    with story.bank() as bank:
        bank.research_copy(tmp_path / "copy")
    return story, tmp_path / "copy"


WRITES = {
    "add": lambda copy, _: copy.add(Lesson(title="x", happened="x")),
    "capture": lambda copy, _: copy.capture("lesson", {"title": "x", "happened": "x"}),
    "save": lambda copy, id: copy.save(copy.get(id).but(learned="Anders.")),
    "move": lambda copy, id: copy.move(id, "validated"),
    "review": lambda copy, id: copy.review(id, confidence="contested"),
    "merge": lambda copy, id: copy.merge(id, next(copy.records("lesson")).id, reason="x"),
    "erase": lambda copy, _: copy.erase(next(copy.records("person")).id, reason="x"),
    "keep_draft": lambda copy, _: copy.keep_draft("lesson", {"title": "x"}),
    "drop_draft": lambda copy, id: copy.drop_draft(id),
    "enrol": lambda copy, _: copy.enrol("anna", "administrator"),
    "plan_reading": lambda copy, _: copy.run_import(copy.plan_reading(Reading(records=(Lesson(title="x", origin="t:1"),)))),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(WRITES))
def test_each_way_to_write_is_answered_that_this_is_a_copy(copied, name):
    story, folder = copied
    before = state(folder)
    with opened(folder) as copy, pytest.raises(BankProblem, match="This is a research copy"):
        WRITES[name](copy, story.ids["call"])

    assert before == state(folder)


@pytest.mark.parametrize(
    "statement",
    ["DELETE FROM record", "CREATE TABLE mine (x)", "UPDATE bank SET seq = 0", "PRAGMA user_version = 7"],
)
def test_the_database_refuses_whatever_is_sent_to_it(copied, statement):
    _, folder = copied
    before = state(folder)
    with opened(folder) as copy:
        with copy.store.engine.connect() as connection, pytest.raises(OperationalError, match="readonly"):
            connection.exec_driver_sql(statement)
        with (
            pytest.raises(BankProblem, match="This is a research copy"),
            transaction(copy.store.engine, write=True) as connection,
        ):
            connection.execute(text(statement))

    assert before == state(folder)


def test_it_refuses_too_when_the_promise_to_only_read_is_taken_back(copied):
    _, folder = copied
    with opened(folder) as copy, copy.store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = OFF")
        with pytest.raises(OperationalError, match="readonly"):
            connection.exec_driver_sql("DELETE FROM record")


def test_a_copy_is_known_by_its_file_too(copied):
    _, folder = copied
    for place in (folder / "bank.db", f"sqlite:///{folder}", f"sqlite:///{folder / 'bank.db'}"):
        with (
            open_bank(str(place), actor=ACCOUNT) as copy,
            pytest.raises(BankProblem, match="This is a research copy"),
        ):
            copy.keep_draft("lesson", {})


def test_every_file_is_for_reading_only(copied):
    _, folder = copied

    assert {0o444} == {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}


def test_using_it_changes_nothing_in_the_folder(copied):
    story, folder = copied
    before = state(folder)
    with opened(folder) as copy:
        found = copy.find("bellen")
        copy.clicked(found.id)
        copy.find("zonnebloemolie")
        copy.similar("Een telefoontje voorkomt bezwaar.")
        copy.reindex()
        copy.frame("lesson")
        copy.history(story.ids["call"])
        asked = copy.asked_for()

    assert found.total
    assert () == asked
    assert before == state(folder)


def test_it_opens_in_a_folder_where_nothing_can_be_made(copied):
    story, folder = copied
    folder.chmod(0o555)
    with opened(folder) as copy:
        assert story.ids["call"] in {hit.id for hit in copy.find("bellen brief")}
    folder.chmod(0o755)


def test_a_copy_of_an_older_version_is_made_anew_not_upgraded(copied):
    _, folder = copied
    path = folder / "bank.db"
    path.chmod(0o644)
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '0001'")
    raw.close()
    with pytest.raises(BankProblem, match="This is a research copy"):
        opening.upgrade(str(folder))


def test_a_live_bank_is_no_copy(copied):
    story, _ = copied
    with story.bank() as bank:
        assert not bank.store.sealed
    engine = connect(address(story.url))
    with engine.connect() as connection:
        assert "wal" == connection.exec_driver_sql("PRAGMA journal_mode").scalar()
    engine.dispose()
