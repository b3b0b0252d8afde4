"""Waves from the command line: opened, watched, closed, explained."""

import json
import random

import pytest

from tests.climate.waves.house import BOSS, build


@pytest.fixture
def house(tmp_path):
    return build(f"sqlite:///{tmp_path / 'bank.db'}", {"noord": (12, 11, 4), "zuid": (15, 5, 5)})


@pytest.fixture
def climate(run, house, monkeypatch):
    """Run `kennisbank climate …` as the administrator, or as somebody else."""

    def command(*arguments, actor=BOSS):
        return run("--bank", house.url, "--as", actor, "climate", *arguments)

    return command


def test_a_wave_is_opened_listed_watched_closed_and_explained(climate, house, tmp_path):
    opened = climate("open", "Najaar", "--closes", "2030-01-31", "--answered", "6")
    assert 0 == opened.code, opened.err
    assert "55 people are asked" in opened.out and "6 answers" in opened.out
    (wave,) = json.loads(climate("waves", "--json").out)
    assert ("Najaar", "2030-01-31", False, 6) == (
        wave["title"], wave["closes"], wave["closed"], wave["rules"]["answered"]
    )  # fmt: skip

    house.answer(wave["id"], random.Random(7))
    asked, answered = json.loads(climate("response", "--json").out)["response"][""]
    left = climate("response", "--remind").out.split()
    assert (55, 55 - answered) == (asked, len(left))
    assert set(left) <= set(house.people)

    closed = climate("close", "--early")
    assert f"{answered} of 55 people answered" in closed.out
    file = tmp_path / "audit.md"
    assert 0 == climate("audit", "--file", str(file)).code
    assert climate("audit", wave["id"]).out == file.read_text(encoding="utf-8") + "\n"
    assert "Noord1" in file.read_text(encoding="utf-8")
    assert "teams of now are shown" in climate("regroup").out


def test_a_table_of_the_response_names_teams(climate, house):
    house.open()
    told = climate("response").out
    assert "everybody" in told and "Noord1" in told and "0%" in told


@pytest.mark.parametrize(
    "arguments, told",
    [
        (("close",), "no open wave"),
        (("audit",), "no closed wave"),
        (("regroup", "x"), "no such wave"),
        (("open", "Vroeger", "--closes", "2020-01-01"), "is past"),
        (("open", "Weinig", "--closes", "2030-01-01", "--answered", "4"), "5"),
        (("open", "Deel", "--closes", "2030-01-01", "--response", "40"), "between 0 and 1"),
        (("open", "Anders", "--closes", "2030-01-01", "--questionnaire", "q12"), "leerklimaat"),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(climate, arguments, told):
    before = climate("waves", "--json").out
    done = climate(*arguments)

    assert 0 != done.code
    assert told in done.err
    assert before == climate("waves", "--json").out


@pytest.mark.parametrize(
    "arguments", [("open", "X", "--closes", "2030-01-01"), ("close", "--early"), ("response", "--remind")]
)
def test_only_an_administrator_opens_closes_and_reminds(climate, house, arguments):
    if arguments[0] != "open":
        house.open()
    assert 0 != climate(*arguments, actor="noord_0").code


def test_a_file_that_cannot_be_written_is_told(climate, house, tmp_path):
    house.close(house.open().id)
    done = climate("audit", "--file", str(tmp_path / "nowhere" / "audit.md"))

    assert (True, True) == (done.code != 0, "cannot be written" in done.err)
