"""Graphs of people, topics, teams and lessons, and measures on any networkx graph.

    from kennisbank import network as n

Every name below is loaded at first use. `n.meaning(result)` says in plain words what a result tells and what not.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kennisbank.network.described import Finding as Finding, meaning as meaning
    from kennisbank.network.matrices import (
        Adjacency as Adjacency,
        adjacency as adjacency,
        of_matrix as of_matrix,
    )
    from kennisbank.network.measures.assortativity import (
        Assortativity as Assortativity,
        assortativity as assortativity,
    )
    from kennisbank.network.measures.brokerage import (
        BrokerageTotals as BrokerageTotals,
        brokerage as brokerage,
        brokerage_totals as brokerage_totals,
    )
    from kennisbank.network.measures.core_periphery import (
        CorePeriphery as CorePeriphery,
        core_periphery as core_periphery,
    )
    from kennisbank.network.measures.degrees import degrees as degrees
    from kennisbank.network.measures.holes import (
        constraint as constraint,
        effective_size as effective_size,
        hierarchy as hierarchy,
    )
    from kennisbank.network.measures.mixing import (
        EIIndex as EIIndex,
        Mixing as Mixing,
        ei_index as ei_index,
        mixing as mixing,
    )
    from kennisbank.network.measures.reciprocity import Reciprocity as Reciprocity, reciprocity as reciprocity

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
    # structural holes, brokerage, mixing, core and periphery
    "Assortativity": "measures.assortativity",
    "BrokerageTotals": "measures.brokerage",
    "CorePeriphery": "measures.core_periphery",
    "EIIndex": "measures.mixing",
    "Mixing": "measures.mixing",
    "Reciprocity": "measures.reciprocity",
    "assortativity": "measures.assortativity",
    "brokerage": "measures.brokerage",
    "brokerage_totals": "measures.brokerage",
    "constraint": "measures.holes",
    "core_periphery": "measures.core_periphery",
    "effective_size": "measures.holes",
    "ei_index": "measures.mixing",
    "hierarchy": "measures.holes",
    "mixing": "measures.mixing",
    "reciprocity": "measures.reciprocity",
}
__all__ = sorted(_HOMES)  # noqa: PLE0605 - a list of the names above


def __getattr__(name: str) -> Any:
    """Load a name at first use: a page that shows a map must not pay for statistics."""
    if name not in _HOMES:
        raise AttributeError(f"module 'kennisbank.network' has no attribute {name!r}")
    return getattr(import_module(f"kennisbank.network.{_HOMES[name]}"), name)
