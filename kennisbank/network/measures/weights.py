"""Weights as shares of something: what shares are made of may not be below zero."""

from kennisbank.errors import InvalidInput
from kennisbank.network.matrices import Adjacency, Graph, adjacency


def shared(graph: Graph, weight: str | None) -> Adjacency:
    """Return `graph` as a matrix. Raises InvalidInput for weights that are none, also in an `Adjacency` made with them."""
    told = adjacency(graph, weight)
    if told.matrix.nnz and told.matrix.data.min() < 0:
        raise InvalidInput(
            "Some weights are below zero.", mend="Give ties weights of 0 or more.", where=weight or ""
        )
    return told
