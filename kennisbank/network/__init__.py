"""Graphs of people, topics, teams and lessons, and measures on any networkx graph.

    from kennisbank import network as n

Every name below is loaded at first use. `n.meaning(result)` says in plain words what a result tells and what not.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kennisbank.network.described import Finding as Finding, meaning as meaning
    from kennisbank.network.inference.cug import Cug as Cug, cug as cug
    from kennisbank.network.inference.krackhardt import Krackhardt as Krackhardt, krackhardt as krackhardt
    from kennisbank.network.inference.missing import sensitivity as sensitivity
    from kennisbank.network.inference.mrqap import Mrqap as Mrqap, mrqap as mrqap
    from kennisbank.network.inference.nulls import (
        SmallWorld as SmallWorld,
        against_chance as against_chance,
        small_world as small_world,
    )
    from kennisbank.network.inference.qap import Qap as Qap, qap as qap
    from kennisbank.network.inference.resampling import intervals as intervals
    from kennisbank.network.matrices import (
        Adjacency as Adjacency,
        adjacency as adjacency,
        of_matrix as of_matrix,
    )
    from kennisbank.network.measures.degrees import degrees as degrees

_HOMES = {
    # graphs
    "Adjacency": "matrices",
    "adjacency": "matrices",
    "of_matrix": "matrices",
    # results
    "Finding": "described",
    "meaning": "described",
    # could it be chance, and how sure is it
    "Cug": "inference.cug",
    "Krackhardt": "inference.krackhardt",
    "Mrqap": "inference.mrqap",
    "Qap": "inference.qap",
    "SmallWorld": "inference.nulls",
    "against_chance": "inference.nulls",
    "cug": "inference.cug",
    "intervals": "inference.resampling",
    "krackhardt": "inference.krackhardt",
    "mrqap": "inference.mrqap",
    "qap": "inference.qap",
    "sensitivity": "inference.missing",
    "small_world": "inference.nulls",
    # measures of nodes
    "degrees": "measures.degrees",
}
__all__ = sorted(_HOMES)  # noqa: PLE0605 - a list of the names above


def __getattr__(name: str) -> Any:
    """Load a name at first use: a page that shows a map must not pay for statistics."""
    if name not in _HOMES:
        raise AttributeError(f"module 'kennisbank.network' has no attribute {name!r}")
    return getattr(import_module(f"kennisbank.network.{_HOMES[name]}"), name)
