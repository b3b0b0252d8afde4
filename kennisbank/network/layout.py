"""Where each record stands on the map: close to what it is tied to, and in the same place tomorrow."""

import math
from collections.abc import Mapping

import networkx as nx
import numpy as np
import numpy.typing as npt

from kennisbank.network.graph import pairs
from kennisbank.network.springs import spring
from kennisbank.network.starting import continued, starts

_SAME_GROUP = 3.0
_SPACING = 1.0
_RIM = 1.4
"""The radius of a part, in units of √n: the disc of that radius has room for its n nodes."""

Places = npt.NDArray[np.float64]


def positions(
    net: "nx.MultiDiGraph[str]",
    *,
    group: str = "team",
    seed: int = 1,
    earlier: Mapping[str, tuple[float, float]] | None = None,
) -> dict[str, tuple[float, float]]:
    """Return `{node: (x, y)}`, centred on (0, 0); one unit is about the distance between neighbours.

    Ties between nodes whose attribute `group` is the same pull harder. Each part fills a disc: what the forces leave
    crowded is given room, what they throw far out is brought back, so that the whole can be read. Parts that are not
    joined to the rest stand below the largest part, in rows.

    Equal input and `seed` give equal places, and a small change of the network a small change of the places: the start
    of each node follows from its id and from its surroundings (see `starting`). `earlier` places, where given, are the
    start instead; use it to draw a part of a network as it stood in the whole. The force layout is Fruchterman &
    Reingold's (1991); see `springs` for the engine.
    """
    simple = _simple(net, group=group)
    parts = sorted(nx.connected_components(simple), key=lambda part: (-len(part), min(part)))
    placed: dict[str, tuple[float, float]] = {}
    blocks = [_part(simple, sorted(part), seed=seed, earlier=earlier) for part in parts]
    for part, places in zip(parts, _arranged(blocks), strict=True):
        placed.update({node: (float(x), float(y)) for node, (x, y) in zip(sorted(part), places, strict=True)})
    return {node: placed[node] for node in net}


def _simple(net: "nx.MultiDiGraph[str]", *, group: str) -> "nx.Graph[str]":
    simple: nx.Graph[str] = nx.Graph()
    simple.add_nodes_from(net)
    groups = {node: str(net.nodes[node].get(group, "")) for node in net}
    for one, other, number in pairs(net):
        together = bool(groups[one]) and groups[one] == groups[other]
        simple.add_edge(one, other, weight=math.log1p(number) * (_SAME_GROUP if together else 1.0))
    return simple


def _part(
    simple: "nx.Graph[str]",
    nodes: list[str],
    *,
    seed: int,
    earlier: Mapping[str, tuple[float, float]] | None,
) -> Places:
    """Lay out one connected part; rows follow `nodes`."""
    part = _numbered(simple, nodes)
    start = continued(part, nodes, earlier=earlier, seed=seed) if earlier else starts(part, nodes, seed=seed)
    return _evened(spring(part, start))


def _numbered(graph: "nx.Graph[str]", nodes: list[str]) -> "nx.Graph[int]":
    """Return the part of `graph` on `nodes`, its nodes renamed 0, 1, … in that order."""
    names = {node: number for number, node in enumerate(nodes)}
    numbered: nx.Graph[int] = nx.Graph()
    numbered.add_nodes_from(range(len(nodes)))
    ties = graph.subgraph(nodes).edges(data=True)
    for one, other, weight in sorted((names[one], names[other], tie["weight"]) for one, other, tie in ties):
        numbered.add_edge(one, other, weight=weight)
    return numbered


def _evened(places: Places) -> Places:
    """Centre a part and bring its distances to the middle half-way to those of an evenly filled disc.

    Directions stay, and so does who is farther out than whom; only the distances change.
    """
    centred: Places = places - np.median(places, axis=0)
    far = np.hypot(*centred.T)
    size, rim = len(places), _SPACING * _RIM * math.sqrt(len(places))
    usual = float(np.quantile(far, 0.95))
    if not usual:
        return centred
    rank = np.argsort(np.argsort(far, kind="stable"), kind="stable")
    even = rim * np.sqrt((rank + 0.5) / size)
    scaled = far * rim / usual
    bounded = np.where(scaled <= rim, scaled, rim * (1 + 0.15 * np.log(np.maximum(scaled, rim) / rim)))
    evened: Places = centred * ((even + bounded) / 2 / np.maximum(far, 1e-12))[:, None]
    return evened


def _radius(block: Places) -> float:
    return float(np.sqrt((block**2).sum(axis=1)).max()) + _SPACING


def _arranged(blocks: list[Places]) -> list[Places]:
    """Put the blocks after the first in rows below it."""
    if not blocks:
        return []
    first = blocks[0]
    width = max(2 * _radius(first), _SPACING * 3 * math.sqrt(sum(len(block) for block in blocks)))
    left, top, depth = -width / 2, float(first[:, 1].min()) - _SPACING, 0.0
    placed, x = [first], left
    for block in blocks[1:]:
        size = 2 * _radius(block)
        if x + size > left + width:
            x, top, depth = left, top - depth, 0.0
        placed.append(block + np.array([x + size / 2, top - size / 2]))
        x, depth = x + size, max(depth, size)
    return placed
