"""What may not change a place in the network: other names, somebody without ties, and another network beside it."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from kennisbank import network as n
from tests.network.graphs import graphs, renamed, with_isolate
from tests.network.position.pattern import fit_of
from tests.network.position.roles import ROLES

pytestmark = pytest.mark.slow  # the file, taken together

LETTERS = st.lists(st.sampled_from("abc"), min_size=9, max_size=9)
HOLES = ("constraint", "effective_size", "hierarchy")


def holes(net, model):
    """Return one table of the three measures."""
    return np.column_stack([getattr(n, name)(net, "weight", model=model)[name] for name in HOLES])


@pytest.mark.parametrize("model", ["whole", "ego"])
@settings(max_examples=25, deadline=None)
@given(net=graphs(least=1, most=7))
def test_structural_holes_do_not_depend_on_names_directions_and_who_is_elsewhere(model, net):
    expected = holes(net, model)
    turned, names = renamed(net)
    order = [list(turned).index(names[node]) for node in net]

    np.testing.assert_allclose(expected, holes(turned, model)[order], atol=1e-12)
    np.testing.assert_allclose(
        expected, holes(net.reverse() if net.is_directed() else net, model), atol=1e-12
    )
    alone = holes(with_isolate(net), model)
    np.testing.assert_allclose(expected, alone[:-1], atol=1e-12)
    assert np.isnan(alone[-1]).all()
    both = holes(nx.disjoint_union(net, net), model)
    np.testing.assert_allclose(np.vstack([expected, expected]), both, atol=1e-12)


@settings(max_examples=25, deadline=None)
@given(graphs(least=1, most=7), LETTERS)
def test_brokers_do_not_depend_on_names_and_who_is_elsewhere(net, letters):
    group = dict(zip(net, letters, strict=False))
    expected = _roles(net, group)
    turned, names = renamed(net)
    order = [names[node] for node in net]
    alone = _roles(with_isolate(net), group | {"alone": "a"})
    two = group | {len(net) + node: letter for node, letter in group.items()}

    np.testing.assert_array_equal(
        expected, _roles(turned, {names[node]: letter for node, letter in group.items()}, order)
    )
    np.testing.assert_array_equal(expected, alone[:-1])
    assert not alone[-1].any()
    np.testing.assert_array_equal(np.vstack([expected, expected]), _roles(nx.disjoint_union(net, net), two))


@settings(max_examples=25, deadline=None)
@given(graphs(directed=True, least=1, most=7), LETTERS)
def test_when_all_arcs_turn_round_gatekeepers_become_representatives(net, letters):
    group = dict(zip(net, letters, strict=False))
    there, back = n.brokerage(net, group), n.brokerage(net.reverse(), group)
    swapped = [
        {"gatekeeper": "representative", "representative": "gatekeeper"}.get(name, name) for name in ROLES
    ]

    for start in ("", "expected_", "z_"):
        np.testing.assert_allclose(
            there[[start + name for name in ROLES]], back[[start + name for name in swapped]], atol=1e-9
        )


@settings(max_examples=25, deadline=None)
@given(graphs(least=1, most=7), LETTERS, st.sampled_from(["density", "degrees"]))
def test_who_is_tied_to_whom_does_not_depend_on_names_and_turns_with_the_arcs(net, letters, chance):
    group = dict(zip(net, letters, strict=False))
    found = n.mixing(net, group, "weight", chance=chance)
    turned, names = renamed(net)
    same = n.mixing(turned, {names[node]: letter for node, letter in group.items()}, "weight", chance=chance)
    back = n.mixing(net.reverse() if net.is_directed() else net, group, "weight", chance=chance)
    alone = n.mixing(with_isolate(net), group | {"alone": letters[0]}, "weight", chance=chance)
    two = group | {len(net) + node: letter for node, letter in group.items()}
    both = n.mixing(nx.disjoint_union(net, net), two, "weight", chance=chance)

    for table in ("observed", "expected", "ratio", "density"):
        expected = getattr(found, table)
        np.testing.assert_allclose(expected, getattr(same, table), atol=1e-9)
        np.testing.assert_allclose(expected.T, getattr(back, table), atol=1e-9)
    np.testing.assert_allclose(found.observed, alone.observed)
    np.testing.assert_allclose(2 * found.observed, both.observed)


@settings(max_examples=25, deadline=None)
@given(graphs(least=1, most=6), graphs(most=4))
def test_the_fit_of_a_core_does_not_depend_on_names_directions_and_order(net, other):
    if net.is_directed() != other.is_directed():
        other = type(net)(other)
    found, (turned, names) = n.core_periphery(net, "weight"), renamed(net)
    same = n.core_periphery(turned, "weight")
    back = n.core_periphery(net.reverse() if net.is_directed() else net, "weight")
    ways = [n.core_periphery(nx.disjoint_union(*pair), "weight") for pair in ((net, other), (other, net))]

    assert found.fit == pytest.approx(same.fit, nan_ok=True)
    assert (same.alike, found.alike) == (found.alike, back.alike)
    assert found.fit == pytest.approx(back.fit, nan_ok=True)
    assert ways[0].fit == pytest.approx(ways[1].fit, nan_ok=True)
    if found.core:
        there = {names[node] for node in found.core}
        assert found.fit == pytest.approx(fit_of(turned, there, weight="weight"))


@settings(max_examples=40, deadline=None)
@given(graphs(least=1, most=7), st.sampled_from([None, 0, 1]))
def test_somebody_without_ties_is_in_no_core(net, between):
    found = n.core_periphery(with_isolate(net), "weight", between=between)

    assert "alone" not in found.core


def _roles(net, group, order=None):
    table = n.brokerage(net, group)[list(ROLES)]
    return table.loc[order or list(net)].to_numpy()
