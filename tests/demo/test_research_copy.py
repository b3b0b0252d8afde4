"""A research copy of the whole demo organisation: 180 people of whom nobody is named, and the same network."""

import duckdb
import pytest

from kennisbank import open_bank
from kennisbank.actions.demonstrating import make_demo
from kennisbank.domain.policy import Actor, may
from kennisbank.network.measures.degrees import degrees
from tests.copies import opened, shape, written

RIK = Actor(name="rik", role="researcher")
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """The demo bank, and the folder of a copy of it."""
    place = tmp_path_factory.mktemp("demo")
    make_demo(str(place / "demo.db"))
    with open_bank(str(place / "demo.db"), actor="beheerder") as bank:
        bank.enrol("rik", "researcher")
        bank.research_copy(place / "copy")
    return place / "demo.db", place / "copy"


def test_nobody_of_the_organisation_is_named(demo):
    live, folder = demo
    with open_bank(str(live), actor="beheerder") as bank:
        people = [item.value() for person in bank.records("person") for item in bank.history(person.id)]
        words = {word for person in people for word in (person.title, person.email, person.id) if word}
        words |= {name for name in bank.accounts() if name not in ("beheerder", "rik")}
    text = written(folder).casefold()

    assert len(people) > 180
    assert [] == sorted(word for word in words if word.casefold() in text)


def test_nothing_is_there_that_a_researcher_may_not_read(demo):
    live, folder = demo
    with open_bank(str(live), actor="beheerder") as bank:
        everything = list(bank.records())
    closed = [item for item in everything if not may(RIK, "read", item)]
    said = "".join(str(item.content()) for item in everything if may(RIK, "read", item))
    text = written(folder)

    assert closed
    assert [] == [
        item.title for item in closed if item.id in text or (item.title in text and item.title not in said)
    ]


def test_counts_and_network_are_those_of_a_researcher(demo):
    live, folder = demo
    with open_bank(str(live), actor="rik") as rik, opened(folder) as copy:
        one, other = rik.network(), copy.network()

        assert rik.count() == copy.count()
        assert shape(one) == shape(other)
        assert sorted(degrees(one)["ties"]) == sorted(degrees(other)["ties"])
        assert () == copy.check()


def test_sql_gives_the_numbers_of_the_frames(demo):
    _, folder = demo
    with opened(folder) as copy, duckdb.connect(str(folder / "research.duckdb"), read_only=True) as sql:
        lessons = copy.frame("lesson")
        rows = sql.sql("SELECT team, count(*), min(created) FROM lesson GROUP BY team").fetchall()
        hours = sql.sql("SELECT sum(hours_saved) FROM application").fetchall()[0][0]

        assert dict(lessons.groupby("team").size()) == {team: number for team, number, _ in rows}
        assert copy.frame("application")["hours_saved"].sum() == pytest.approx(hours)
