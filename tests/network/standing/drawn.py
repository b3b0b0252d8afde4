"""Networks that are drawn by chance, and what a measure says of itself: the row that is asked."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import networkx as nx
from hypothesis import strategies as st

from tests.network.graphs import graphs

WHOLE = "the whole network"
"""The key of what is said of all nodes together; others are nodes, pairs (tuples) or pairs without order (frozensets)."""


# Networks: each with what its measures need to know of a node, also of one without ties.
@st.composite
def plain(draw):
    net = draw(graphs(least=1, most=7))
    for node in net:
        net.nodes[node]["team"] = draw(st.sampled_from("abc"))
    return net


@st.composite
def two_mode(draw):
    """People point to what they know of, each on a day."""
    net = nx.DiGraph()
    net.add_nodes_from(["p0", "p1", "p2"], bipartite=0)
    net.add_nodes_from(["t0", "t1", "t2"], bipartite=1)
    pairs = [(person, topic) for person in ("p0", "p1", "p2") for topic in ("t0", "t1", "t2")]
    for person, topic in draw(st.lists(st.sampled_from(pairs), unique=True)):
        net.add_edge(person, topic, day=draw(st.dates(date(2022, 1, 1), date(2024, 12, 31))))
    return net


@st.composite
def timed(draw):
    net = nx.MultiDiGraph()
    net.add_nodes_from("abcd")
    steps = st.tuples(st.sampled_from("abcd"), st.sampled_from("abcd"), st.integers(0, 5))
    net.add_edges_from((one, other, {"time": time}) for one, other, time in draw(st.lists(steps, max_size=8)))
    return net


ABOUT_ALONE = {
    "team": "a", "bipartite": 0, "kind": "person", "title": "", "status": "active", "day": None,
    "may_be_asked": True,
}  # fmt: skip
NOTHING = object()
"""Of a node without ties nothing is said."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """`of` gives what is measured, by node, pair or `WHOLE`.

    `alone` is what a node without ties gets. `larger(value, small, large)` is what a value becomes when there are `large`
    nodes instead of `small`. `back` gives the same of the graph with its arcs turned round, None where the direction is
    what is measured. `twice` is what a value of the whole becomes with a copy beside it, None where it has no rule.
    """

    drawn: Callable[[], Any]
    of: Callable[[Any], dict[Any, Any]]
    alone: Any = NOTHING
    larger: Callable[[Any, int, int], Any] = lambda value, *_: value
    back: Callable[[Any], dict[Any, Any]] | None = None
    twice: Callable[[Any], Any] | None = lambda value: value


def same(drawn, of, **more):
    """Return the row of a measure to which it does not matter which way arcs point."""
    return Row(drawn=drawn, of=of, back=of, **more)
