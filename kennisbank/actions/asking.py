"""Whom to ask about a topic, and with whom to sit down for advice: only people who said nothing against it."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from kennisbank.actions.context import Context
from kennisbank.actions.keeping import find_one
from kennisbank.actions.studying import network
from kennisbank.domain.kinds.topic import Topic
from kennisbank.errors import InvalidInput, NotAllowed

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, kw_only=True)
class Reason:
    """What shows that somebody knows: `word` (wrote, applied …), the record, its day, and what part still counts (0 to 1)."""

    word: str
    record: str
    title: str
    day: date | None
    counts: float


@dataclass(frozen=True, kw_only=True)
class Knower:
    """Somebody to ask, with the reasons, the latest first. There is no number: it says whom to ask, not who is best."""

    person: str
    name: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, kw_only=True)
class Peer:
    """Somebody to invite, with the titles of their teams and what they `bring`: topics (id, title) that the asker does not hold."""

    person: str
    name: str
    teams: tuple[str, ...]
    brings: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Peers:
    """A group for consultation: together they hold `covered` of the `wanted` topics. No group of this size holds more than `bound`."""

    members: tuple[Peer, ...]
    covered: int
    wanted: int
    bound: int


def who_knows(bank: Context, topic: str, *, limit: int = 20) -> tuple[Knower, ...]:
    """Return whom to ask about `topic` or a narrower one, those with most evidence that is still fresh first.

    Evidence fades: after two years it counts half (`kennisbank.network.who_knows`); what somebody says of themselves stands.
    Who has left is not in it, nor who would rather not be asked. Raises NotFound or InvalidInput.
    """
    with bank.store.reading() as connection:
        found = find_one(connection, bank, topic)
    if not isinstance(found, Topic):
        raise InvalidInput(f"This is a {found.kind}, not a topic.", where=topic, mend="Name a topic.")
    from kennisbank.network.asking import who_knows as who  # pandas takes a second, and most pages do without
    from kennisbank.network.evidence import HALF_LIFE

    today = bank.today()
    net = network(bank, at=today)
    told = who(net, found.id, at=today, half_life_days=HALF_LIFE, without=unwilling(net))
    return tuple(
        Knower(
            person=str(person), name=row.title,
            reasons=tuple(
                Reason(
                    word=one.word, record=one.record, title=str(net.nodes[one.record]["title"]), day=one.day,
                    counts=one.counts(today, HALF_LIFE) / one.weight,
                )
                for one in row.why
            ),
        )
        for person, row in told.head(limit).iterrows()
    )  # fmt: skip


def peer_group(bank: Context, *, size: int = 4, topics: tuple[str, ...] = ()) -> Peers:
    """Return whom the actor can invite for peer consultation: `size` people, the actor among them.

    They know what the actor does not (of `topics`, when given), are of different teams, nobody is there with their boss,
    and nobody who would rather not be asked. Raises NotAllowed for an account of nobody, InvalidInput when no such group
    can be made.
    """
    if not bank.actor.person:
        raise NotAllowed(
            "This account is nobody in particular.", mend="Ask an administrator to link it to a person."
        )
    if not 2 <= size <= 8:
        raise InvalidInput(f"A group of {size} cannot consult.", mend="Ask for 2 to 8 people.")
    from kennisbank.network.peers import peer_group as group  # as above

    today = bank.today()
    net = network(bank, at=today)
    found = group(net, bank.actor.person, at=today, size=size, topics=topics or None, without=unwilling(net))
    titles = {node: str(about["title"]) for node, about in net.nodes(data=True)}
    return Peers(
        members=tuple(_peer(person, row, titles) for person, row in found.brings.iterrows()),
        covered=found.value, wanted=found.wanted, bound=found.bound,
    )  # fmt: skip


def unwilling(net: "nx.MultiDiGraph[str]") -> frozenset[str]:
    """Return the people in `net` who would rather not be asked."""
    return frozenset(node for node, about in net.nodes(data=True) if not about.get("may_be_asked", True))


def _peer(person: Any, row: Any, titles: dict[str, str]) -> Peer:
    return Peer(
        person=str(person), name=row["title"], teams=tuple(titles.get(team, team) for team in row["teams"]),
        brings=tuple((topic, titles[topic]) for topic in row["topics"]),
    )  # fmt: skip
