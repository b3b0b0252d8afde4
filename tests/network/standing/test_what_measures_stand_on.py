"""Other names, a node without ties, arcs turned round, a second network beside it: what each does to each measure.

The rows are those of measures whose own tests do not ask all four; `ASKED_BESIDE_IT` says where the others are asked. A
measure that stands in neither fails the last test.
"""

from pathlib import Path
from types import FunctionType

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

from kennisbank import network as n
from tests.network.graphs import with_isolate
from tests.network.standing.drawn import (
    ABOUT_ALONE,
    NOTHING,
    WHOLE,
)
from tests.network.standing.rows import ROWS

pytestmark = pytest.mark.slow  # the file, taken together

HERE = Path(__file__).parents[1]
SEVERAL = settings(max_examples=8, deadline=None)


def named(key, names):
    """Return a key with the nodes in it called by other names."""
    if isinstance(key, (tuple, frozenset)):
        return type(key)(names[node] for node in key)
    return key if key == WHOLE else names[key]


def close(found):
    return {key: pytest.approx(value, nan_ok=True, abs=1e-9) for key, value in found.items()}


def other_names(net):
    """Return `net` with other names that sort the other way, in another order, and the way to translate a name."""
    names = {node: f"{999 - place}{node}" for place, node in enumerate(net)}
    made = type(net)()
    made.add_nodes_from((names[node], net.nodes[node]) for node in reversed(list(net)))
    for one, other, data in reversed(list(net.edges(data=True))):
        made.add_edge(names[one], names[other], **data)
    return made, names


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
@SEVERAL
@given(st.data())
def test_other_names_in_another_order_change_nothing(row, data):
    net = data.draw(row.drawn())
    turned, names = other_names(net)

    assert close({named(key, names): value for key, value in row.of(net).items()}) == row.of(turned)


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
@SEVERAL
@given(st.data())
def test_a_node_without_ties_changes_only_what_goes_with_the_number_of_nodes(row, data):
    net = data.draw(row.drawn())
    more = with_isolate(net)
    more.nodes["alone"].update(ABOUT_ALONE)
    expected = {key: row.larger(value, len(net), len(more)) for key, value in row.of(net).items()}
    if row.alone is not NOTHING:
        expected["alone"] = row.alone

    assert close(expected) == row.of(more)


@pytest.mark.parametrize(
    "row", [row for row in ROWS.values() if row.back], ids=[name for name, row in ROWS.items() if row.back]
)
@SEVERAL
@given(st.data())
def test_arcs_turned_round_change_only_what_has_a_direction(row, data):
    net = data.draw(row.drawn())
    back = net.reverse() if net.is_directed() else net

    assert close(row.of(net)) == row.back(back)


@pytest.mark.parametrize(
    "row", [row for row in ROWS.values() if row.twice], ids=[name for name, row in ROWS.items() if row.twice]
)
@SEVERAL
@given(st.data())
def test_a_second_network_beside_it_adds_what_it_is_by_itself(row, data):
    net = data.draw(row.drawn())
    found = row.of(net)
    second = net if WHOLE in found else data.draw(row.drawn().filter(lambda other: type(other) is type(net)))
    names = {node: f"b{node}" for node in second}
    both = nx.union(net, nx.relabel_nodes(second, names))
    expected = {
        key: row.twice(value) if key == WHOLE else row.larger(value, len(net), len(both))
        for key, value in found.items()
    }
    for key, value in row.of(second).items():
        if key != WHOLE:
            expected[named(key, names)] = row.larger(value, len(second), len(both))

    assert close(expected) == row.of(both)


