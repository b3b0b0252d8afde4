"""How much hangs below each node of a forest: what falls off when its branch breaks."""

from typing import Any

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import breadth_first_order, connected_components


def below(tails: Any, heads: Any, weights: Any) -> tuple[Any, Any, Any]:
    """Return for each node of a forest its parent (-1 for a root), the weight of its branch and that of its whole tree.

    The forest has the ties `tails[i]` - `heads[i]` and a weight per node; the first node of each tree is its root.
    """
    size = len(weights)
    if not size:
        return np.zeros(0, np.int64), np.zeros(0), np.zeros(0)
    plain = sparse.csr_array((np.ones(len(tails)), (tails, heads)), shape=(size, size))
    count, tree = connected_components(plain, directed=False)
    roots = np.unique(tree, return_index=True)[1]
    # One more node above all roots, so that one walk goes through every tree.
    one, other = np.concatenate([tails, np.full(count, size)]), np.concatenate([heads, roots])
    joined = sparse.csr_array(
        (np.ones(2 * len(one)), (np.concatenate([one, other]), np.concatenate([other, one]))),
        shape=(size + 1, size + 1),
    )
    order, parent = breadth_first_order(joined, size)
    sums, above = [*np.asarray(weights).tolist(), 0], parent.tolist()
    for node in order[:0:-1].tolist():
        sums[above[node]] += sums[node]
    branch = np.array(sums[:size])
    return np.where(parent[:size] == size, -1, parent[:size]), branch, branch[roots][tree]
