"""A small network in which everything can be counted by hand."""

from datetime import UTC, date, datetime

import networkx as nx
import pytest

from kennisbank.domain.fields import Link
from kennisbank.domain.kinds.action import Action
from kennisbank.domain.kinds.application import Application
from kennisbank.domain.kinds.lesson import Lesson
from kennisbank.domain.kinds.person import Person
from kennisbank.domain.kinds.team import Team
from kennisbank.domain.kinds.topic import Topic
from kennisbank.domain.record import Record
from kennisbank.domain.references import references
from kennisbank.network.graph import graph

MADE = datetime(2024, 1, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def records() -> tuple[Record, ...]:
    """Two people, a team, two topics (one narrower), two lessons, an action and an application."""
    return (
        Team(id=as_id("team"), title="Uitvoering", created=MADE),
        Person(
            id=as_id("ann"), title="Ann", created=MADE, knows=(as_id("kern"),),
            teams=(Link(to=as_id("team"), since=date(2024, 1, 1), until=date(2025, 1, 1)),),
        ),
        Person(id=as_id("ben"), title="Ben", created=MADE, teams=(Link(to=as_id("team"), since=date(2024, 6, 1)),)),
        Person(id=as_id("cas"), title="Cas", created=MADE, status="left", knows=(as_id("kern"),)),
        Topic(id=as_id("kern"), title="Planning", created=MADE),
        Topic(id=as_id("rand"), title="Capaciteit", broader=as_id("kern"), created=MADE),
        Lesson(id=as_id("eerst"), title="Vroeg", occurred_on=date(2024, 2, 1), authors=(as_id("ann"),), topics=(as_id("kern"),), team=as_id("team"), created=MADE),
        Lesson(id=as_id("daarna"), title="Laat", occurred_on=date(2025, 2, 1), authors=(as_id("ben"),), topics=(as_id("rand"),), related=(as_id("eerst"),), created=MADE),
        Action(id=as_id("act"), title="Doen", lessons=(as_id("eerst"),), owners=(as_id("ben"),), created=datetime(2024, 3, 1, tzinfo=UTC)),
        Application(id=as_id("app"), title="Zaak", lessons=(as_id("daarna"),), people=(as_id("ann"),), applied_on=date(2025, 3, 1), created=MADE),
    )  # fmt: skip


@pytest.fixture
def net(records) -> nx.MultiDiGraph:
    """The network of `records`, all of it; the nodes have the short names."""
    whole = graph(records, [item for record in records for item in references(record)])
    return nx.relabel_nodes(whole, lambda node: node.strip("0"))


def as_id(name: str) -> str:
    """Return `name` as an id; `strip("0")` gives the name back."""
    return name.rjust(26, "0")
