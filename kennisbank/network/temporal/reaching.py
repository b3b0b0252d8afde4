"""Who can have heard from whom: paths that respect the order of time."""

from collections.abc import Hashable
from itertools import groupby
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from kennisbank.network import described, room
from kennisbank.network.temporal.contacts import Contacts, Timeline, moment, timeline, units

_NEVER = np.iinfo(np.int64).max


def reachability(
    contacts: Contacts, *, start: Any = None, within: float | None = None, strict: bool = True
) -> pd.DataFrame:
    """Return how many others each node can reach, and be reached by, along contacts that follow each other in time.

    News passes from source to target of a contact, in no time, and from there only by later contacts: Holme and Saramäki
    (2012, Phys. Rep. 519:97, §3). `strict`: each contact must be later than the one before; on the same day the order is
    not known, so this is what is certain. Otherwise those of one time may follow each other, in any order. Only contacts
    from `start` (the first, when not given) and at most `within` days (units, where times are numbers) later count.

    Columns: `reaches` (number of others), `reached_by`, and `without_order`: how many would be reached if order did not
    matter. Nodes without contact have 0. In R: `tsna::tReach` counts the same for one start, and itself with it.
    Raises InvalidInput as `contacts` does; TooLarge when n² bits do not fit in memory.
    """
    told = timeline(contacts, start=start, within=within)
    size = len(told.nodes)
    room.need(
        size * size // 4,
        f"Who reaches whom among {size:,} nodes",
        mend="Take fewer nodes, or n.arrivals of a few.",
    )
    backward = Timeline(
        told.nodes, told.target[::-1], told.source[::-1], told.rank[::-1], told.times, told.directed
    )
    columns = {
        "reaches": _reached(backward, strict=strict), "reached_by": _reached(told, strict=strict),
        "without_order": _without_order(told),
    }  # fmt: skip
    return described.frame("reachability", told.nodes, columns, **_method(told, start, within, strict=strict))


def arrivals(
    contacts: Contacts,
    source: Hashable,
    *,
    start: Any = None,
    within: float | None = None,
    strict: bool = True,
) -> pd.DataFrame:
    """Return when news that `source` has at `start` can reach each node at the earliest, and in how many steps.

    Columns: `arrival` (missing when it cannot), `after` (days or units since `start`) and `steps`, the fewest among the
    paths that arrive then. `source` itself arrives at the start in 0 steps. See `reachability` for what counts;
    foremost paths of Wu et al. (2014, PVLDB 7:721). Raises InvalidInput when `source` has no contacts.
    """
    told = timeline(contacts, start=start, within=within)
    place = told.place(source)
    best, steps, _ = _earliest(told, place, strict=strict)
    reached = (best < _NEVER) & (best >= 0)
    column = pd.Series(told.times)
    arrival = pd.Series(told.times[best[reached]], index=np.flatnonzero(reached)).reindex(
        range(len(told.nodes))
    )
    begin = moment(start, column) if start is not None else (column.iloc[0] if len(column) else None)
    if begin is not None:
        arrival = arrival.astype(column.dtype if column.dtype.kind == "M" else float)
        arrival.iloc[place] = begin
    after = units((arrival - begin).to_numpy()) if begin is not None else np.full(len(told.nodes), np.nan)
    counted = pd.array(np.where(reached, steps, 0), dtype="Int64")
    counted[~reached] = pd.NA
    counted[place] = 0
    after[place] = 0.0
    columns = {"arrival": arrival.to_numpy(), "after": after, "steps": counted}
    method = _method(told, start, within, strict=strict) | {"source": source}
    return described.frame("arrivals", told.nodes, columns, **method)


