"""Brokerage written out, three by three."""

from itertools import permutations

ROLES = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison", "total")


def role(first, broker, last):
    """Return the role of a broker by the groups of the three (R sna's manual: A → A → A and so on)."""
    if first == broker == last:
        return "coordinator"
    if first == last:
        return "itinerant"
    if broker == last:
        return "gatekeeper"
    return "representative" if first == broker else "liaison"


def counted(net, group):
    """Return by node how often it has each role."""
    found = {node: dict.fromkeys(ROLES, 0) for node in net}
    for i, b, k in permutations(net, 3):
        if net.has_edge(i, b) and net.has_edge(b, k) and not net.has_edge(i, k):
            for name in (role(group[i], group[b], group[k]), "total"):
                found[b][name] += 1
    return found
