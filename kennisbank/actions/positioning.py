"""Where people stand in the network: for researchers and administrators only, and every look is written down."""

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from kennisbank.actions.context import Context
from kennisbank.actions.keeping import titles
from kennisbank.actions.looking import POSITIONS, period, write_down
from kennisbank.actions.studying import network
from kennisbank.network.flowing.learning import flows

if TYPE_CHECKING:
    import pandas as pd

ROLES = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison", "total")
"""The brokerage roles that a table of positions has, in order; `total` is all of them."""


@dataclass(frozen=True, kw_only=True)
class Positions:
    """`table` has one row per person, indexed by id; `means` says of each measure what it means and what not."""

    table: "pd.DataFrame"
    means: dict[str, str] = field(default_factory=dict)


def positions(bank: Context, *, since: date | None = None, language: str = "nl") -> Positions:
    """Return where each person stands among those who learn from each other (`bank.flows()`), most in between first.

    Columns of the table: `name` and `team` (in a research copy the name is a pseudonym), `betweenness` (how much runs
    through them), `constraint` (Burt's, of the whole network; NaN for who has no contact) and the `ROLES` of Gould and
    Fernandez between teams. `since` leaves out what was learned earlier. It tells where somebody stands in what was
    written down, not how good they are.

    Who looked, when and at what is kept as an event before anything is given (`bank.events()`); in a research copy, where
    nobody is who they are called, nothing can be kept. Raises NotAllowed.
    """
    bank.require("rank")
    write_down(bank, POSITIONS, period(since))
    import pandas as pd  # loaded for cost, as the measures are: most pages do without

    from kennisbank import network as n

    arcs = flows(network(bank), since=since, at=bank.today())
    frames = {
        "betweenness": n.betweenness(arcs).iloc[:, :1].set_axis(["betweenness"], axis=1),
        "constraint": n.constraint(arcs),
        "brokerage": n.brokerage(
            arcs, group={node: about.get("team", "") for node, about in arcs.nodes(data=True)}
        )[list(ROLES)],
    }
    about = pd.DataFrame(_about(bank, arcs), index=pd.Index(list(arcs), name="id"), columns=["name", "team"])
    table = about.join(list(frames.values()))
    means = {name: n.meaning(frame, language) for name, frame in frames.items()}
    return Positions(
        table=table.sort_values(["betweenness", "name"], ascending=[False, True], kind="stable"), means=means
    )


def _about(bank: Context, arcs: Any) -> list[tuple[str, str]]:
    teams = titles(bank, {team for _, team in arcs.nodes(data="team") if team})
    return [(str(item["title"]), teams.get(item.get("team", ""), "")) for _, item in arcs.nodes(data=True)]
