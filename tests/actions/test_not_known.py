"""Where nothing counts any more of what shows who knows a topic, the answer is "not known", never "no risk"."""

import csv
from datetime import date

import pytest

from kennisbank import Lesson, Link, Person, Team, Topic, open_bank
from tests.exchange.test_llis import HEADER, ROW
from tests.story import Clock


@pytest.fixture
def old(tmp_path):
    """A bank with two lessons shaped as NASA's, of 2014, looked at in 2026."""
    source = tmp_path / "llis.csv"
    with source.open("w", encoding="cp1252", newline="") as file:
        rows = csv.DictWriter(file, HEADER, lineterminator="\r", restval="")
        rows.writeheader()
        rows.writerows([ROW, {**ROW, "LessonId": "2", "Submitter1": "Ross, Ada", "Categories": "Power"}])
    with open_bank(
        f"sqlite:///{tmp_path / 'bank.db'}", actor="beheerder", create=True, clock=Clock()
    ) as bank:
        bank.run_import(bank.plan_import("llis", source))
        yield bank


def titles(pairs):
    return [title for _, title in pairs]


def test_lessons_all_older_than_what_counts_leave_it_unknown_who_knows(old):
    risk = old.at_risk()
    loss = old.what_if(people=[risk.staff[0][0]])
    plan = old.propose_handovers()

    assert ((), ["Power", "Safety"]) == (risk.topics, titles(risk.not_known))
    assert (0, 2, ()) == (loss.held, loss.not_known, loss.lost)
    assert (0, ()) == (plan.held, plan.best)


def test_a_topic_is_known_again_when_somebody_shows_something_of_it(old):
    ada = next(item for item in old.records("person") if "Ross" in item.title)
    power = next(item for item in old.records("topic") if "Power" == item.title)
    old.add(Lesson(title="Nieuw", happened="x", authors=(ada.id,), topics=(power.id,), occurred_on=date(2026, 2, 1)))  # fmt: skip
    risk, loss = old.at_risk(), old.what_if(people=[ada.id])

    assert (["Power"], ["Safety"]) == ([item.title for item in risk.topics], titles(risk.not_known))
    assert (1, 1, ["Power"]) == (loss.held, loss.not_known, titles(loss.lost))


def test_a_topic_of_which_nobody_ever_showed_anything_is_unknown_to_the_house_and_no_matter_of_a_team(old):
    team = old.add(Team(title="Nieuw team"))
    old.add(Topic(title="Onbeschreven"))
    ben = old.add(Person(title="Ben", teams=(Link(to=team),)))
    safety = next(item for item in old.records("topic") if "Safety" == item.title)
    before = old.at_risk(team=team)
    old.add(Lesson(title="Oud", happened="x", authors=(ben,), topics=(safety.id,), occurred_on=date(2010, 1, 1)))  # fmt: skip

    assert ["Onbeschreven", "Power", "Safety"] == titles(old.at_risk().not_known)
    assert () == before.not_known
    assert ["Safety"] == titles(old.at_risk(team=team).not_known)
