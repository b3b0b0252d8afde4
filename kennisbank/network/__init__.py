"""Graphs of people, topics, teams and lessons, and measures on any networkx graph.

    from kennisbank import network as n

Every name below is loaded at first use. `n.meaning(result)` says in plain words what a result tells and what not.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kennisbank.network.described import Finding as Finding, meaning as meaning
    from kennisbank.network.formats.files import read as read, write as write
    from kennisbank.network.identities import (
        Merged as Merged,
        merge_identities as merge_identities,
        read_identities as read_identities,
        write_identities as write_identities,
    )
    from kennisbank.network.matrices import (
        Adjacency as Adjacency,
        adjacency as adjacency,
        of_matrix as of_matrix,
    )
    from kennisbank.network.measures.degrees import degrees as degrees
    from kennisbank.network.sources.authorship import authorship as authorship, knowledge_of as knowledge_of
    from kennisbank.network.sources.git import git_history as git_history
    from kennisbank.network.sources.mailing import mbox as mbox
    from kennisbank.network.sources.meetings import minutes as minutes
    from kennisbank.network.sources.questions import stack_exchange as stack_exchange
    from kennisbank.network.sources.truck import (
        TruckFactor as TruckFactor,
        truck_factor as truck_factor,
        truck_factor_by_folder as truck_factor_by_folder,
    )
    from kennisbank.network.sources.work import Work as Work, work_of as work_of
    from kennisbank.network.spellings import propose_identities as propose_identities

_HOMES = {
    # graphs
    "Adjacency": "matrices",
    "adjacency": "matrices",
    "of_matrix": "matrices",
    # results
    "Finding": "described",
    "meaning": "described",
    # in and out of files
    "read": "formats.files",
    "write": "formats.files",
    # from outside: work on files, mail, questions, minutes
    "TruckFactor": "sources.truck",
    "Work": "sources.work",
    "authorship": "sources.authorship",
    "git_history": "sources.git",
    "knowledge_of": "sources.authorship",
    "mbox": "sources.mailing",
    "minutes": "sources.meetings",
    "stack_exchange": "sources.questions",
    "truck_factor": "sources.truck",
    "truck_factor_by_folder": "sources.truck",
    "work_of": "sources.work",
    # one person under several spellings
    "Merged": "identities",
    "merge_identities": "identities",
    "propose_identities": "spellings",
    "read_identities": "identities",
    "write_identities": "identities",
    # measures of nodes
    "degrees": "measures.degrees",
}
__all__ = sorted(_HOMES)  # noqa: PLE0605 - a list of the names above


def __getattr__(name: str) -> Any:
    """Load a name at first use: a page that shows a map must not pay for statistics."""
    if name not in _HOMES:
        raise AttributeError(f"module 'kennisbank.network' has no attribute {name!r}")
    return getattr(import_module(f"kennisbank.network.{_HOMES[name]}"), name)
