"""The places on the map: the same each time, apart from each other, near what belongs together."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from kennisbank.network import layout
from kennisbank.network.layout import positions
from kennisbank.network.springs import communities, spring


def _network(pairs: list[tuple[str, str]], *, alone: tuple[str, ...] = ()) -> nx.MultiDiGraph:
    net = nx.MultiDiGraph()
    for node in sorted({node for pair in pairs for node in pair} | set(alone)):
        net.add_node(node, kind="topic", title=node, team=node[0])
    for one, other in pairs:
        net.add_edge(one, other, relation="related", since=None, until=None)
    return net


def _two_rings() -> nx.MultiDiGraph:
    ring = [
        (f"{name}{i:02}", f"{name}{(i + step) % 12:02}")
        for name in "ab"
        for i in range(12)
        for step in (1, 2, 3)
    ]
    return _network([*ring, ("a00", "b00")])


def _spread(places: dict[str, tuple[float, float]], first: str) -> float:
    return float(np.mean([place for node, place in places.items() if node.startswith(first)], axis=0)[0])


def test_the_same_network_gets_the_same_places():
    assert positions(_two_rings()) == positions(_two_rings())
    assert positions(_two_rings(), seed=1) != positions(_two_rings(), seed=2)


def test_what_belongs_together_stands_together():
    places = positions(_two_rings())
    centres = {name: np.mean([places[node] for node in places if node[0] == name], axis=0) for name in "ab"}

    nearest = {
        node: min(centres, key=lambda name: float(np.hypot(*(centres[name] - places[node]))))
        for node in places
    }

    assert {node: node[0] for node in places} == nearest


def test_what_is_tied_to_nothing_stands_below_the_rest():
    places = positions(_network([("a1", "a2"), ("a2", "a3")], alone=("z1", "z2")))

    assert max(places[node][1] for node in ("z1", "z2")) < min(places[node][1] for node in ("a1", "a2", "a3"))
    assert places["z1"] != places["z2"]


def test_a_large_network_is_laid_out_community_by_community(monkeypatch):
    monkeypatch.setattr(layout, "WHOLE", 10)
    places = positions(_two_rings())
    centres = {name: np.mean([places[node] for node in places if node[0] == name], axis=0) for name in "ab"}

    apart = float(np.hypot(*(centres["a"] - centres["b"])))
    wide = max(float(np.hypot(*(np.array(places[node]) - centres[node[0]]))) for node in places)

    assert len(places) == len(set(places.values()))
    assert apart > wide


@pytest.mark.parametrize("compiled", [True, False])
def test_both_engines_place_every_node_repeatably(compiled):
    ring = nx.cycle_graph(20)
    nx.set_edge_attributes(ring, 1.0, "weight")

    places = spring(ring, seed=3, compiled=compiled)

    assert (20, 2) == places.shape
    assert np.array_equal(places, spring(ring, seed=3, compiled=compiled))
    assert np.isfinite(places).all()


@pytest.mark.parametrize("compiled", [True, False])
def test_both_engines_find_the_two_cliques(compiled):
    cliques = nx.barbell_graph(6, 0)
    nx.set_edge_attributes(cliques, 1.0, "weight")

    assert [frozenset(range(6)), frozenset(range(6, 12))] == communities(cliques, seed=1, compiled=compiled)


@settings(max_examples=30, deadline=None)
@given(pairs=st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")), max_size=15))
def test_any_network_gets_finite_places_for_all_its_nodes(pairs):
    net = _network(pairs, alone=("x",))

    places = positions(net)

    assert list(net) == list(places)
    assert np.isfinite(list(places.values())).all()
    assert len(places) == len({(round(x, 6), round(y, 6)) for x, y in places.values()})


def test_an_empty_network_has_no_places():
    assert {} == positions(nx.MultiDiGraph())
