"""Random graphs for property tests: any class of networkx, with and without weights."""

import networkx as nx
from hypothesis import strategies as st

WEIGHTS = st.integers(1, 20).map(lambda number: number / 4)


@st.composite
def graphs(draw, *, directed: bool | None = None, weighted: bool = True, least: int = 0, most: int = 9):
    """Draw a graph of `least` to `most` nodes, numbered from 0, without loops; ties have a `weight`."""
    size = draw(st.integers(least, most))
    arrows = draw(st.booleans()) if directed is None else directed
    net = nx.DiGraph() if arrows else nx.Graph()
    net.add_nodes_from(range(size))
    pairs = [(i, j) for i in range(size) for j in range(size) if i != j and (arrows or i < j)]
    for one, other in draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else ():
        net.add_edge(one, other, **({"weight": draw(WEIGHTS)} if weighted else {}))
    return net


def renamed(net):
    """Return `net` with other names, in another order, and the way to translate a name."""
    names = {node: f"n{node}" for node in net}
    turned = type(net)()
    turned.add_nodes_from((names[node], net.nodes[node]) for node in reversed(list(net)))
    turned.add_edges_from((names[a], names[b], data) for a, b, data in reversed(list(net.edges(data=True))))
    return turned, names


def with_isolate(net):
    """Return `net` with one node more that has no ties."""
    larger = net.copy()
    larger.add_node("alone")
    return larger
