"""Burt's formulas written out, sum by sum, to check fast code against."""

from math import log, nan


def matrix_of(net, weight=None):
    """Return z: the weights of both directions added up (those of a tie without direction once)."""
    return {
        (i, j): sum(
            (1 if weight is None else net[a][b][weight]) for a, b in ((i, j), (j, i)) if net.has_edge(a, b)
        )
        for i in net
        for j in net
        if i != j
    }


def everything(net, weight=None, model="whole"):
    """Return by node (constraint, effective size, hierarchy)."""
    z = matrix_of(net, weight)
    return {i: _of(i, net, z, model) for i in net}


def _of(i, net, z, model):
    contacts = [j for j in net if j != i and z[i, j] > 0]
    if not contacts:
        return (nan, nan, nan)
    seen = [i, *contacts] if model == "ego" else list(net)

    def p(a, b):
        return z[a, b] / sum(z[a, k] for k in seen if k != a) if a != b else 0

    def m(a, b):
        return z[a, b] / max(z[a, k] for k in seen if k != a) if a != b else 0

    held = [(p(i, j) + sum(p(i, q) * p(q, j) for q in contacts if q != j)) ** 2 for j in contacts]
    size = sum(1 - sum(p(i, q) * m(j, q) for q in contacts if q != j) for j in contacts)
    many, whole = len(contacts), sum(held)
    apart = [part / (whole / many) for part in held]
    order = sum(r * log(r) for r in apart) / (many * log(many)) if many > 1 else 1.0
    return whole, size, order
