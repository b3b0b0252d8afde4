"""The measures of this family, and how networkx computes the same."""

import networkx as nx

from kennisbank import network as n


def both_ways(net):
    """Return `net` without directions; without weights, because arcs in both directions have one each."""
    return nx.Graph(net.edges()) if net.is_directed() else net


# name: (ours, networkx's); both give a value per node for a graph with weights
PER_NODE = {
    "degree": (n.degree, lambda net: dict(net.degree())),
    "degree, share": (lambda net: n.degree(net)[["share"]], nx.degree_centrality),
    "strength": (n.strength, lambda net: dict(net.degree(weight="weight"))),
    "betweenness": (n.betweenness, lambda net: nx.betweenness_centrality(net, normalized=False)),
    "betweenness, share": (lambda net: n.betweenness(net)[["share"]], nx.betweenness_centrality),
    "betweenness, weighted": (
        lambda net: n.betweenness(net, "weight"),
        lambda net: nx.betweenness_centrality(net, normalized=False, weight="weight"),
    ),
    "closeness": (n.closeness, nx.closeness_centrality),
    "closeness, weighted": (
        lambda net: n.closeness(net, "weight"),
        lambda net: nx.closeness_centrality(net, distance="weight"),
    ),
    "closeness, outwards": (
        lambda net: n.closeness(net, direction="out"),
        lambda net: nx.closeness_centrality(net.reverse() if net.is_directed() else net),
    ),
    "pagerank": (n.pagerank, lambda net: nx.pagerank(net, weight=None, tol=1e-15, max_iter=5000)),
    "pagerank, weighted": (
        lambda net: n.pagerank(net, "weight"),
        lambda net: nx.pagerank(net, weight="weight", tol=1e-15, max_iter=5000),
    ),
    "core number": (n.core_number, nx.core_number),
}


def of(table):
    """Return the first column as a dictionary."""
    return table.iloc[:, 0].to_dict()
