"""The places on the map: the same each time, apart from each other, near what belongs together."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from kennisbank.network import springs
from kennisbank.network.layout import positions
from kennisbank.network.springs import spring
from kennisbank.network.starting import starts


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


def _office(*, lessons: int = 150) -> nx.MultiDiGraph:
    """Three teams of lessons about topics; the ties follow from the numbers."""
    net = _network([(f"t{number % 3}", f"l{number:03}") for number in range(lessons)])
    for number in range(lessons):
        for topic in {(number * 7) % 12, (number % 3) * 4 + number % 4}:
            net.add_node(f"o{topic:02}", kind="topic", title="", team="")
            net.add_edge(f"l{number:03}", f"o{topic:02}", relation="about", since=None, until=None)
    for node in net:
        net.nodes[node]["team"] = ""
    return net


def _moved(before: dict[str, tuple[float, float]], after: dict[str, tuple[float, float]]) -> float:
    """Return how far half of the nodes moved at most, as a part of the size of the picture (no turning allowed)."""
    both = [node for node in before if node in after]
    one, other = (np.array([places[node] for node in both]) for places in (before, after))
    one, other = one - one.mean(axis=0), other - other.mean(axis=0)
    return float(np.median(np.hypot(*(one - other).T)) / np.sqrt((one**2).sum(axis=1).mean()))


def test_one_record_more_moves_the_picture_only_a_little():
    net = _office()
    before = positions(net)
    net.add_node("l999", kind="lesson", title="", team="")
    for topic in ("o01", "o05"):
        net.add_edge("l999", topic, relation="about", since=None, until=None)

    assert 0.1 > _moved(before, positions(net))


@pytest.mark.parametrize("gone", ["l000", "l077", "l149"])
def test_one_record_less_moves_the_picture_only_a_little_whichever_it_is(gone):
    net = _office()
    before = positions(net)
    net.remove_node(gone)

    assert 0.1 > _moved(before, positions(net))


def test_the_order_in_which_records_come_does_not_matter():
    net = _office(lessons=40)
    turned = nx.MultiDiGraph()
    turned.add_nodes_from(reversed(list(net.nodes(data=True))))
    turned.add_edges_from(reversed(list(net.edges(data=True))))

    assert positions(net) == {node: positions(turned)[node] for node in net}


def test_a_part_stands_as_it_stood_in_the_whole():
    net = _office()
    whole = positions(net)
    part = net.subgraph([node for node in net if node not in ("t0", "o00")])

    assert 0.25 > _moved(whole, positions(part, earlier=whole))


def test_a_community_that_hangs_by_a_thread_does_not_make_the_picture_wide():
    net = _office()
    far = [f"z{number:02}" for number in range(12)]
    for node in (*far, "y1", "y2", "y3"):
        net.add_node(node, kind="lesson", title="", team="")
    thread = [("l000", "y1"), ("y1", "y2"), ("y2", "y3"), ("y3", "z00")]
    for one, other in [*thread, *((one, other) for one in far for other in far if one < other)]:
        net.add_edge(one, other, relation="related", since=None, until=None)
    out = np.hypot(*np.array(list(positions(net).values())).T)

    assert 2.2 > out.max() / np.quantile(out, 0.5)


@pytest.mark.parametrize("compiled", [True, False])
def test_both_engines_place_every_node_repeatably(compiled):
    ring = nx.cycle_graph(20)
    nx.set_edge_attributes(ring, 1.0, "weight")
    start = starts(ring, range(20), seed=3)

    places = spring(ring, start, compiled=compiled)

    assert (20, 2) == places.shape
    assert np.array_equal(places, spring(ring, start, compiled=compiled))
    assert np.isfinite(places).all()


def test_a_large_network_is_drawn_too(monkeypatch):
    monkeypatch.setattr(springs, "_GRID_FROM", 10)
    places = positions(_office())

    assert len(places) == len(set(places.values()))
    assert np.isfinite(list(places.values())).all()


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
