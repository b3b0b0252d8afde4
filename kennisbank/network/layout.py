"""Where each record stands on the map: close to what it is tied to, in the same place on every machine."""

import math
from typing import TypeVar

import networkx as nx
import numpy as np
import numpy.typing as npt

from kennisbank.network.graph import pairs
from kennisbank.network.springs import communities, spring

WHOLE = 2_000
"""Up to this many nodes one force layout is readable; above it each group is laid out by itself first."""
_SAME_GROUP = 3.0
_SPACING = 1.0

Node = TypeVar("Node", str, int)
Places = npt.NDArray[np.float64]


def positions(
    net: "nx.MultiDiGraph[str]", *, group: str = "team", seed: int = 1
) -> dict[str, tuple[float, float]]:
    """Return `{node: (x, y)}`, centred on (0, 0); one unit is about the distance between neighbours.

    Ties between nodes whose attribute `group` is the same pull harder. Parts that are not joined to the rest stand
    below the largest part, in rows. Above `WHOLE` nodes a part is split into communities (Blondel et al. 2008), each is
    laid out by itself and the communities are then laid out as if they were nodes. Equal input and `seed` give equal
    places. The force layout is Fruchterman & Reingold's (1991); see `springs` for the engine.
    """
    simple = _simple(net, group=group)
    parts = sorted(nx.connected_components(simple), key=lambda part: (-len(part), min(part)))
    placed: dict[str, tuple[float, float]] = {}
    blocks = [_part(simple, sorted(part), seed=seed) for part in parts]
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


def _part(simple: "nx.Graph[str]", nodes: list[str], *, seed: int) -> Places:
    """Lay out one connected part; rows follow `nodes`."""
    if len(nodes) <= WHOLE:
        return _scaled(spring(_numbered(simple, nodes), seed=seed))
    part = _numbered(simple, nodes)
    groups = communities(part, seed=seed)
    inner = [_scaled(spring(_numbered(part, sorted(group)), seed=seed)) for group in groups]
    outline = spring(_outline(part, groups), seed=seed)
    centres = outline * _stretch(outline, [_radius(block) for block in inner])
    places = np.zeros((len(nodes), 2))
    for group, block, centre in zip(groups, inner, centres, strict=True):
        places[sorted(group)] = block + centre
    centred: Places = places - places.mean(axis=0)
    return centred


def _outline(part: "nx.Graph[int]", groups: list[frozenset[int]]) -> "nx.Graph[int]":
    """Return the graph whose nodes are the numbers of `groups`, with the weight that runs between each two."""
    belongs = {node: number for number, group in enumerate(groups) for node in group}
    outline: nx.Graph[int] = nx.Graph()
    outline.add_nodes_from(range(len(groups)))
    for one, other, tie in part.edges(data=True):
        ends = belongs[one], belongs[other]
        if ends[0] != ends[1]:
            so_far = outline.edges[ends]["weight"] if outline.has_edge(*ends) else 0.0
            outline.add_edge(*ends, weight=so_far + tie["weight"])
    return outline


def _numbered(graph: "nx.Graph[Node]", nodes: list[Node]) -> "nx.Graph[int]":
    """Return the part of `graph` on `nodes`, its nodes renamed 0, 1, … in that order."""
    names = {node: number for number, node in enumerate(nodes)}
    numbered: nx.Graph[int] = nx.Graph()
    numbered.add_nodes_from(range(len(nodes)))
    ties = graph.subgraph(nodes).edges(data=True)
    for one, other, weight in sorted((names[one], names[other], tie["weight"]) for one, other, tie in ties):
        numbered.add_edge(one, other, weight=weight)
    return numbered


def _scaled(places: Places) -> Places:
    """Centre a block and scale it so that its area fits its number of nodes."""
    centred: Places = places - places.mean(axis=0)
    spread = float(np.sqrt((centred**2).sum(axis=1).mean()))
    return centred * (_SPACING * math.sqrt(len(places)) / spread) if spread else centred


def _radius(block: Places) -> float:
    return float(np.sqrt((block**2).sum(axis=1)).max()) + _SPACING


def _stretch(centres: Places, radii: list[float]) -> float:
    """Return the factor that keeps the closest two circles apart, taken over the 20 % that are closest."""
    gaps = [
        (radii[i] + radii[j]) / max(1e-9, float(np.hypot(*(centres[i] - centres[j]))))
        for i in range(len(radii))
        for j in range(i)
    ]
    return float(np.quantile(gaps, 0.8)) if gaps else 1.0


def _arranged(blocks: list[Places]) -> list[Places]:
    """Put the blocks after the first in rows below it."""
    if not blocks:
        return []
    first = blocks[0]
    width = max(2 * _radius(first), _SPACING * 3 * math.sqrt(sum(len(block) for block in blocks)))
    left, top, depth = -width / 2, float(first[:, 1].min()) - 3 * _SPACING, 0.0
    placed, x = [first], left
    for block in blocks[1:]:
        size = 2 * _radius(block)
        if x + size > left + width:
            x, top, depth = left, top - depth, 0.0
        placed.append(block + np.array([x + size / 2, top - size / 2]))
        x, depth = x + size, max(depth, size)
    return placed
