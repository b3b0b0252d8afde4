"""How much two nodes of one side share: the weights of a projection, as sparse algebra in blocks of rows."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Literal, TypeAlias

import numpy as np
from scipy import sparse

from kennisbank.errors import InvalidInput
from kennisbank.network import room
from kennisbank.network.twomode.incidence import Incidence

Weighting: TypeAlias = Literal["simple", "newman", "jaccard", "minima"]
WEIGHTINGS = ("simple", "newman", "jaccard", "minima")
_BLOCK = 1 << 22
"""How many products are held at a time."""
_IN_MATRIX = 40
"""Bytes for one pair in the matrix while it is made: value and index on both sides of the diagonal, and its copy."""


def shared(told: Incidence, weighting: str, *, extra: int = 0) -> Any:
    """Return what each two nodes share, as a symmetric n × n CSR matrix with an empty diagonal.

    `extra` is how many bytes more each pair will take later. Raises TooLarge when the pairs do not fit in memory, and
    InvalidInput for an unknown weighting or one that has no weighted form.
    """
    if weighting not in WEIGHTINGS:
        raise InvalidInput(
            f"There is no weighting {weighting!r}.", mend=f"Choose from {', '.join(WEIGHTINGS)}."
        )
    if weighting == "newman" and told.weight:
        raise InvalidInput(
            "Newman's weighting has no form for weighted ties.", mend="Leave weight out, or choose minima."
        )
    _fits(told, extra)
    if weighting == "simple":
        return _product(told.matrix, told.matrix)
    if weighting == "newman":
        degrees = np.diff(sparse.csc_array(told.matrix).indptr)
        part = np.divide(1.0, degrees - 1, out=np.zeros(len(degrees)), where=degrees > 1)
        return _product(told.matrix * part[np.newaxis, :], told.matrix)
    least = _minima(told.matrix) if told.weight else _product(told.matrix, told.matrix)
    if weighting == "minima":
        return least
    sums = np.asarray(told.matrix.sum(axis=1)).ravel()
    pairs = sparse.coo_array(least)
    pairs.data = pairs.data / (sums[pairs.row] + sums[pairs.col] - pairs.data)
    return sparse.csr_array(pairs)


def _fits(told: Incidence, extra: int) -> None:
    """Raise TooLarge when the pairs do not fit: first by a bound that costs nothing, then by counting them."""
    rows = len(told.nodes)
    per_column = np.diff(sparse.csc_array(told.matrix).indptr).astype(np.float64)
    bound = min(rows * (rows - 1.0) / 2, float((per_column * (per_column - 1)).sum()) / 2)
    size = _IN_MATRIX + extra
    free = room.free()
    if free is None or bound * size < free:
        return
    binary, over = told.binary, told.binary.T.tocsr()
    both = sum((binary[block] @ over).nnz for block in _blocks(binary, over))
    pairs = (both - int((np.diff(binary.indptr) > 0).sum())) // 2
    room.need(
        pairs * size, f"The projection of {rows:,} nodes, {pairs:,} pairs,",
        mend="Project a part of the nodes, leave out what nearly everybody is tied to, or use n.projection.",
    )  # fmt: skip


def _blocks(one: Any, other: Any) -> Iterator[slice]:
    """Yield slices of rows whose product with `other` takes some `_BLOCK` multiplications."""
    work = np.diff(other.indptr)[one.indices]
    per_row = np.add.reduceat(np.append(work, 0), one.indptr[:-1]) if one.shape[0] else np.zeros(0)
    per_row = np.where(np.diff(one.indptr) > 0, per_row, 0)
    part = np.cumsum(per_row) // _BLOCK
    edges = [0, *(np.flatnonzero(np.diff(part)) + 1).tolist(), one.shape[0]]
    for start, end in pairwise(edges):
        if end > start:
            yield slice(start, end)


def _product(one: Any, other: Any) -> Any:
    one, turned = sparse.csr_array(one), sparse.csr_array(other.T)
    told = sparse.csr_array(one @ turned)
    told.setdiag(0)
    told.eliminate_zeros()
    return told


def _minima(matrix: Any) -> Any:
    """Return Σ_p min(w_ip, w_jp): every pair of ties to one node is written out, a block of rows at a time."""
    columns = sparse.csr_array(matrix.T)
    columns.sort_indices()
    size = matrix.shape[0]
    parts = []
    for block in _blocks(matrix, columns):
        part = sparse.csr_array(matrix[block])
        rows = np.repeat(np.arange(part.shape[0]), np.diff(part.indptr))
        many = np.diff(columns.indptr)[part.indices]
        starts = np.repeat(columns.indptr[part.indices] - np.append(0, np.cumsum(many)[:-1]), many)
        at = starts + np.arange(many.sum())
        least = np.minimum(np.repeat(part.data, many), columns.data[at])
        parts.append(
            sparse.csr_array(
                (least, (np.repeat(rows, many), columns.indices[at])), shape=(part.shape[0], size)
            )
        )
    told = sparse.csr_array(sparse.vstack(parts)) if parts else sparse.csr_array((size, size))
    told.setdiag(0)
    told.eliminate_zeros()
    return told
