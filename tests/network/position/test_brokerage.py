"""Brokerage roles: counted three by three, and by chance as all graphs there are say."""

from itertools import permutations

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

from kennisbank import network as n
from kennisbank.errors import InvalidInput
from kennisbank.network.measures.brokered_by_chance import of_all, of_one
from tests.network.graphs import graphs
from tests.network.position.roles import ROLES, counted, role
from tests.network.published import camp


@settings(max_examples=80, deadline=None)
@given(graphs(most=8), st.lists(st.sampled_from("abcd"), min_size=8, max_size=8))
def test_every_role_of_everybody_is_what_counting_three_by_three_gives(net, letters):
    group = dict(zip(net, letters, strict=False))
    expected = pd.DataFrame.from_dict(counted(net, group), orient="index", columns=list(ROLES), dtype="int64")

    np.testing.assert_array_equal(expected.to_numpy(), n.brokerage(net, group)[list(ROLES)].to_numpy())


@pytest.mark.parametrize(
    ("arcs", "expected"),
    [
        ({"ann": "a", "ben": "a", "cas": "a"}, "coordinator"),
        ({"ann": "a", "ben": "b", "cas": "a"}, "itinerant"),
        ({"ann": "a", "ben": "b", "cas": "b"}, "gatekeeper"),
        ({"ann": "a", "ben": "a", "cas": "b"}, "representative"),
        ({"ann": "a", "ben": "b", "cas": "c"}, "liaison"),
    ],
)
def test_the_roles_are_called_as_gould_and_fernandez_do(arcs, expected):
    net = nx.DiGraph([("ann", "ben"), ("ben", "cas")])
    found = n.brokerage(net, arcs).loc["ben", list(ROLES)]

    assert {expected: 1, "total": 1} == {name: times for name, times in found.items() if times}


def test_whom_an_arc_passes_by_is_no_broker_of_it_and_an_arc_back_is_no_two_path():
    net = nx.DiGraph([("ann", "ben"), ("ben", "cas"), ("ann", "cas"), ("cas", "ben")])

    assert [0, 0, 0] == n.brokerage(net, dict.fromkeys(net, "a"))["total"].to_list()


@pytest.mark.parametrize(
    ("group", "directed"),
    [
        ([0, 0, 0, 0], True),
        ([0, 0, 0, 1], True),
        ([0, 0, 1, 1], True),
        ([0, 0, 1, 2], True),
        ([0, 1, 2, 3], True),
        ([0, 0, 1, 1, 2], False),
        ([0, 1, 1, 2, 3], False),
        ([0, 0, 0, 0, 1], False),
    ],
)
def test_what_chance_gives_is_what_all_graphs_weighted_by_their_chance_give(group, directed):
    density, sizes = 0.3, np.bincount(group)
    counts, weights = _all_graphs(group, density, directed=directed)
    mean, sd = _moments(counts, weights)
    whole_mean, whole_sd = _moments(counts.sum(axis=0), weights)
    expected, deviations = of_one(sizes, density, directed=directed)

    np.testing.assert_allclose(mean, expected[group], atol=1e-12)
    np.testing.assert_allclose(sd, deviations[group], atol=1e-7)
    expected, deviations = of_all(sizes, density, directed=directed)
    np.testing.assert_allclose(whole_mean, expected, atol=1e-12)
    np.testing.assert_allclose(whole_sd, deviations, atol=1e-7)


def test_the_deviation_of_the_total_in_sna_is_not_that_of_all_graphs():
    """R sna counts 4 (N - 3) threes that shut each other out per three; there are 4 N - 10."""
    many, p = 4, 0.3
    threes, q = many * (many - 1) * (many - 2), 1 - p
    once = p**2 * q
    sna = threes * (
        once * (1 - once)
        + (4 * many - 10) * (p * q) ** 3
        - 4 * (many - 3) * p**4 * q**2
        + (many - 3) * p**5 * q
    )
    _, whole_sd = _moments(
        _all_graphs([0] * 4, p, directed=True)[0].sum(axis=0), _all_graphs([0] * 4, p, directed=True)[1]
    )

    assert sna - threes * 2 * p**4 * q**2 == pytest.approx(whole_sd[5] ** 2)
    assert of_all([4], p, directed=True)[1][5] == pytest.approx(whole_sd[5])


