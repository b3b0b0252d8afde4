"""What is lost when people leave: topics at risk, who announced to leave, and what hand-overs would help.

Who leads a team sees the topics of that team, with a name only where there is a reason: somebody of their own team who
alone holds a topic, or who leaves. Researchers see topics and numbers, no names; administrators see everything. Nobody
gets people in an order. Every look at names is written down before it is given.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kennisbank.actions.context import Context
from kennisbank.actions.keeping import find_one, titles
from kennisbank.actions.looking import RISK, named, write_down
from kennisbank.actions.studying import network
from kennisbank.domain.confiding import is_confidant, teams_of
from kennisbank.domain.kinds.person import Person
from kennisbank.domain.kinds.team import Team
from kennisbank.errors import InvalidInput
from kennisbank.store import reading

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, kw_only=True)
class TopicAtRisk:
    """A topic that the team holds: how many `holders` it has in the whole house and how many of them are `inside` the team.

    `leaving` of those inside announced to leave. `people` names who (id, name) where there is a reason for it (`reason`):
    `alone` for the only holder inside, `leaving` for holders who leave; otherwise both are empty.
    """

    topic: str
    title: str
    holders: int
    inside: int
    leaving: int = 0
    reason: str = ""
    people: tuple[tuple[str, str], ...] = ()

    @property
    def left(self) -> int:
        """How many holders the house has when those who announced it have left."""
        return self.holders - self.leaving

    @property
    def left_inside(self) -> int:
        """How many holders the team has then."""
        return self.inside - self.leaving


@dataclass(frozen=True, kw_only=True)
class Leaver:
    """Somebody who is there and announced to leave `on` a day (which may be past), with the topics (id, title) they hold."""

    person: str
    name: str
    on: date
    topics: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class AtRisk:
    """Topics that nobody or one person holds in the end first, then those that few in the team hold; and who leaves, by day.

    `teams` are those looked at; none is the whole house. `not_known` are the topics (id, title) of which nobody in the house
    has shown enough that still counts, though people of the team have to do with them; of the whole house also those of
    which nobody ever showed anything. That is no safety: who knows them is not known.
    `staff` are the people (id, name) that the actor may choose for a what-if, by name; empty for who may see no names.
    """

    at: date
    teams: tuple[str, ...]
    topics: tuple[TopicAtRisk, ...]
    leavers: tuple[Leaver, ...] = ()
    staff: tuple[tuple[str, str], ...] = ()
    not_known: tuple[tuple[str, str], ...] = ()


def at_risk(bank: Context, *, team: str = "") -> AtRisk:
    """Return the topics that a team holds (by default: the actor's own, or the whole house), and who leaves.

    Only for team leaders (of teams they lead), researchers and administrators. A topic is held by who contributed enough
    that is recent enough (`kennisbank.network.holders`). Raises NotAllowed or NotFound.
    """
    teams = scope(bank, team)
    people = members(bank, teams)
    table = holding(bank)
    known = {item.id: item for item in people if may_name(bank, item)}
    leavers = _leavers(known.values(), table)
    if known or leavers:
        write_down(bank, RISK, named(teams))
    topics = _topics(
        table, inside={item.id for item in people}, known=known, leaving={item.person for item in leavers}
    )
    staff = tuple(
        sorted(((item.id, item.title) for item in known.values()), key=lambda pair: pair[1].casefold())
    )
    return AtRisk(
        at=bank.today(), teams=teams, topics=topics, leavers=leavers, staff=staff,
        not_known=not_known(bank, table, teams, {item.id for item in people}),
    )  # fmt: skip


def scope(bank: Context, team: str) -> tuple[str, ...]:
    """Return the teams to look at; empty for the whole house. Raises NotAllowed or NotFound."""
    if team:
        with bank.store.reading() as connection:
            found = find_one(connection, bank, team)
        if not isinstance(found, Team):
            raise InvalidInput(f"This is a {found.kind}, not a team.", where=team, mend="Name a team.")
        bank.require("weigh", found)
        return (found.id,)
    bank.require("weigh")
    return tuple(sorted(bank.actor.leads)) if bank.actor.role == "team_leader" else ()


def may_name(bank: Context, person: Person) -> bool:
    """Say whether the actor has a reason to see `person` by name in a risk: they lead them, or keep the house."""
    return bank.actor.role != "researcher" and is_confidant(bank.actor, person, bank.today())


def members(bank: Context, teams: tuple[str, ...]) -> tuple[Person, ...]:
    """Return who is in one of `teams` now (in the whole house without any), whole: what is confided is still in them."""
    with bank.store.reading() as connection:
        people = [
            item for item in reading.all_of(connection, Person.kind, bank.passes) if isinstance(item, Person)
        ]
    day = bank.today()
    return tuple(
        item
        for item in people
        if item.status == "active" and (not teams or teams_of(item, day) & frozenset(teams))
    )


def holding(bank: Context) -> "pd.DataFrame":
    """Return who holds which topic today, of what the actor may see."""
    from kennisbank.network.risk.holding import holders  # pandas and scipy: only who weighs waits for them

    today = bank.today()
    return holders(network(bank, at=today), at=today)


def not_known(
    bank: Context, table: "pd.DataFrame", teams: tuple[str, ...], inside: set[str]
) -> tuple[tuple[str, str], ...]:
    """Return the topics (id, title) that nobody holds: what shows that somebody knows them is too old, or there is none."""
    held = set(table.loc[table["holds"], "topic"])
    touched = set(table.loc[table["person"].isin(inside), "topic"]) - held
    if not teams:
        touched |= set(table.attrs["unknown"])
    return tuple(sorted(titles(bank, touched).items(), key=lambda pair: (pair[1].casefold(), pair[0])))


def _leavers(people: Iterable[Person], table: "pd.DataFrame") -> tuple[Leaver, ...]:
    held: dict[str, list[tuple[str, str]]] = {}
    for row in table[table["holds"]].itertuples(index=False):
        held.setdefault(str(row.person), []).append((str(row.topic), str(row.topic_title)))
    found = [
        Leaver(
            person=item.id,
            name=item.title,
            on=item.leaves_on,
            topics=tuple(sorted(held.get(item.id, []), key=lambda pair: pair[1].casefold())),
        )
        for item in people
        if item.leaves_on is not None
    ]
    return tuple(sorted(found, key=lambda item: (item.on, item.name.casefold(), item.person)))


def _topics(
    table: "pd.DataFrame", *, inside: set[str], known: dict[str, Person], leaving: set[str]
) -> tuple[TopicAtRisk, ...]:
    held: dict[tuple[str, str], set[str]] = {}
    for row in table[table["holds"]].itertuples(index=False):
        held.setdefault((str(row.topic), str(row.topic_title)), set()).add(str(row.person))
    found = [
        _topic(topic, people, inside=inside, known=known, leaving=leaving)
        for topic, people in held.items()
        if people & inside
    ]
    return tuple(sorted(found, key=_barest_first))


def _topic(
    topic: tuple[str, str], people: set[str], *, inside: set[str], known: dict[str, Person], leaving: set[str]
) -> TopicAtRisk:
    here, going = people & inside, people & leaving
    reason = "alone" if len(here) == 1 else "leaving" if going else ""
    shown = {"alone": here, "leaving": going}.get(reason, set()) & known.keys()
    names = sorted(((id, known[id].title) for id in shown), key=lambda pair: pair[1].casefold())
    return TopicAtRisk(
        topic=topic[0], title=topic[1], holders=len(people), inside=len(here), leaving=len(going),
        reason=reason if names else "", people=tuple(names),
    )  # fmt: skip


def _barest_first(item: TopicAtRisk) -> tuple[int, int, int, str, str]:
    """Return the place of a topic: first those that nobody or one in the house knows, then those few in the team know."""
    return min(item.left, 2), item.left_inside, item.left, item.title.casefold(), item.topic
