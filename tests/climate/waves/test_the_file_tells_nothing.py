"""The database after closing, opened with plain SQL: no way from an answer to a person or to a moment."""

import json
import random
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text

from kennisbank.climate.instrument.shipped import shipped
from tests.climate.waves.house import build

pytestmark = pytest.mark.slow  # the file, taken together

ITEMS = [item.id for item in shipped().items]


@pytest.fixture
def told(tmp_path):
    """A house whose people answered one after the other through the bank, in a known order, with a known word each."""
    return _tell(build(f"sqlite:///{tmp_path / 'bank.db'}", {"noord": (12, 11), "zuid": (14,)}))


def _tell(house):
    house.wave = house.open().id
    house.order, house.words = [], []
    chance = random.Random(7)
    for account in house.people:
        with house.bank(account) as bank:
            word = bank.begin_form(house.wave)
            told = {item: chance.randint(1, 5) for item in ITEMS}
            bank.keep_answers(house.wave, word, told)
            bank.send_form(house.wave, word)
        house.order.append((account, told))
        house.words.append(word)
        house.clock.pass_days(0.01)
    house.close(house.wave)
    return house


def file_of(house):
    return Path(house.url.removeprefix("sqlite:///"))


def test_tables_of_answers_have_no_column_for_a_person_or_a_moment(told):
    engine = create_engine(told.url)
    found = inspect(engine)
    for table in ("form", "answer", "concern"):
        columns = {column["name"] for column in found.get_columns(table)}
        assert not columns & {"account", "person", "actor", "at", "created", "modified", "seq", "token"}, (
            table
        )
    engine.dispose()


def test_no_table_joins_answers_to_people(told):
    """Whatever stands in the key of an answer stands in no other table."""
    with sqlite3.connect(file_of(told)) as raw:
        keys = {row[0] for row in raw.execute("SELECT key FROM answer")}
        tables = [
            row[0]
            for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'answer'")
        ]
        for table in tables:
            for row in raw.execute(f'SELECT * FROM "{table}"'):
                assert not keys & {value for value in row if isinstance(value, str)}, table


def test_rows_have_no_number_and_lie_in_the_order_of_random_keys(told):
    """There is no rowid, and the order in the file is that of the keys: unrelated to the order in which people answered."""
    with sqlite3.connect(file_of(told)) as raw:
        with pytest.raises(sqlite3.OperationalError, match="rowid"):
            raw.execute("SELECT rowid FROM answer")
        rows = raw.execute("SELECT key, answers FROM answer NOT INDEXED").fetchall()
    assert rows == sorted(rows, key=lambda row: row[0])
    place = {json.dumps(answers, sort_keys=True): number for number, (_, answers) in enumerate(told.order)}
    order = [place[json.dumps(json.loads(answers), sort_keys=True)] for _, answers in rows]
    n = len(order)
    concordant = sum(order[i] < order[j] for i in range(n) for j in range(i + 1, n))
    tau = 4 * concordant / (n * (n - 1)) - 1
    assert abs(tau) < 0.45, (
        "Kendall's tau of a random order of this length stays within .45 but once in 100,000"
    )


def test_the_files_hold_no_word_no_fingerprint_and_no_participation_any_more(told):
    import hashlib

    data = b"".join(one.read_bytes() for one in file_of(told).parent.glob("bank.db*") if one.is_file())
    for word in told.words:
        assert word.encode() not in data
        assert hashlib.sha256(word.encode()).hexdigest().encode() not in data
    with sqlite3.connect(file_of(told)) as raw:
        assert [(0,), (0,)] == [
            raw.execute(f"SELECT count(*) FROM {table}").fetchone() for table in ("form", "participation")
        ]
    wal = Path(f"{file_of(told)}-wal")
    assert not wal.exists() or not wal.read_bytes()
    assert b'"place":"works"' not in data, (
        "a trait of a form or of somebody asked is left over in a page that is free"
    )


def test_each_answer_stands_with_a_part_that_is_large_enough(told):
    with sqlite3.connect(file_of(told)) as raw:
        sizes = [row[0] for row in raw.execute("SELECT count(*) FROM answer GROUP BY unit")]
    assert min(sizes) >= 5


def test_nothing_in_the_log_or_the_events_tells_when_somebody_answered(told):
    with sqlite3.connect(file_of(told)) as raw:
        revisions = raw.execute("SELECT count(*) FROM revision WHERE actor <> 'beheerder'").fetchone()[0]
        deeds = [row[0] for row in raw.execute("SELECT deed FROM event")]
    assert 0 == revisions
    assert not [deed for deed in deeds if "answer" in deed or "form" in deed or "pulse" in deed]


def test_postgresql_lays_answers_down_in_the_order_of_random_keys(postgresql_url):
    told = _tell(build(postgresql_url, {"noord": (12, 11), "zuid": (14,)}))
    engine = create_engine(told.url)
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT ctid, key FROM answer ORDER BY ctid")).all()
        assert [row.key for row in rows] == sorted(row.key for row in rows)
        dead = connection.execute(text("SELECT count(*) FROM form")).scalar()
    engine.dispose()
    assert 0 == dead
