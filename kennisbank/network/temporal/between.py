"""Through whom news passes: betweenness along the paths that arrive first."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from kennisbank.errors import TooLarge
from kennisbank.network import described
from kennisbank.network.temporal.contacts import Contacts, Timeline, timeline

_FAR = np.iinfo(np.int32).max // 2
_BYTES = 200_000_000
_MOST = 20_000_000_000


def temporal_betweenness(
    contacts: Contacts,
    *,
    start: Any = None,
    within: float | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> pd.DataFrame:
    """Return for each node the share of the earliest news between all pairs of others that passes through it.

    B(v) = Σ_{s≠v≠z} σ_sz(v)/σ_sz over *shortest foremost* paths: of the paths along ever later contacts from s to z those
    that arrive first, and of these the ones with the fewest steps (Buß, Molter, Niedermeier and Rymar 2020, KDD, §2;
    counting all foremost paths is #P-hard, these can be counted). A contact must be later than the one before.

    Columns: `betweenness`, and `share`: divided by (n-1)(n-2), missing below three nodes. `start` and `within` as in
    `reachability`. Time O(n·m) and memory O(m) for n nodes and m contacts: each source is one sweep forward that counts paths
    and one backward that adds up dependencies, after Brandes (2001); for graphs up to some 10,000 contacts of 1,000
    nodes. `progress(done, total)` counts sources. Raises TooLarge above 2·10¹⁰ steps of work.
    """
    told = timeline(contacts, start=start, within=within)
    size = len(told.nodes)
    if size * len(told.rank) > _MOST:
        raise TooLarge(
            f"{size:,} nodes and {len(told.rank):,} contacts take days.",
            mend="Take a part of the network, or a period.",
        )
    moments = _moments(told)
    states = sum(len(item.heads) for item in moments)
    block = int(max(1, min(size or 1, _BYTES // (13 * max(states, 1)))))
    total = np.zeros(size)
    for first in range(0, size, block):
        sources = np.arange(first, min(first + block, size))
        total += _dependencies(moments, sources, size)
        if progress:
            progress(int(sources[-1]) + 1, size)
    pairs = (size - 1) * (size - 2)
    share = total / pairs if size > 2 else np.full(size, np.nan)
    return described.frame(
        "temporal_betweenness", told.nodes, {"betweenness": total, "share": share}, directed=told.directed,
        nodes=size, contacts=len(told.rank), start=start, within=within, strict=True, paths="shortest foremost",
    )  # fmt: skip


@dataclass(frozen=True, eq=False)
class _Moment:
    """The contacts of one time, sorted by target: `tails` → `heads[which]`, those of head i from `begins[i]` on."""

    tails: Any
    heads: Any
    begins: Any
    which: Any


@dataclass(frozen=True, eq=False)
class _Arrived:
    """What the forward sweep found at one moment, per contact or head and source."""

    shortest: Any
    counts: Any
    counted: Any
    better: Any
    first: Any


def _moments(told: Timeline) -> list[_Moment]:
    cuts = np.flatnonzero(np.diff(told.rank)) + 1
    found = []
    for tails, ends in zip(np.split(told.source, cuts), np.split(told.target, cuts), strict=True):
        if len(tails):
            order = np.argsort(ends, kind="stable")
            heads, begins, which = np.unique(ends[order], return_index=True, return_inverse=True)
            found.append(_Moment(tails[order], heads, begins, which))
    return found


def _dependencies(moments: list[_Moment], sources: Any, size: int) -> Any:
    """Return what `sources` add to the betweenness of every node."""
    far = np.full((size, len(sources)), _FAR, dtype=np.int32)
    ways = np.zeros((size, len(sources)))
    far[sources, np.arange(len(sources))] = 0
    ways[sources, np.arange(len(sources))] = 1
    told = [_arrive(item, far, ways) for item in moments]
    ahead = np.zeros((size, len(sources)))
    total = np.zeros(size)
    for item, found in zip(reversed(moments), reversed(told), strict=True):
        own = np.divide(1.0, found.counts, out=np.zeros_like(found.counts), where=found.first)
        passing = np.where(found.counted, ahead[item.heads], 0.0)
        np.add.at(total, item.heads, (found.counts * passing).sum(axis=1))
        ahead[item.heads] = np.where(found.better, 0.0, ahead[item.heads])
        np.add.at(ahead, item.tails, np.where(found.shortest, (own + passing)[item.which], 0.0))
    return total


def _arrive(item: _Moment, far: Any, ways: Any) -> _Arrived:
    """Let the contacts of one moment happen: `far` and `ways` are the fewest steps to each node so far, and how often."""
    steps = far[item.tails] + 1
    least = np.minimum.reduceat(steps, item.begins, axis=0)
    shortest = (steps == least[item.which]) & (steps < _FAR)
    counts = np.add.reduceat(np.where(shortest, ways[item.tails], 0.0), item.begins, axis=0)
    before = far[item.heads]
    there = least < _FAR
    better, equal = there & (least < before), there & (least == before)
    first = there & (before >= _FAR)
    ways[item.heads] = np.where(better, counts, ways[item.heads] + np.where(equal, counts, 0.0))
    far[item.heads] = np.minimum(least, before)
    return _Arrived(shortest, counts, better | equal, better, first)
