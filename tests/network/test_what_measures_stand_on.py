"""Other names, a node without ties, arcs turned round, a second network beside it: what each does to each measure.

One row per measure that its own tests do not ask all four; `ASKED_BESIDE_IT` says where the others are asked. A measure
that stands in neither fails the last test.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import FunctionType
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

from kennisbank import network as n
from tests.network.flows.test_whole_banks import banks
from tests.network.graphs import graphs, with_isolate

pytestmark = pytest.mark.slow  # the file, taken together

HERE = Path(__file__).parent
DAY, HALF = date(2025, 1, 1), 400.0
WHOLE = "the whole network"
"""The key of what is said of all nodes together; others are nodes, pairs (tuples) or pairs without order (frozensets)."""
SEVERAL = settings(max_examples=8, deadline=None)


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


def first(table):
    return table.iloc[:, 0].to_dict()


def rows_of(table):
    return {node: tuple(map(float, row)) for node, row in zip(table.index, table.to_numpy(), strict=True)}


def above_chance(net):
    """PageRank as a multiple of what a node gets that nobody points to: what does not go with the number of nodes."""
    rank = first(n.pagerank(net))
    told = n.pagerank(net).attrs["method"]
    lost = sum(
        value
        for node, value in rank.items()
        if not (net.out_degree if net.is_directed() else net.degree)(node)
    )
    least = (1 - told["alpha"] + told["alpha"] * lost) / len(net)
    return {node: value / least for node, value in rank.items()}  # fmt: skip


def bridges(net):
    return {frozenset((row.one, row.other)): float(row.cut_off) for row in n.bridges(net).itertuples()}


def modularity(net):
    return {WHOLE: n.communities(net, seed=1, runs=20).attrs["method"]["modularity"]}


def roles(net, *, turned=False):
    found = n.brokerage_totals(net, "team").roles["observed"].to_dict()
    if turned:
        found["gatekeeper"], found["representative"] = found["representative"], found["gatekeeper"]
    return {WHOLE: tuple(float(found[name]) for name in sorted(found))}


def ei(net):
    found = n.ei_index(net, "team", permutations=0)
    return {WHOLE: (found.value, found.internal, found.external)}


def seen(net):
    statistics = ("transitivity", "average_path_length", "assortativity")
    return {WHOLE: tuple(n.against_chance(net, statistics, runs=1, seed=1)["value"])}


def small(net):
    found = n.small_world(net, runs=1, seed=1)
    return {WHOLE: (found.transitivity, found.path_length)}


def kept_ties(net, alpha=0.6):
    found = n.backbone(net, alpha)
    kind = tuple if found.is_directed() else frozenset
    return {kind((one, other)): chance for one, other, chance in found.edges(data="alpha")}


def turned_ties(net):
    found = kept_ties(net)
    return {pair[::-1]: value for pair, value in found.items()} if net.is_directed() else found


def arrivals(net):
    contacts = n.contacts(net)
    return {
        (source, row.Index): (row.after, row.steps)
        for source in sorted(node for node in net if net.out_degree(node))
        for row in n.arrivals(contacts, source, start=0).dropna().itertuples()
    }


def ways(net):
    """When each way with time ends, how many steps it takes, and whether each step is later than the one before."""
    contacts, found = n.contacts(net), {}
    for source, target in arrivals(net):
        way = n.time_respecting_path(contacts, source, target, start=0)
        if len(way):
            times = way["time"].to_numpy()
            found[source, target] = (times[-1], len(way), bool((np.diff(times) > 0).all()))
    return found


def between(net):
    return first(n.temporal_betweenness(n.contacts(net), start=0))


def half_life(net):
    if not net.number_of_edges():
        return {WHOLE: (np.nan, 0.0, 0.0)}
    found = n.half_life(n.contacts(net), silence=2)
    return {WHOLE: (found.value, found.pairs, found.ended)}


def held(net):
    return n.holders(net, at=DAY, half_life_days=HALF, threshold=0.5)


def holders(net):
    return {
        (row.topic, row.person): (row.score, row.tie, row.undated, row.holds)
        for row in held(net).itertuples()
    }


def single(net):
    return {(row.topic, row.person): (row.score, row.next_score) for row in n.single_knowers(held(net)).itertuples()}  # fmt: skip


def holders_by_topic(net):
    return n.topic_truck_factor(held(net)).by_topic["holders"].to_dict()


def missed(net):
    found = n.topic_truck_factor(held(net))
    return {WHOLE: (found.value, found.bound, found.topics, found.people)}


def everybody(net, chance):
    return {node: chance for node, side in net.nodes(data="bipartite") if side == 0}


def loss(net):
    found = n.expected_loss(held(net), everybody(net, 0.25))
    return {WHOLE: (found.expected, found.variance, found.topics)}


def plan(net):
    found = n.handovers(held(net), everybody(net, 0.25), pairs=2)
    return {WHOLE: (found.expected_before, found.expected_after, len(found.pairs))}


def drawn_loss(net):
    found = n.simulate_loss(held(net), everybody(net, 1.0), runs=3, seed=1)
    return {WHOLE: (found.expected, found.variance)}


def without_the_busy(net):
    """What is lost when everybody leaves who knows of two topics or more."""
    busy = [node for node, side in net.nodes(data="bipartite") if side == 0 and net.degree(node) > 1]
    found = n.what_if(net, busy, at=DAY, half_life_days=HALF, threshold=0.5)
    lost = dict.fromkeys(found.topics_lost, (1.0,))
    cut = dict.fromkeys(found.flows_cut, (2.0,))
    return lost | cut | dict.fromkeys(found.last_holders.items(), (3.0,))


def found_people(net):
    topics = [node for node, side in net.nodes(data="bipartite") if side == 1]
    return {
        (topic, person): score
        for topic in topics
        for person, score in n.who_knows(net, topic, at=DAY, half_life_days=HALF)["score"].items()
    }


def beyond_chance(net):
    people = [node for node, side in net.nodes(data="bipartite") if side == 0]
    found = n.supported(net, people, alpha=0.999999, universe=9)
    return {frozenset((one, other)): p for one, other, p in found.edges(data="p")}


def degrees(net):
    columns = ["ties", "to_person", "to_team", "to_topic", "to_lesson"]
    return rows_of(n.degrees(net).reindex(columns=columns, fill_value=0))


def near(net):
    return {(one, other): 1.0 for one, others in n.near(net, at=DAY).items() for other in others}


def passed(net):
    return {(one, other): float(many) for one, other, many in n.passed_on(net, at=DAY).edges(data="lessons")}


def doubled(value):
    return tuple(2 * each for each in value)


ROWS = {
    "closeness": Row(drawn=plain, of=lambda net: first(n.closeness(net)), alone=0.0, back=lambda net: first(n.closeness(net, direction="out")), larger=lambda value, small, large: value * (small - 1) / (large - 1)),
    "pagerank": Row(drawn=plain, of=above_chance, alone=1.0),
    "components": same(plain, lambda net: {node: float(size) for node, size in n.components(net)["size"].items()}, alone=1.0),
    "cut_points": same(plain, lambda net: rows_of(n.cut_points(net)), alone=(0.0, 0.0, 0.0)),
    "bridges": same(plain, bridges),
    "communities": same(plain, modularity, twice=None),
    "brokerage_totals": Row(drawn=plain, of=roles, back=lambda net: roles(net, turned=net.is_directed()), twice=doubled),
    "ei_index": same(plain, ei, twice=lambda value: (value[0], *doubled(value[1:]))),
    "against_chance": same(plain, seen),
    "small_world": same(plain, small),
    "backbone": Row(drawn=plain, of=kept_ties, back=turned_ties),
    "arrivals": Row(drawn=timed, of=arrivals),
    "time_respecting_path": Row(drawn=timed, of=ways),
    "temporal_betweenness": Row(drawn=timed, of=between, alone=0.0),
    "half_life": same(timed, half_life, twice=lambda value: (value[0], *doubled(value[1:]))),
    "holders": same(two_mode, holders),
    "single_knowers": same(two_mode, single),
    "topic_truck_factor": same(two_mode, missed, twice=None),
    "topic_truck_factor, holders": same(two_mode, holders_by_topic),
    "expected_loss": same(two_mode, loss, twice=doubled),
    "simulate_loss": same(two_mode, drawn_loss, twice=doubled),
    "handovers": same(two_mode, plan, twice=None),
    "what_if": same(two_mode, without_the_busy),
    "who_knows": same(two_mode, found_people),
    "supported": same(two_mode, beyond_chance, twice=None),
    "degrees": same(banks, degrees, alone=(0.0,) * 5),
    "near": Row(drawn=banks, of=near),
    "passed_on": Row(drawn=banks, of=passed),
}  # fmt: skip


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
    Path(__file__).name: "change_points mrqap",
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
