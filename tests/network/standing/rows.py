"""One row per measure that its own tests do not ask all four."""

from datetime import date

import numpy as np

from kennisbank import network as n
from tests.network.flows.test_whole_banks import banks
from tests.network.standing.drawn import (
    WHOLE,
    Row,
    plain,
    same,
    timed,
    two_mode,
)

DAY, HALF = date(2025, 1, 1), 400.0


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