def time_respecting_path(  # noqa: PLR0913 - two ends and what counts
    contacts: Contacts,
    source: Hashable,
    target: Hashable,
    *,
    start: Any = None,
    within: float | None = None,
    strict: bool = True,
) -> pd.DataFrame:
    """Return the contacts along which news of `source` reaches `target` first, with the fewest steps among those.

    One row per step: `source`, `target`, `time`, in order. No rows when it cannot, or when both are the same.
    See `reachability` for what counts.
    """
    told = timeline(contacts, start=start, within=within)
    one, other = told.place(source), told.place(target)
    best, steps, came = _earliest(told, one, strict=strict)
    path: list[int] = []
    if one != other and best[other] < _NEVER:
        round_, node = int(steps[other]), other
        while node != one:
            while node not in came[round_]:
                round_ -= 1
            path.append(came[round_][node])
            node, round_ = int(told.source[path[-1]]), round_ - 1
    path.reverse()
    rows = {
        "source": [told.nodes[told.source[at]] for at in path],
        "target": [told.nodes[told.target[at]] for at in path],
        "time": told.times[told.rank[path]] if path else told.times[:0],
    }
    table = pd.DataFrame(rows)
    method = _method(told, start, within, strict=strict) | {"source": source, "target": target}
    table.attrs |= {"measure": "arrivals", "method": method}
    return table


def _earliest(told: Timeline, source: int, *, strict: bool) -> tuple[Any, Any, list[dict[int, int]]]:
    """Return per node the rank of the earliest arrival, in how many steps, and per round which contact brought it.

    Round h knows the earliest arrival in at most h steps; it takes every contact whose source was there in time.
    """
    best = np.full(len(told.nodes), _NEVER)
    steps = np.zeros(len(told.nodes), dtype=np.int64)
    best[source] = -1
    came: list[dict[int, int]] = [{}]
    fresh = np.zeros(len(told.nodes), dtype=bool)
    fresh[source] = True
    while fresh.any():
        before = best[told.source]
        in_time = (before < told.rank) if strict else (before <= told.rank)
        usable = np.flatnonzero(fresh[told.source] & in_time & (told.rank < best[told.target]))
        new = best.copy()
        np.minimum.at(new, told.target[usable], told.rank[usable])
        fresh = new < best
        brought = usable[new[told.target[usable]] == told.rank[usable]][::-1]
        came.append(dict(zip(told.target[brought].tolist(), brought.tolist(), strict=True)))
        steps[fresh] = len(came) - 1
        best = new
    return best, steps, came


def _reached(told: Timeline, *, strict: bool) -> Any:
    """Return by how many others each node is reached; who that are is one bit each of a large number."""
    known = [1 << number for number in range(len(told.nodes))]
    contacts = zip(told.rank.tolist(), told.source.tolist(), told.target.tolist(), strict=True)
    for _, together in groupby(contacts, key=lambda contact: contact[0]):
        ends = [(one, other) for _, one, other in together]
        changed = True
        while changed:
            heard = [(other, known[one]) for one, other in ends]
            changed = False
            for other, news in heard:
                if news & ~known[other]:
                    known[other] |= news
                    changed = not strict
    return np.array([bits.bit_count() - 1 for bits in known], dtype=np.int64)


def _without_order(told: Timeline) -> Any:
    """Return how many others each node reaches when the order of contacts is left out."""
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(len(told.nodes)))
    graph.add_edges_from(zip(told.source.tolist(), told.target.tolist(), strict=True))
    whole = nx.condensation(graph)
    reach: dict[int, int] = {}
    for part in reversed(list(nx.topological_sort(whole))):
        bits = sum(1 << node for node in whole.nodes[part]["members"])
        for after in whole.successors(part):
            bits |= reach[after]
        reach[part] = bits
    counted = {part: bits.bit_count() - 1 for part, bits in reach.items()}
    of = whole.graph["mapping"]
    return np.array([counted[of[node]] for node in range(len(told.nodes))], dtype=np.int64)


def _method(told: Timeline, start: Any, within: float | None, *, strict: bool) -> dict[str, object]:
    return {
        "directed": told.directed, "nodes": len(told.nodes), "contacts": len(told.rank), "start": start, "within": within,
        "strict": strict,
    }  # fmt: skip
