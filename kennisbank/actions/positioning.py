"""Where people stand in the network: for researchers and administrators only, and every look is written down."""

from datetime import date
from typing import TYPE_CHECKING

from kennisbank.actions.context import Context
from kennisbank.actions.looking import POSITIONS, write_down
from kennisbank.actions.studying import network

if TYPE_CHECKING:
    import pandas as pd


def positions(bank: Context, *, since: date | None = None) -> "pd.DataFrame":
    """Return where each person stands among those who learn from each other: one row each, indexed by id.

    Columns: `name` and `team` (in a research copy the name is a pseudonym), `betweenness` (how much runs through them),
    `constraint` (Burt's: how much their contacts know each other, ego-free, whole network), the five roles of Gould and
    Fernandez between teams and their `total`, on the graph of `bank.flows()`. `since` leaves out what somebody learned
    earlier. It says where somebody stands in what was written down, not how good they are. `attrs["means"]` has for each
    measure what it means (`kennisbank.network.meaning`).

    Who looks, when, and from which day on is kept as an event before anything is given (`bank.events`); in a research copy,
    where nobody is who they are called, nothing can be kept. Raises NotAllowed.
    """
    bank.require("rank")
    write_down(bank, POSITIONS, f"everybody, since {since}" if since else "everybody")
    import pandas as pd  # loaded for cost, as the measures are: most pages do without

    from kennisbank import network as n

    arcs = n.flows(network(bank), since=since, at=bank.today())
    about = dict(arcs.nodes(data=True))
    teams = {node: str(item.get("team", "")) for node, item in about.items()}
    titles = {id: record.title for id, record in _teams(bank).items()}
    table = pd.DataFrame(
        {"name": [str(item["title"]) for item in about.values()], "team": [titles.get(teams[node], "") for node in about]},
        index=pd.Index(list(about), name="id"),
    )
    means = {}
    for name, frame in (
        ("betweenness", n.betweenness(arcs)),
        ("constraint", n.constraint(arcs)),
        ("brokerage", n.brokerage(arcs, group="team")),
    ):
        columns = list(ROLES) if name == "brokerage" else [name]
        values = frame if name == "brokerage" else frame.iloc[:, :1].set_axis([name], axis=1)
        table = table.join(values[columns])
        means[name] = n.meaning(frame)
    table.attrs["means"] = means
    return table.sort_values("betweenness", ascending=False, kind="stable")
