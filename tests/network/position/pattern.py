"""The fit of a core written out, cell by cell, and that of every core there is."""

from itertools import combinations
from math import isnan, nan

import numpy as np


def fit_of(net, core, *, weight=None, between=None):
    """Return the correlation of ties with a core's pattern over all ordered pairs; NaN where it has none."""
    cells = []
    for i in net:
        for j in net:
            inside = (i in core) + (j in core)
            if i != j and not (inside == 1 and between is None):
                tie = (1 if weight is None else net[i][j][weight]) if net.has_edge(i, j) else 0
                cells.append((tie, {2: 1, 1: between, 0: 0}[inside]))
    table = np.array(cells, dtype=float).reshape(-1, 2)
    if len(table) == 0 or np.ptp(table[:, 0]) == 0 or np.ptp(table[:, 1]) == 0:
        return nan
    return float(np.corrcoef(table.T)[0, 1])


def best_cores(net, **options):
    """Return the best fit there is, and the cores that have it."""
    every = [set(core) for size in range(len(net) + 1) for core in combinations(net, size)]
    fits = [(fit_of(net, core, **options), core) for core in every]
    best = max((fit for fit, _ in fits if not isnan(fit)), default=nan)
    return best, [core for fit, core in fits if fit >= best - 1e-9]
