"""A person can be erased everywhere; what they taught us stays."""

import sqlite3

import pytest

from kennisbank.errors import BankBusy, InvalidInput, NotAllowed
from kennisbank.store import engine
from tests.story import tell


def everything_written(bank):
    with bank.store.reading() as connection:
        tables = ("record", "revision", "draft", "account", "membership", "question")
        return "\n".join(
            str(row) for name in tables for row in connection.exec_driver_sql(f"SELECT * FROM {name}")
        )


def test_nothing_anywhere_names_an_erased_person_and_the_bank_stays_whole(story):
    with story.bank("anna") as anna:
        lesson = anna.capture("lesson", {"title": "Les", "happened": "Anna de Wit zag het zelf."})
        anna.keep_draft("lesson", {"title": "Nog van mij"})
        private = anna.get(lesson)
        anna.save(private.but(cause="Gevonden door Anna de Wit"), reason="Anna de Wit vulde aan")
    with story.bank() as bank:
        gone = bank.erase(story.ids["anna"], reason="Verzoek")
        text = everything_written(bank)

        assert "Anna de Wit" not in text
        assert "'anna'" not in text and '"anna"' not in text
        assert () == bank.check()
        assert "left" == gone.status
        assert f"{gone.title} zag het zelf." == bank.get(lesson).happened
        assert (story.ids["anna"],) == bank.get(story.ids["todo"]).owners


def test_the_erased_name_is_no_longer_found(story):
    with story.bank() as bank:
        assert story.ids["anna"] in {hit.id for hit in bank.find("Anna de Wit")}
        bank.erase(story.ids["anna"], reason="Verzoek")

        assert story.ids["anna"] not in {hit.id for hit in bank.find("Anna Wit")}


def test_no_file_of_the_bank_holds_an_erased_name(sqlite_url, tmp_path):
    story = tell(sqlite_url)
    with story.bank() as bank:
        assert bank.find("Anna de Wit").total
        assert [
            path for path in tmp_path.rglob("*") if path.is_file() and b"Anna de Wit" in path.read_bytes()
        ]
        bank.erase(story.ids["anna"], reason="Verzoek")
        bank.find("brief")
        left = [path.name for path in tmp_path.rglob("*") if path.is_file() and b"Anna" in path.read_bytes()]

        assert [] == left


def test_somebody_who_keeps_reading_does_not_stop_the_erasing_but_is_told_of(
    sqlite_url, tmp_path, monkeypatch
):
    story = tell(sqlite_url)
    reader = sqlite3.connect(tmp_path / "bank.db", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM record").fetchone()
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.2)
    with story.bank() as bank:
        with pytest.raises(BankBusy, match="nobody else uses the bank"):
            bank.erase(story.ids["anna"], reason="Verzoek")

        assert "Anna" not in bank.get(story.ids["anna"]).title
    reader.close()


def test_only_an_administrator_erases(story):
    with story.bank("carla") as carla, pytest.raises(NotAllowed):
        carla.erase(story.ids["anna"], reason="Verzoek")


def test_a_lesson_is_not_erased(story):
    with story.bank() as bank, pytest.raises(InvalidInput, match="Archive"):
        bank.erase(story.ids["call"], reason="Verzoek")
