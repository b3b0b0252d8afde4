"""The E-I index and mixing tables: as UCINET prints them, and as every order of the groups says."""

from itertools import permutations
from math import isnan

import networkx as nx
import numpy as np
import pytest
from hypothesis import assume, given, settings, strategies as st

from kennisbank import network as n
from kennisbank.errors import InvalidInput, TooLarge
from tests.network.graphs import graphs, renamed, with_isolate
from tests.network.published import CAMP_EI_INDEX, camp

CAMP_H_STAR = (
    0.356  # UCINET's column beside the index: the share within groups, less what sizes of groups give
)
LETTERS = st.lists(st.sampled_from("abc"), min_size=10, max_size=10)


def test_the_index_of_the_camp_by_gender_is_the_published_one():
    found = n.ei_index(camp(), group="gender", seed=1)

    assert round(found.value, 3) == CAMP_EI_INDEX
    assert (45, 9, 1 - 2 * (8 * 7 + 10 * 9) / (18 * 17)) == (found.internal, found.external, found.expected)
    assert round((found.expected - found.value) / 2, 3) == CAMP_H_STAR
    assert found.p < 0.002
    assert found.chance[0] < found.expected < found.chance[1]


def test_each_group_has_an_index_of_its_own():
    by_group = n.ei_index(camp(), "gender", permutations=0).by_group

    assert [[20, 9, 8], [25, 9, 10]] == by_group[["internal", "external", "nodes"]].to_numpy().tolist()
    assert [(9 - 20) / 29, (9 - 25) / 34] == pytest.approx(by_group["ei_index"].to_list())


def test_p_and_the_expected_value_are_those_of_all_orders_of_the_groups():
    net, group = nx.Graph([(0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (2, 3)]), "aaabbb"
    every = [_index(net, dict(zip(net, order, strict=True))) for order in permutations(group)]
    found = n.ei_index(net, dict(zip(net, group, strict=True)), permutations=4000, seed=7)
    far = abs(found.value - found.expected) - 1e-12

    assert np.mean(every) == pytest.approx(found.expected)
    assert np.mean([abs(value - found.expected) >= far for value in every]) == pytest.approx(
        found.p, abs=0.02
    )


@settings(max_examples=40, deadline=None)
@given(graphs(), LETTERS)
def test_the_index_counts_weights_and_arcs_by_hand(net, letters):
    group = dict(zip(net, letters, strict=False))
    expected, found = _index(net, group), n.ei_index(net, group, "weight", permutations=0)

    assert expected == pytest.approx(found.value, nan_ok=True)
    assert isnan(found.p)


@settings(max_examples=40, deadline=None)
@given(graphs(least=1), LETTERS)
def test_names_directions_and_somebody_without_ties_change_no_index(net, letters):
    group = dict(zip(net, letters, strict=False))
    value = n.ei_index(net, group, permutations=0).value
    turned, names = renamed(net)
    others = [
        (turned, {names[node]: letter for node, letter in group.items()}),
        (with_isolate(net), group | {"alone": "a"}),
        (net.reverse() if net.is_directed() else net, group),
        (nx.disjoint_union(net, net), group | {len(net) + node: letter for node, letter in group.items()}),
    ]

    for other, same in others:
        assert value == pytest.approx(n.ei_index(other, same, permutations=0).value, nan_ok=True)


def test_the_interval_leaves_each_node_out_once():
    net = camp()
    left = [n.ei_index(net.subgraph(set(net) - {node}), "gender", permutations=0).value for node in net]
    error = (16 / 36 * sum((value - np.mean(left)) ** 2 for value in left)) ** 0.5
    found = n.ei_index(net, "gender", permutations=0)

    assert (found.value - 1.959964 * error, found.value + 1.959964 * error) == pytest.approx(
        found.interval, rel=1e-6
    )


def test_a_seed_gives_the_same_answer_whatever_carries_it_and_tells_how_far_it_is():
    seen = []
    one = n.ei_index(camp(), "gender", permutations=120, seed=3, progress=lambda *done: seen.append(done))
    two = n.ei_index(camp(), "gender", permutations=120, seed=3, jobs=2)

    assert (one.p, one.chance) == (two.p, two.chance)
    assert [(50, 120), (100, 120), (120, 120)] == seen


def test_without_ties_there_is_no_index():
    for net in (nx.DiGraph(), nx.empty_graph(1), nx.empty_graph(3)):
        found = n.ei_index(net, dict.fromkeys(net, "a"))

        assert all(
            isnan(value) for value in (found.value, found.p, found.expected, *found.chance, *found.interval)
        )


def test_fewer_than_no_permutations_are_refused():
    with pytest.raises(InvalidInput, match="-1 permutations"):
        n.ei_index(camp(), "gender", permutations=-1)


def test_the_mixing_tables_of_the_camp_are_those_ucinet_prints():
    found = n.mixing(camp(), "gender")

    assert [[20, 4], [5, 25]] == found.observed.to_numpy().tolist()
    assert [[9.882, 14.118], [14.118, 15.882]] == found.expected.round(3).to_numpy().tolist()
    assert [[2.024, 0.283], [0.354, 1.574]] == found.ratio.round(3).to_numpy().tolist()
    assert [[0.357, 0.05], [0.062, 0.278]] == found.density.round(3).to_numpy().tolist()


@settings(max_examples=40, deadline=None)
@given(graphs(least=1), LETTERS, st.sampled_from(["density", "degrees"]))
def test_all_ties_are_in_the_table_once_and_chance_has_as_many(net, letters, chance):
    assume(net.number_of_edges())
    group = dict(zip(net, letters, strict=False))
    found = n.mixing(net, group, "weight", chance=chance)
    whole = sum(weight for _, _, weight in net.edges(data="weight"))

    for table in (found.observed, found.expected):
        cells = table.to_numpy() if net.is_directed() else np.triu(table.to_numpy())
        assert whole == pytest.approx(cells.sum())


def test_directed_tables_are_those_of_networkx():
    expected = nx.attribute_mixing_matrix(camp(), "gender", normalized=False, mapping={1: 0, 2: 1})

    np.testing.assert_array_equal(expected, n.mixing(camp(), "gender").observed)


def test_by_degrees_expects_what_busy_groups_give():
    """As many ties from a group as it has, to a group as it gets: rows and columns add up as observed."""
    found = n.mixing(camp(), "gender", chance="degrees")

    for axis in (0, 1):
        assert found.observed.sum(axis=axis).to_list() == pytest.approx(
            found.expected.sum(axis=axis).to_list()
        )


def test_an_unknown_chance_and_too_many_groups_are_refused():
    with pytest.raises(InvalidInput, match="'luck'"):
        n.mixing(camp(), "gender", chance="luck")
    with pytest.raises(TooLarge, match="2001 groups"):
        n.mixing(nx.empty_graph(2001), {node: node for node in range(2001)})


def test_groups_without_ties_between_them_have_cells_too_and_an_empty_graph_none():
    alone = n.mixing(nx.empty_graph(2), {0: "a", 1: "b"})

    assert [[0, 0], [0, 0]] == alone.observed.to_numpy().tolist()
    assert alone.ratio.isna().all(axis=None)
    assert (0, 0) == n.mixing(nx.Graph(), {}).observed.shape


def _index(net, group):
    """Return the E-I index, tie by tie."""
    told = [(group[a] == group[b], net[a][b].get("weight", 1)) for a, b in net.edges()]
    whole = sum(weight for _, weight in told)
    return sum(-weight if within else weight for within, weight in told) / whole if whole else float("nan")
