"""Foreseeing: what is lost if these people leave, or part of a team, and which hand-overs would lower the risk most."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from kennisbank.actions.asking import unwilling
from kennisbank.actions.context import Context
from kennisbank.actions.looking import PROPOSED, WHAT_IF, named, write_down
from kennisbank.actions.studying import network
from kennisbank.actions.weighing import may_name, members, not_known, scope
from kennisbank.domain.kinds.person import Person
from kennisbank.errors import InvalidInput

ORDINARY = 0.1
"""How likely somebody is to leave within a year who announced nothing. Chosen by us, not measured; the page says so."""
LEAST = 0.01
"""What lowers the expected number of topics lost by less than this is not worth a hand-over, and is not proposed."""
DRAWS = 50
"""How often a share of a team is drawn to see what flows stop on average."""
Named = tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Foreseen:
    """What is lost when `people` (id, name) leave, or a `share` of the team at random.

    Topics (id, title): `lost` are those that nobody in the house holds then, `missed` those that nobody in the team holds
    but somebody elsewhere does, `single` those that come down to one in the team. `flows_cut` of `flows`
    are the ties along which somebody learned from somebody else that stop, `parts_before` and `parts_after` in how many
    pieces the network of those ties falls. `expected` is the number of topics that the team loses within a year and `interval` holds it
    with probability 0.95, when everybody else in view leaves with probability `ordinary`. Of a share nobody is named and no
    topic is certain: those numbers are means over `DRAWS` draws.

    All of this is about the `held` topics that the team holds. Of `not_known` topics nobody knows who knows them, because
    what was shown is too old to count: with `held` 0 nothing is lost that is known of, which is not the same as no risk.
    """

    people: Named
    share: float
    lost: Named
    missed: Named
    single: Named
    flows: int
    flows_cut: float
    parts_before: int
    parts_after: float
    expected: float
    interval: tuple[float, float]
    held: int
    not_known: int
    ordinary: float = ORDINARY


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """Let `giver` hand `topic` over to `receiver`; each is (id, name). It `lowers` the expected number of topics lost."""

    topic: tuple[str, str]
    giver: tuple[str, str]
    receiver: tuple[str, str]
    lowers: float
    knows_some: bool


@dataclass(frozen=True, kw_only=True)
class Proposals:
    """The hand-overs that together most lower how many topics the team is expected to lose within a year.

    They bring it from `before` to `after`.
    No choice of as many gets below `bound`; `gap` is the share of the possible gain that this one may miss (0: none).
    `held` is how many topics the team holds; with none nothing can be proposed, as nobody knows who knows what.
    """

    best: tuple[Proposal, ...]
    before: float
    after: float
    bound: float
    gap: float
    held: int


def what_if(bank: Context, *, team: str = "", people: Iterable[str] = (), share: float = 0.0) -> Foreseen:
    """Return what is lost when `people` leave, or a `share` (0 to 1) of the team, whoever that is.

    For who may see what is at risk (`bank.at_risk`), for people of the teams they look at. The look is written down.
    Raises NotAllowed, NotFound or InvalidInput.
    """
    teams = scope(bank, team)
    staff = {item.id: item for item in members(bank, teams)}
    gone = tuple(dict.fromkeys(people))
    if strangers := [id for id in gone if id not in staff]:
        raise InvalidInput(
            "Somebody you named is not in this team.", where=strangers[0], mend="Name people of the team."
        )
    if bool(gone) == bool(share) or not 0 <= share <= 1:
        raise InvalidInput("Name people, or a share of the team between 0 and 1.", where=f"share {share}")
    write_down(bank, WHAT_IF, named(gone) if gone else f"{share:.0%} of {named(teams)}")
    return _foreseen(bank, staff, gone, share, teams)


def _foreseen(
    bank: Context, staff: dict[str, Person], gone: tuple[str, ...], share: float, teams: tuple[str, ...]
) -> Foreseen:
    # Loaded here for cost: pandas and scipy take a second, and most pages do without.
    from kennisbank.network.risk.holding import holders
    from kennisbank.network.risk.losing import expected_loss
    from kennisbank.network.risk.passing import passed_on
    from kennisbank.network.risk.scenario import what_if as scenario

    today = bank.today()
    net = network(bank, at=today)
    table = holders(net, at=today)
    flows = passed_on(net, at=today, holders=table)
    several = [gone] if gone else _drawn(sorted(staff), share)
    found: list[Any] = [scenario(net, ids, at=today, holders=table, flows=flows) for ids in several]
    going = dict.fromkeys(gone, 1.0) if gone else dict.fromkeys(staff, share)
    leave = {id: max(chance, going.get(id, 0.0)) for id, chance in leaving(bank, staff.values()).items()}
    inside = table[table["person"].isin(set(staff))]
    loss = expected_loss(inside, leave)
    titles = dict(zip(table["topic"], table["topic_title"], strict=True))
    here = scenario(net, gone, at=today, holders=inside, flows=flows)
    lost = set(found[0].topics_lost) if gone else set()
    return Foreseen(
        people=tuple((id, staff[id].title) for id in gone if may_name(bank, staff[id])), share=share,
        lost=_titled(lost, titles), missed=_titled(set(here.topics_lost) - lost, titles),
        single=_titled(here.topics_single, titles),
        flows=found[0].flows,
        flows_cut=fmean(len(item.flows_cut) for item in found),
        parts_before=found[0].components_before,
        parts_after=fmean(item.components_after for item in found),
        expected=loss.expected, interval=loss.interval, held=loss.topics,
        not_known=len(not_known(bank, table, teams, set(staff))),
    )  # fmt: skip


def propose_handovers(bank: Context, *, team: str = "", most: int = 3) -> Proposals:
    """Return at most `most` hand-overs by people of the team that lower the risk most, and how good that choice is.

    Receivers are of the team (or teams) looked at; of the whole house they are near the giver: of one team, or somebody who
    learned from them. Who would rather not be asked receives nothing. For team leaders (their own teams)
    and administrators; the look is written down. Raises NotAllowed, NotFound or InvalidInput.
    """
    bank.require("add")
    teams = scope(bank, team)
    if not 1 <= most <= 20:
        raise InvalidInput(f"{most} proposals cannot be made.", mend="Ask for 1 to 20.")
    staff = {item.id: item for item in members(bank, teams)}
    write_down(bank, PROPOSED, named(teams))
    from kennisbank.network.risk.handing import handovers
    from kennisbank.network.risk.holding import holders
    from kennisbank.network.risk.passing import near  # as above

    today = bank.today()
    net = network(bank, at=today)
    table = holders(net, at=today)
    close = near(net, at=today) if not teams else dict.fromkeys(staff, frozenset(staff))
    able = staff.keys() - unwilling(net)
    inside = table[table["person"].isin(set(staff))]
    plan = handovers(
        inside,
        leaving(bank, staff.values()),
        pairs=most,
        per_topic=1,
        allowed={id: (close.get(id, frozenset()) & able) - {id} for id in staff},
        people=frozenset(able),
    )
    titles = {node: str(about["title"]) for node, about in net.nodes(data=True)}
    # One hand-over a topic: what each lowers adds up, so those left out can be taken from the sum.
    found = [_proposal(row, titles) for row in plan.pairs.itertuples(index=False)]
    return Proposals(
        best=tuple(item for item in found if item.lowers >= LEAST),
        before=plan.expected_before,
        after=plan.expected_after + sum(item.lowers for item in found if item.lowers < LEAST),
        bound=plan.bound, gap=plan.gap, held=int(inside.loc[inside["holds"], "topic"].nunique()),
    )  # fmt: skip


def leaving(bank: Context, people: Iterable[Person]) -> dict[str, float]:
    """Return how likely each of `people` is to leave: 1 for who announced it to the actor, else `ORDINARY`."""
    return {
        item.id: 1.0 if item.leaves_on is not None and may_name(bank, item) else ORDINARY for item in people
    }


def _drawn(staff: list[str], share: float) -> list[tuple[str, ...]]:
    """Return `DRAWS` random shares of the staff, the same each time."""
    from numpy.random import default_rng  # as above

    chance = default_rng(1)
    many = max(1, round(share * len(staff)))
    return [tuple(staff[place] for place in chance.permutation(len(staff))[:many]) for _ in range(DRAWS)]


def _titled(ids: Iterable[str], titles: dict[str, str]) -> Named:
    return tuple(sorted(((id, titles.get(id, id)) for id in ids), key=lambda pair: pair[1].casefold()))


def _proposal(row: Any, titles: dict[str, str]) -> Proposal:
    return Proposal(
        topic=(row.topic, titles[row.topic]), giver=(row.giver, titles[row.giver]),
        receiver=(row.receiver, titles[row.receiver]), lowers=float(row.lowers), knows_some=float(row.receiver_score) > 0,
    )  # fmt: skip