def test_the_frame_says_how_far_each_count_is_from_chance():
    frame, density = n.brokerage(camp(), "gender"), 54 / (18 * 17)
    holly = frame.loc["HOLLY"]
    once = density**2 * (1 - density)

    assert [*ROLES, *(f"expected_{name}" for name in ROLES), *(f"z_{name}" for name in ROLES)] == list(frame)
    assert (7 * 6 * once, 10 * 9 * once, 10 * 7 * once) == pytest.approx(
        (holly["expected_coordinator"], holly["expected_itinerant"], holly["expected_gatekeeper"])
    )
    variance = 7 * 6 * once * (1 - once) + 2 * 7 * 6 * 5 * (density * (1 - density)) ** 3
    assert (holly["coordinator"] - 42 * once) / variance**0.5 == pytest.approx(holly["z_coordinator"])
    assert np.isnan(holly["z_liaison"])  # there are two groups only


def test_the_totals_are_the_sums_and_the_expected_totals_too():
    each, whole = n.brokerage(camp(), "gender"), n.brokerage_totals(camp(), "gender").roles

    assert list(ROLES) == list(whole.index)
    assert each[list(ROLES)].sum().to_list() == whole["observed"].to_list()
    np.testing.assert_allclose([each[f"expected_{name}"].sum() for name in ROLES], whole["expected"])
    assert (whole["observed"] - whole["expected"]).div(whole["sd"])["total"] == pytest.approx(
        whole["z"]["total"]
    )


def test_a_graph_of_one_group_of_one_node_or_of_none_has_no_roles_by_chance_either():
    for net in (nx.DiGraph(), nx.empty_graph(1), nx.path_graph(2)):
        frame = n.brokerage(net, dict.fromkeys(net, "a"))

        assert 0 == frame[list(ROLES)].to_numpy().sum()
        assert frame[[f"z_{name}" for name in ROLES]].isna().all(axis=None)


def test_loops_and_parallel_arcs_do_not_count():
    net = nx.MultiDiGraph([("ann", "ben"), ("ann", "ben"), ("ben", "cas"), ("ben", "ben")])

    assert [0, 1, 0] == n.brokerage(net, dict.fromkeys(net, 1))["total"].to_list()


@pytest.mark.parametrize(
    "group", [None, float("nan"), pd.NA, pd.NaT, ["two", "teams"], np.ones(2), (1, ["two"])]
)
def test_a_node_without_a_usable_group_is_named(group):
    net = nx.DiGraph([("ann", "ben")])

    with pytest.raises(InvalidInput, match="ben"):
        n.brokerage(net, {"ann": "a", "ben": group})


def test_an_attribute_that_nobody_has_is_refused():
    with pytest.raises(InvalidInput, match="'team'"):
        n.brokerage(camp(), "team")


def test_groups_of_different_kinds_of_names_go_together():
    net = nx.DiGraph([("ann", "ben"), ("ben", "cas")])

    assert 1 == n.brokerage(net, {"ann": 1, "ben": "one", "cas": (1,)}).loc["ben", "liaison"]


def _all_graphs(group, density, *, directed):
    """Return how often each node has each role in each graph there is, and the chance of that graph."""
    size = len(group)
    pairs = [(i, j) for i in range(size) for j in range(size) if i != j and (directed or i < j)]
    there = (np.arange(1 << len(pairs))[:, None] >> np.arange(len(pairs)) & 1).astype(bool)
    tie = {pair: there[:, place] for place, pair in enumerate(pairs)}
    tie |= {(j, i): column for (i, j), column in tie.items() if not directed}
    counts = np.zeros((size, len(ROLES), len(there)))
    for i, b, k in permutations(range(size), 3):
        broker = tie[i, b] & tie[b, k] & ~tie[i, k]
        counts[b, ROLES.index(role(group[i], group[b], group[k]))] += broker
        counts[b, -1] += broker
    many = there.sum(axis=1)
    return counts, density**many * (1 - density) ** (len(pairs) - many)


def _moments(counts, weights):
    mean = counts @ weights
    return mean, np.sqrt(np.maximum(counts**2 @ weights - mean**2, 0))
