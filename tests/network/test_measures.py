"""Ties and degrees of records."""

import igraph
import pytest

from kennisbank.network.measures.degrees import degrees
from kennisbank.network.ties import neighbours, ties


def test_the_ties_of_a_record_name_the_other_end_and_the_direction(net):
    found = {(tie.node, tie.relation, tie.outward) for tie in ties(net, "eerst")}

    assert {
        ("ann", "made_by", True), ("kern", "about", True), ("team", "owned_by", True),
        ("daarna", "related", False), ("act", "follows_from", False),
    } == found  # fmt: skip


def test_neighbours_are_counted_once_and_without_the_record_itself(net):
    net.add_edge("eerst", "eerst", key="loop", relation="related", since=None, until=None)

    assert frozenset({"ann", "kern", "team", "daarna", "act"}) == neighbours(net, "eerst")
    with pytest.raises(KeyError):
        neighbours(net, "nobody")


def test_degrees_equal_those_of_igraph_and_split_up_by_kind(net):
    names = list(net)
    plain = igraph.Graph(
        n=len(names), edges=[(names.index(a), names.index(b)) for a, b in net.edges()]
    ).simplify()

    frame = degrees(net)

    assert dict(zip(names, plain.degree(), strict=True)) == frame["ties"].to_dict()
    by_kind = frame.filter(like="to_").sum(axis=1)
    assert frame["ties"].to_list() == by_kind.to_list()
    assert 1 == frame.loc["eerst", "to_person"]
