"""Who learns from whom, asked of a bank: made of what one may see, and of nothing else."""

from datetime import date

import pytest

from kennisbank import network as n
from kennisbank.domain.kinds.application import Application
from kennisbank.domain.kinds.lesson import Lesson
from kennisbank.errors import InvalidInput


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
    for name, expected in (("beheerder", {"daan", "bilal"}), ("lea", {"daan"})):
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


def test_a_period_that_ends_before_it_begins_is_refused(story):
    with story.bank() as bank:
        for ask in (bank.flows, bank.network):
            with pytest.raises(InvalidInput, match="before it begins"):
                ask(at=date(2024, 1, 1), since=date(2025, 1, 1))
