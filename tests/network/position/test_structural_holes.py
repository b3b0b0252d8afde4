"""Constraint, effective size and hierarchy: as published, as the formula, as igraph, and where networkx is right."""

import igraph
import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings

from kennisbank import network as n
from kennisbank.errors import InvalidInput
from tests.network.graphs import graphs
from tests.network.position.burt import everything
from tests.network.published import CAMP_CONSTRAINT, CAMP_EFFECTIVE_SIZE, camp

# UCINET's column "Hierarchy" of the same table as the two in published.py.
CAMP_HIERARCHY = {
    "HOLLY": 0.088, "BRAZEY": 0.041, "CAROL": 0.108, "PAM": 0.130, "PAT": 0.026, "JENNIE": 0.052, "PAULINE": 0.145, "ANN": 0.151, "MICHAEL": 0.180, "BILL": 0.0, "LEE": 0.010, "DON": 0.088, "JOHN": 0.077, "HARRY": 0.125, "GERY": 0.245, "STEVE": 0.084, "BERT": 0.084, "RUSS": 0.090,
}  # fmt: skip
HALF = 0.000501  # three decimals were printed


@pytest.mark.parametrize(
    ("measure", "published"),
    [("effective_size", CAMP_EFFECTIVE_SIZE), ("constraint", CAMP_CONSTRAINT), ("hierarchy", CAMP_HIERARCHY)],
)
def test_the_ego_model_gives_every_number_ucinet_printed_for_the_camp(measure, published):
    found = getattr(n, measure)(camp(), model="ego")[measure]

    assert list(published) == list(found.index)
    assert {} == {who: found[who] for who in published if abs(published[who] - found[who]) > HALF}


def test_efficiency_is_effective_size_per_contact_as_ucinet_prints_it_for_holly():
    holly = n.effective_size(camp(), model="ego").loc["HOLLY"]

    assert (5, 0.771) == (holly["contacts"], round(holly["efficiency"], 3))


@pytest.mark.parametrize("model", ["whole", "ego"])
@settings(max_examples=40, deadline=None)
@given(net=graphs(most=7))
def test_all_three_are_burts_formulas_for_any_weights_and_directions(model, net):
    expected = everything(net, "weight", model)
    found = [
        getattr(n, name)(net, "weight", model=model)[name]
        for name in ("constraint", "effective_size", "hierarchy")
    ]

    for number, column in enumerate(found):
        np.testing.assert_allclose([expected[node][number] for node in net], column.to_numpy(), atol=1e-12)


@settings(max_examples=40, deadline=None)
@given(graphs(most=8))
def test_the_whole_network_constraint_is_that_of_igraph(net):
    drawn = igraph.Graph(len(net), list(net.edges()), directed=net.is_directed())
    weights = [net[a][b]["weight"] for a, b in net.edges()]

    np.testing.assert_allclose(
        np.array(drawn.constraint(weights=weights or None), dtype=float),
        n.constraint(net, "weight")["constraint"],
        rtol=1e-9,
    )


@settings(max_examples=30, deadline=None)
@given(graphs(directed=False, weighted=False, most=8))
def test_the_effective_size_without_weights_and_direction_is_that_of_networkx_node_by_node(net):
    expected = nx.effective_size(net, nodes=list(net))

    np.testing.assert_allclose(list(expected.values()), n.effective_size(net)["effective_size"], rtol=1e-12)


@pytest.mark.parametrize(
    ("net", "weight"), [(nx.karate_club_graph(), "weight"), (camp(), None)], ids=["weights", "directions"]
)
def test_networkx_is_wrong_where_we_are_right(net, weight):
    """When this fails, networkx mended `effective_size` (structuralholes.py divides by the column instead of the row)."""
    formula = np.array([size for _, size, _ in everything(net, weight).values()])
    theirs = np.array(list(nx.effective_size(net, weight=weight).values()))

    np.testing.assert_allclose(formula, n.effective_size(net, weight)["effective_size"], rtol=1e-12)
    assert np.abs(theirs - formula).max() > 0.1


def test_an_expert_whom_everybody_asks_has_a_constraint():
    """Networkx has two paths: one says NaN of who has incoming ties only. When this fails, they agree."""
    net = nx.DiGraph([("ann", "expert"), ("ben", "expert"), ("cas", "expert"), ("ann", "ben")])
    by_node, at_once = nx.constraint(net, nodes=["expert"])["expert"], nx.constraint(net)["expert"]

    assert np.isnan(by_node)
    assert at_once == pytest.approx(n.constraint(net).loc["expert", "constraint"], rel=1e-12)


def test_the_two_models_differ_and_the_result_says_which_it_is():
    whole, ego = n.constraint(camp()), n.constraint(camp(), model="ego")

    assert ("whole", "ego") == (whole.attrs["method"]["model"], ego.attrs["method"]["model"])
    assert 0.244 == pytest.approx((whole - ego)["constraint"].abs().max(), abs=0.001)


def test_one_contact_none_and_a_star():
    net = nx.star_graph(3)
    net.add_node("alone")
    found = [getattr(n, name)(net)[name].to_list() for name in ("constraint", "effective_size", "hierarchy")]

    for expected, values in zip([(1 / 3, 1, 1, 1), (3, 1, 1, 1), (0, 1, 1, 1)], found, strict=True):
        assert [*expected, pytest.approx(float("nan"), nan_ok=True)] == pytest.approx(values, nan_ok=True)


@pytest.mark.parametrize("measure", ["constraint", "effective_size", "hierarchy"])
@pytest.mark.parametrize("model", ["whole", "ego"])
def test_an_empty_graph_gives_an_empty_frame(measure, model):
    assert 0 == len(getattr(n, measure)(nx.DiGraph(), model=model))


def test_self_loops_and_parallel_arcs_change_nothing_without_weights():
    net = nx.MultiDiGraph(camp().edges())
    net.add_edges_from([("HOLLY", "HOLLY"), ("HOLLY", "PAM")])

    assert n.constraint(camp()).loc["HOLLY", "constraint"] == n.constraint(net).loc["HOLLY", "constraint"]


def test_an_unknown_model_is_refused():
    with pytest.raises(InvalidInput, match="no model 'burt'"):
        n.constraint(camp(), model="burt")


def test_a_hub_of_twenty_thousand_is_no_trouble_and_tells_how_far_it_is():
    seen = []
    found = n.constraint(nx.star_graph(20_000), progress=lambda done, whole: seen.append((done, whole)))

    assert 1 / 20_000 == pytest.approx(found.loc[0, "constraint"], rel=1e-9)
    assert seen[-1][0] == seen[-1][1]


@pytest.mark.parametrize("steps", [1, 5, 1 << 19])
def test_the_answer_does_not_depend_on_how_much_is_done_at_a_time(monkeypatch, steps):
    monkeypatch.setattr("kennisbank.network.measures.triangles.STEPS", steps)
    net = nx.karate_club_graph()

    np.testing.assert_allclose(list(nx.constraint(net).values()), n.constraint(net)["constraint"], rtol=1e-9)
