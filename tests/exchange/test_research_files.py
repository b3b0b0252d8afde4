"""The tables and views of a research copy say what the frames say, wherever the folder lies."""

import json
import os
import shutil
from datetime import date

import duckdb
import pandas as pd
import pyarrow.parquet as pq
import pytest

from kennisbank import Lesson, Link, Person
from kennisbank.domain.registry import kinds
from kennisbank.errors import UnreadableSource
from kennisbank.exchange.research import columns, copy_parts
from tests.copies import opened
from tests.story import tell

pytestmark = pytest.mark.slow  # the file, taken together


@pytest.fixture
def copied(sqlite_url, tmp_path):
    """The folder of a copy of the story."""
    story = tell(sqlite_url)
    with story.bank() as bank:
        bank.research_copy(tmp_path / "copy", lang="en")
    return tmp_path / "copy"


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_a_table_has_the_rows_and_values_of_the_frame(copied, kind):
    with opened(copied) as copy:
        frame = copy.frame(kind).reset_index()
    table = pq.read_table(copied / f"{kind}.parquet").to_pandas()

    assert columns(kinds()[kind]) == list(table.columns)
    for name in table.columns:
        assert plain(frame[name]) == plain(table[name]), name


def plain(values):
    """Values as they compare, whatever holds them."""
    return [simple(value) for value in values]


def simple(value):
    if isinstance(value, Link):
        return {"to": value.to, "since": value.since, "until": value.until}
    if isinstance(value, tuple) or type(value).__name__ == "ndarray":
        return [simple(item) for item in value]
    if isinstance(value, dict):
        return value
    if value is None or value is pd.NaT or value is pd.NA:
        return None
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat() if value.tz is None else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return None if value != value else value  # noqa: PLR0124 - not a number


def test_what_is_personal_has_no_column():
    assert not {"email", "function", "about", "leaves_on", "extra", "origin"} & {*columns(Person)}
    assert {"title", "teams", "knows", "contract", "made_by"} <= {*columns(Person)}
    assert {"authors", "made_by", "learned"} <= {*columns(Lesson)}


@pytest.mark.parametrize("way", ["absolute", "from its folder", "from beside it", "attached"])
def test_a_view_finds_its_table_wherever_the_folder_is_moved(copied, tmp_path, monkeypatch, way):
    moved = tmp_path / "elsewhere" / "it's here"
    moved.parent.mkdir()
    shutil.move(copied, moved)
    with opened(moved) as copy:
        expected = {name: len(copy.frame(name)) for name in kinds()}
        statuses = copy.frame("lesson")["status"].value_counts()
    with connected(moved, way, monkeypatch) as sql:
        counted = {name: sql.sql(f'SELECT count(*) FROM "{name}"').fetchall()[0][0] for name in kinds()}
        found = dict(sql.sql("SELECT status, count(*) FROM lesson GROUP BY status").fetchall())
        ties = sql.sql(
            "SELECT count(*) FROM reference r JOIN person p ON p.id = r.source JOIN team t ON t.id = r.target"
        ).fetchall()[0][0]

    assert expected == counted
    assert {name: number for name, number in statuses.items() if number} == found
    assert expected["person"] == ties


def connected(folder, way, monkeypatch):
    if way == "attached":
        sql = duckdb.connect()
        quoted = str(folder).replace("'", "''")
        sql.execute(f"SET VARIABLE research_copy = '{quoted}'")
        sql.execute(f"ATTACH '{quoted}/research.duckdb' AS copy (READ_ONLY)")
        sql.execute("USE copy")
        return sql
    places = {"absolute": os.curdir, "from its folder": folder, "from beside it": folder.parent}
    monkeypatch.chdir(places[way])
    path = folder / "research.duckdb"
    return duckdb.connect(str(path if way == "absolute" else os.path.relpath(path)), read_only=True)


def test_revisions_tell_who_and_when_but_no_text(copied):
    table = pq.read_table(copied / "revision.parquet").to_pandas()
    with opened(copied) as copy:
        lesson = next(copy.records("lesson"))
        history = copy.history(lesson.id)
    mine = table[table["record"] == lesson.id]

    assert [(item.number, item.deed, item.actor) for item in history] == list(
        zip(mine["number"], mine["deed"], mine["actor"], strict=True)
    )
    assert "content" not in table.columns


def test_the_folder_says_what_it_is(copied):
    label = json.loads((copied / "copy.json").read_text())
    page = (copied / "README.md").read_text(encoding="utf-8")

    assert {*copy_parts(copied)} == {path.name for path in copied.iterdir()}
    assert f"revision {label['revision']} of the bank" in page
    assert "pseudonymised, not anonymous" in page
    assert "thrown away" in page
    assert all(f"| {kind} | {number} |" in page for kind, number in label["records"].items())


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"files": ["bank.db"]}', "{"])
def test_a_label_that_is_damaged_makes_no_copy(tmp_path, text):
    (tmp_path / "copy.json").write_text(text)
    with pytest.raises(UnreadableSource, match="damaged"):
        copy_parts(tmp_path)
