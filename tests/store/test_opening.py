"""Opening and making banks, and what is said when there is none."""

import sqlite3

import pytest
from sqlalchemy import text

from kennisbank import open_bank
from kennisbank.actions import opening
from kennisbank.errors import (
    BankExists,
    BankMissing,
    BankProblem,
    BankTooNew,
    BankTooOld,
    InvalidInput,
    NotFound,
)


def test_a_new_bank_has_one_administrator(bank_url):
    with open_bank(bank_url, actor="beheerder", create=True) as bank:
        assert ("beheerder",) == bank.accounts()
        assert "administrator" == bank.actor.role


def test_opening_a_bank_that_is_not_there_makes_nothing(tmp_path):
    with pytest.raises(BankMissing, match="kennisbank init"):
        open_bank(f"sqlite:///{tmp_path}/none.db", actor="beheerder")

    assert [] == list(tmp_path.iterdir())


def test_making_a_bank_over_another_is_refused(bank_url):
    opening.make(bank_url).close()
    with pytest.raises(BankExists):
        opening.make(bank_url)


def test_an_unknown_account_is_told_which_there_are(bank_url):
    opening.make(bank_url).close()
    with pytest.raises(NotFound, match="beheerder"):
        open_bank(bank_url, actor="nobody")


def test_a_newer_bank_is_left_alone(story):
    with story.bank() as bank, bank.store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(BankTooNew, match="9999"):
        story.bank()


def test_an_older_bank_says_how_to_upgrade(story):
    with story.bank() as bank, bank.store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    with pytest.raises(BankTooOld, match="kennisbank upgrade"):
        story.bank()


def test_a_file_that_is_no_database_is_named(tmp_path):
    path = tmp_path / "photo.db"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" * 500)
    with pytest.raises(BankProblem, match="not a database"):
        open_bank(f"sqlite:///{path}", actor="beheerder")


def test_somebody_elses_database_is_no_bank(tmp_path):
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE alembic (x)")
    raw.close()
    with pytest.raises(BankMissing):
        open_bank(f"sqlite:///{path}", actor="beheerder")


@pytest.mark.parametrize("url", ["mysql://localhost/x", "sqlite://", "sqlite:///:memory:", "://"])
def test_an_address_where_no_bank_can_live_is_refused(url):
    with pytest.raises(InvalidInput, match="sqlite:///path"):
        open_bank(url, actor="beheerder")


def test_no_address_at_all_is_explained(monkeypatch):
    monkeypatch.delenv("KENNISBANK_URL", raising=False)
    with pytest.raises(InvalidInput, match="KENNISBANK_URL"):
        open_bank(actor="beheerder")
