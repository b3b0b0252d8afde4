"""What a weight means to a measure of paths: how long a tie is, unless one says that it is how strong."""

from dataclasses import replace

from kennisbank.network.matrices import Adjacency, Graph, adjacency


def lengths(graph: Graph, weight: str | None, *, inverse: bool) -> Adjacency:
    """Return `graph` with the length of every tie as its weight (1 without `weight`).

    As in networkx a weight is a length: of parallel ties the shortest counts. With `inverse` it is a strength: those of
    parallel ties are added up, and the length is 1 divided by it (Newman, M.E.J. (2001), Physical Review E 64, 016132).
    Raises InvalidInput for a length that is missing, no number, or not above 0.
    """
    if not inverse or weight is None:
        return adjacency(graph, weight, lengths=weight is not None)
    told = adjacency(graph, weight)
    turned = told.matrix.copy()
    turned.data = 1 / turned.data
    return replace(told, matrix=turned)


def meaning(weight: str | None, *, inverse: bool) -> str:
    """Return what the method of a result says about its weights."""
    return "none" if weight is None else "1 / weight is the length" if inverse else "weight is the length"
