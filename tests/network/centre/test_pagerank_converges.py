"""PageRank goes on until it is right, where networkx stops when a large graph has hardly begun."""

import networkx as nx
import numpy as np
import pytest

from kennisbank import network as n
from kennisbank.errors import InvalidInput


@pytest.fixture(scope="module")
def large():
    """A graph in which ties gather at the first nodes, large enough for the loose rule of networkx."""
    chance, size = np.random.default_rng(5), 20_000
    net = nx.DiGraph()
    net.add_nodes_from(range(size))
    ends = chance.integers(size, size=60_000), (size * chance.random(60_000) ** 4).astype(int)
    net.add_edges_from((one, other) for one, other in zip(*ends, strict=True) if one != other)
    return net


def test_a_large_graph_is_followed_to_the_end(large):
    table = n.pagerank(large)
    ours = table["pagerank"].to_numpy()
    hasty, patient = (np.array(list(nx.pagerank(large, tol=tol).values())) for tol in (1e-6, 1e-17))

    np.testing.assert_allclose(ours, patient, rtol=1e-9)
    assert np.abs(hasty / patient - 1).max() > 0.01
    assert table.attrs["method"]["within"] <= 1e-12


@pytest.mark.parametrize("alpha", [0, 0.5, 0.99])
def test_the_values_solve_the_equation(alpha):
    net = nx.gnp_random_graph(30, 0.05, seed=2, directed=True)
    values = n.pagerank(net, alpha=alpha)["pagerank"].to_numpy()
    matrix = nx.to_numpy_array(net)
    stuck = matrix.sum(axis=1) == 0
    chance = np.where(stuck[:, None], 1 / 30, matrix / np.maximum(matrix.sum(axis=1), 1)[:, None])

    assert stuck.any()
    np.testing.assert_allclose(
        np.linalg.solve(np.eye(30) - alpha * chance.T, np.full(30, (1 - alpha) / 30)), values
    )


def test_a_circle_that_swings_for_ever_comes_to_rest():
    values = n.pagerank(nx.path_graph(3), alpha=0.99)["pagerank"]

    assert pytest.approx(values[0]) == values[2]


@pytest.mark.parametrize("alpha", [-0.1, 1, 2])
def test_an_alpha_that_leads_nowhere_is_refused(alpha):
    with pytest.raises(InvalidInput, match="leads nowhere"):
        n.pagerank(nx.path_graph(3), alpha=alpha)