def test_changes_in_a_flow_do_not_depend_on_names_directions_and_who_else_is_there():
    def table(pairs):
        return pd.DataFrame(
            [(*pair, pd.Timestamp(2020 + month // 12, 1 + month % 12, 1)) for pair, months in pairs.items() for month in months],
            columns=["source", "target", "time"],
        )  # fmt: skip

    def found(pairs):
        told = n.change_points(table(pairs), seed=1)
        return {(row.source, row.target): (row.at, round(row.statistic, 9)) for row in told.itertuples()}

    often = [month for month in range(36) for _ in range(6 if month >= 20 else 1)]
    even = [*range(36)] * 2
    pairs = {("a", "b"): often, ("b", "c"): even}
    once = found(pairs)

    assert [("a", "b")] == list(once)
    assert {("z", "y"): once["a", "b"]} == found({("y", "x"): even, ("z", "y"): often})
    assert {("b", "a"): once["a", "b"]} == found({(other, one): when for (one, other), when in pairs.items()})
    assert once | {("B", "A"): once["a", "b"]} == found({**pairs, ("B", "A"): often, ("d", "d"): even})


@pytest.mark.parametrize("directed", [True, False])
def test_an_isolate_and_a_second_part_are_pairs_without_ties_to_a_regression(directed):
    made = nx.DiGraph if directed else nx.Graph
    y, x = (nx.gnp_random_graph(7, 0.4, seed=seed, directed=directed) for seed in (1, 2))
    z = made([(0, 4), (1, 5), (2, 6)])
    z.add_nodes_from(range(7))
    grown = [[nx.disjoint_union(net, net) for net in (y, x, z)], [with_isolate(net) for net in (y, x, z)]]
    for one, other, third in grown:
        size = len(one)
        ends = ~np.eye(size, dtype=bool) if directed else np.triu(np.ones((size, size), dtype=bool), 1)
        told, *columns = (nx.to_numpy_array(net, nodelist=list(one))[ends] for net in (one, other, third))
        expected = np.linalg.lstsq(np.column_stack([np.ones(len(told)), *columns]), told)[0]
        found = n.mrqap(one, {"x": other, "z": third}, permutations=2, seed=1)

        assert pytest.approx(expected) == found.table["coefficient"].to_list()


ASKED_BESIDE_IT = {
    "centre/test_what_does_not_change_it.py": "degree strength betweenness core_number",
    "position/test_unchanged.py": "constraint effective_size hierarchy brokerage mixing core_periphery",
    "position/test_alike_and_returned.py": "reciprocity assortativity",
    "inference/test_cug.py": "cug",
    "inference/test_krackhardt.py": "krackhardt",
    "inference/test_qap.py": "qap",
    "inference/test_resampling.py": "intervals sensitivity",
    "flows/test_whole_banks.py": "flows person_topic person_lesson cascade",
    "temporal/test_reaching.py": "reachability",
    "twomode/test_projecting.py": "project projection",
    "sources/test_truck_factor.py": "truck_factor truck_factor_by_folder authorship knowledge_of",
    "test_peers.py": "peer_group",
    "risk/test_what_if.py": "share_of_team",
    f"standing/{Path(__file__).name}": "change_points mrqap",
}
NO_MEASURES = {
    "Adjacency", "adjacency", "of_matrix", "to_igraph", "meaning", "read", "write", "contacts", "cut", "snapshots", "windows",
    "git_history", "mbox", "minutes", "stack_exchange", "work_of", "merge_identities", "propose_identities", "read_identities",
    "write_identities",
}  # fmt: skip
"""What brings a network in or out, cuts it, or says what something means."""


def test_every_measure_is_asked_somewhere():
    beside = {name for names in ASKED_BESIDE_IT.values() for name in names.split()}
    rows = {name.partition(",")[0] for name in ROWS}
    public = {name for name in n.__all__ if isinstance(getattr(n, name), FunctionType)}

    assert public - NO_MEASURES == rows | beside
    assert set() == rows & beside
    for file, names in ASKED_BESIDE_IT.items():
        told = (HERE / file).read_text(encoding="utf-8")
        assert [] == [
            name for name in names.split() if name not in told.replace("core number", "core_number")
        ]
