"""Graphs with whatever a researcher may have put in them: every class, any names, any attributes, None and absent."""

from datetime import UTC, date, datetime

import networkx as nx
from hypothesis import strategies as st

TEXTS = st.one_of(
    st.text(max_size=6),
    st.sampled_from(["", "1", "2.50", "true", "2024-01-02", 'é"\n\r\t,;:%', "nan", "\ud800"]),
)
DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))
MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1), timezones=st.sampled_from([None, UTC]))  # noqa: DTZ001
NUMBERS = st.one_of(st.integers(-(2**70), 2**70), st.integers(-3, 3), st.floats(allow_nan=False))
FLAT = st.one_of(st.none(), st.booleans(), NUMBERS, TEXTS, DAYS, MOMENTS)
VALUES = st.one_of(
    FLAT,
    st.lists(FLAT, max_size=2),
    st.tuples(FLAT, FLAT),
    st.dictionaries(TEXTS, FLAT, max_size=2),
    st.frozensets(st.integers(0, 5), max_size=2),
)
COLUMNS = [
    st.booleans(),
    st.integers(-3, 3),
    st.floats(allow_nan=False),
    TEXTS,
    DAYS,
    MOMENTS,
    NUMBERS,
    VALUES,
]
HEADINGS = st.one_of(
    TEXTS, st.sampled_from(["weight", "since", "until", "id", "key", "label", "type", "source", "Source", "start", "x", "y"]),
    st.integers(0, 2),
)  # fmt: skip
NODES = st.one_of(st.lists(TEXTS, unique=True, max_size=5), st.lists(st.integers(-9, 9), unique=True, max_size=5),
                  st.lists(st.one_of(TEXTS, st.integers(5, 9), st.tuples(st.integers(), TEXTS), DAYS), unique=True, max_size=5))  # fmt: skip


@st.composite
def rows(draw, size):
    """Draw the attributes of `size` things: columns of one kind, some with gaps, some with None."""
    told = [{} for _ in range(size)]
    for heading in draw(st.lists(HEADINGS, unique=True, max_size=3)):
        column = draw(st.sampled_from(COLUMNS))
        values = st.one_of(column, st.none()) if draw(st.booleans()) else column
        for row in told:
            if draw(st.integers(0, 4)):
                row[heading] = draw(values)
    return told


@st.composite
def anything(draw):
    """Draw a graph of any class."""
    net = draw(st.sampled_from([nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph]))()
    nodes = draw(NODES)
    net.add_nodes_from(zip(nodes, draw(rows(len(nodes))), strict=True))
    net.graph.update(draw(st.dictionaries(TEXTS, VALUES, max_size=2)))
    if not nodes:
        return net
    ends = draw(
        st.lists(
            st.tuples(st.sampled_from(nodes), st.sampled_from(nodes)),
            max_size=5,
            unique=not net.is_multigraph(),
        )
    )
    keyed = net.is_multigraph() and draw(st.booleans())
    for (one, other), data in zip(ends, draw(rows(len(ends))), strict=True):
        key = (draw(st.one_of(TEXTS, st.integers(0, 3))),) if keyed else ()
        if not net.has_edge(one, other, *key):
            net.add_edges_from([(one, other, *key, data)])
    return net


def same(one, other):
    """Say whether two graphs are equal in class, order of nodes, attributes and the kinds of those."""
    return type(one) is type(other) and nx.utils.graphs_equal(one, other) and list(one) == list(other)
