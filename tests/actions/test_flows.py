"""Who learns from whom, asked of a bank: made of what one may see, and of nothing else."""

from datetime import date

import pytest

from kennisbank import network as n
from kennisbank.domain.kinds.application import Application
from kennisbank.domain.kinds.lesson import Lesson
from kennisbank.errors import InvalidInput, NotAllowed
from tests.copies import opened


@pytest.fixture
def learned(story):
    """The story, in which Daan applied a lesson of Anna, and Bilal one that is private."""
    ids = story.ids
    with story.bank() as bank:
        for visibility, who in (("organisation", "daan"), ("private", "bilal")):
            lesson = bank.add(
                Lesson(title="Bel eerst", happened="x", authors=(ids["anna"],), visibility=visibility)
            )
            bank.add(
                Application(
                    title="Gebeld", lessons=(lesson,), people=(ids[who],), applied_on=date(2026, 2, 27)
                )
            )
    return story


def test_an_arc_is_only_there_for_who_may_see_the_lesson_behind_it(learned):
    ids = learned.ids
    for name, expected in (("beheerder", {"daan", "bilal"}), ("rik", {"daan"})):
        with learned.bank(name) as bank:
            flows = bank.flows()
            behind = {item for *_, steps in flows.edges(data="steps") for step in steps for item in step[3:]}

            assert {(ids["anna"], ids[who]) for who in expected} == set(flows.edges())
            assert behind <= set(bank.network())


def test_they_are_the_flows_of_its_network_and_say_how_they_were_made(learned):
    with learned.bank() as bank:
        told, network = bank.flows(), bank.network()
        teams = bank.flows(between="teams", rules=["applied"], since=date(2026, 2, 27))

    assert list(n.flows(network).edges(data="steps")) == list(told.edges(data="steps"))
    assert ("teams", {"applied": 1.0}, date(2026, 2, 27)) == tuple(
        teams.graph[key] for key in ("between", "rules", "since")
    )
    assert 2.0 == teams.size("weight") + sum(dict(teams.nodes(data="within")).values())


@pytest.mark.parametrize("account", ["", "lea", "anna", "bilal", "carla"])
def test_who_may_not_see_a_ranking_gets_flows_between_teams_only(learned, account):
    with learned.bank(account) as bank:
        with pytest.raises(NotAllowed, match='between="teams"'):
            bank.flows()
        teams = bank.flows(between="teams")
    with learned.bank() as chief:
        looks = [event for event in chief.events() if "look-flows" == event.deed]

    assert {"team"} >= {about["kind"] for _, about in teams.nodes(data=True)}
    assert [] == looks


def test_each_look_at_flows_between_people_is_written_down_and_one_at_teams_is_not(learned):
    with learned.bank("rik") as rik:
        rik.flows()
        rik.flows(since=date(2026, 2, 1), at=date(2026, 2, 28))
        rik.flows(between="teams")
        with pytest.raises(InvalidInput):
            rik.flows(since=date(2026, 2, 1), at=date(2026, 1, 1))
    with learned.bank() as chief:
        looks = [(item.account, item.about) for item in chief.events() if "look-flows" == item.deed]

    assert [("rik", "everybody"), ("rik", "everybody, since 2026-02-01 up to 2026-02-28")] == sorted(looks)


def test_in_a_research_copy_a_look_is_not_written_down_and_not_refused(learned, tmp_path):
    with learned.bank() as chief:
        chief.research_copy(tmp_path / "copy")
    with opened(tmp_path / "copy") as copy:
        assert 1 == copy.flows().number_of_edges()


def test_a_period_that_ends_before_it_begins_is_refused(story):
    with story.bank() as bank:
        for ask in (bank.flows, bank.network):
            with pytest.raises(InvalidInput, match="before it begins"):
                ask(at=date(2024, 1, 1), since=date(2025, 1, 1))
