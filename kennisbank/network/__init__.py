"""Graphs of people, topics, teams and lessons, and measures on any networkx graph.

    from kennisbank import network as n

Every name below is loaded at first use. `n.meaning(result)` says in plain words what a result tells and what not.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kennisbank.network.described import Finding as Finding, meaning as meaning
    from kennisbank.network.engines import to_igraph as to_igraph
    from kennisbank.network.matrices import (
        Adjacency as Adjacency,
        adjacency as adjacency,
        of_matrix as of_matrix,
    )
    from kennisbank.network.measures.betweenness import betweenness as betweenness
    from kennisbank.network.measures.closeness import closeness as closeness
    from kennisbank.network.measures.communities import communities as communities
    from kennisbank.network.measures.components import components as components
    from kennisbank.network.measures.cores import core_number as core_number
    from kennisbank.network.measures.cuts import bridges as bridges, cut_points as cut_points
    from kennisbank.network.measures.degree import degree as degree, strength as strength
    from kennisbank.network.measures.degrees import degrees as degrees
    from kennisbank.network.measures.pagerank import pagerank as pagerank

_HOMES = {
    # graphs
    "Adjacency": "matrices",
    "adjacency": "matrices",
    "of_matrix": "matrices",
    # results
    "Finding": "described",
    "meaning": "described",
    # measures of nodes
    "degrees": "measures.degrees",
    # place in the whole: ties, paths, cores, groups, cuts
    "betweenness": "measures.betweenness",
    "bridges": "measures.cuts",
    "closeness": "measures.closeness",
    "communities": "measures.communities",
    "components": "measures.components",
    "core_number": "measures.cores",
    "cut_points": "measures.cuts",
    "degree": "measures.degree",
    "pagerank": "measures.pagerank",
    "strength": "measures.degree",
    "to_igraph": "engines",
}
__all__ = sorted(_HOMES)  # noqa: PLE0605 - a list of the names above


def __getattr__(name: str) -> Any:
    """Load a name at first use: a page that shows a map must not pay for statistics."""
    if name not in _HOMES:
        raise AttributeError(f"module 'kennisbank.network' has no attribute {name!r}")
    return getattr(import_module(f"kennisbank.network.{_HOMES[name]}"), name)
