"""What a researcher takes along: one table per kind (pandas) and the network (networkx)."""

from datetime import date
from typing import TYPE_CHECKING, Literal, get_args

import networkx as nx

from kennisbank.actions.context import Context
from kennisbank.actions.looking import FLOWS, period, write_down
from kennisbank.domain.confiding import shown
from kennisbank.domain.policy import may
from kennisbank.domain.registry import kind as kind_of
from kennisbank.errors import NotAllowed
from kennisbank.network.flowing.learning import Rules, flows as flows_of
from kennisbank.network.flowing.occasions import RULES
from kennisbank.network.graph import graph
from kennisbank.store import reading

if TYPE_CHECKING:
    import pandas as pd


def frame(bank: Context, kind: str) -> "pd.DataFrame":
    """Return every record of `kind` that the actor may read as a frame: one row each, indexed by id.

    Columns are the fields of the kind. Choices are categories, days and moments are datetimes (moments in UTC),
    numbers are floats, a yes or no is a bool, lists stay tuples, texts are strings. Raises InvalidInput for a kind that does not exist.
    """
    import pandas as pd  # pandas takes a second to load; the command line and most pages do without

    model, day = kind_of(kind), bank.today()
    with bank.store.reading() as connection:
        found = reading.all_of(connection, kind, bank.passes)
        rows = [shown(bank.actor, record, day).values() for record in found]
    table = pd.DataFrame(rows, columns=list(model.fields())).set_index("id")
    for name, field in model.fields().items():
        if name == "id":
            continue
        if field.form == "choice" and (name == "status" or get_args(model.model_fields[name].annotation)):
            table[name] = pd.Categorical(table[name], categories=model.choices(name))
        elif field.form == "day":
            table[name] = pd.to_datetime(table[name])
        elif name in ("created", "modified"):
            table[name] = pd.to_datetime(table[name], utc=True)
        elif field.form == "flag":
            table[name] = table[name].astype(bool)
        elif field.form == "number":
            table[name] = table[name].astype(float)
        elif field.form in ("line", "prose", "ref", "address") or name in ("language", "made_by", "origin"):
            table[name] = table[name].astype("string")
    return table


def network(bank: Context, *, at: date | None = None, since: date | None = None) -> "nx.MultiDiGraph[str]":
    """Return the knowledge network the actor may see: every record a node, every reference a dated, typed edge.

    `at` keeps what held on that day, `since` what held on or after that day.
    """
    with bank.store.reading() as connection:
        records = tuple(reading.all_of(connection, "", bank.passes))
        references = tuple(reading.references_between(connection, bank.passes))
    return graph(records, references, at=at, since=since)


def flows(
    bank: Context,
    *,
    at: date | None = None,
    since: date | None = None,
    between: Literal["people", "teams"] = "people",
    rules: Rules = tuple(RULES),
) -> "nx.DiGraph[str]":
    """Return who learns from whom, of what the actor may see: `kennisbank.network.flows` on the whole network.

    `since` and `at` look at the day on which somebody learned; the lesson learned from may be older.

    Between teams it is for everybody. Between people it puts them beside each other: for researchers and administrators
    only, and who looked, when and at what is kept as an event before anything is given (`bank.events()`), as for
    `bank.positions()`. Raises NotAllowed, or InvalidInput as `kennisbank.network.flows` does.
    """
    if between == "people" and not may(bank.actor, "rank"):
        raise NotAllowed(
            f"{bank.actor.name or 'Somebody not signed in'} ({bank.actor.role}) may not see who learns from whom by person.",
            mend='Ask for teams, between="teams", or act as a researcher.',
        )
    made = flows_of(network(bank), between, rules=rules, since=since, at=at)
    if between == "people":
        write_down(bank, FLOWS, period(since, at))
    return made
