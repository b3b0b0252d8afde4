"""A dated graph cut in periods, by the same rules as bank.network()."""

from datetime import UTC, date, datetime

import networkx as nx
import pytest

from kennisbank import network as n
from kennisbank.domain.references import references
from kennisbank.errors import InvalidInput
from kennisbank.network.graph import graph


def whole(records, **days):
    return graph(records, [item for record in records for item in references(record)], **days)


DAYS = [
    date(2023, 12, 31),
    date(2024, 2, 1),
    date(2024, 6, 1),
    date(2024, 12, 31),
    date(2025, 1, 1),
    date(2025, 3, 1),
]


@pytest.mark.parametrize("at", [None, *DAYS])
@pytest.mark.parametrize("since", [None, *DAYS])
def test_a_cut_is_what_the_bank_gives_for_those_days(records, at, since):
    if at and since and at < since:
        with pytest.raises(InvalidInput, match="before it begins"):
            n.cut(whole(records), at=at, since=since)
        with pytest.raises(InvalidInput, match="before it begins"):
            whole(records, at=at, since=since)
        return
    expected, actual = whole(records, at=at, since=since), n.cut(whole(records), at=at, since=since)

    assert list(expected.nodes(data=True)) == list(actual.nodes(data=True))
    assert list(expected.edges(keys=True, data=True)) == list(actual.edges(keys=True, data=True))
    assert expected.graph == actual.graph


def test_snapshots_stand_on_the_last_day_of_each_period(records):
    told = [net.graph["at"] for net in n.snapshots(whole(records), "quarter", end=date(2024, 12, 1))]

    assert [date(2024, 3, 31), date(2024, 6, 30), date(2024, 9, 30), date(2024, 12, 31)] == told
    assert [date(2024, 12, 31), date(2025, 12, 31)] == [
        net.graph["at"] for net in n.snapshots(whole(records), "year")
    ]
    assert date(2024, 2, 29) == list(n.snapshots(whole(records), "month"))[1].graph["at"]


def test_snapshots_only_grow_when_nothing_ends():
    net = nx.Graph()
    for month in range(1, 13):
        net.add_edge(0, month, time=datetime(2024, month, 28, 15, 0, tzinfo=UTC))

    assert list(range(1, 13)) == [part.number_of_edges() for part in n.snapshots(net)]


def test_windows_slide_and_hold_what_happened_in_them():
    net = nx.MultiGraph()
    for day in (1, 2, 5, 9):
        net.add_edge("ann", "ben", time=date(2024, 1, day))
    told = [
        (part.graph["since"].day, part.graph["at"].day, part.number_of_edges())
        for part in n.windows(net, days=4, step=3)
    ]

    assert [(1, 4, 2), (4, 7, 1), (7, 10, 1)] == told
    assert [2, 1, 1] == [part.number_of_edges() for part in n.windows(net, days=4)]


def test_a_tie_is_in_each_window_in_which_it_held_for_a_day():
    net = nx.MultiGraph()
    for begun, ended in [(12, 14), (8, 12), (10, 20), (1, 10), (20, 25), (13, 13), (None, 11), (19, None)]:
        net.add_edge(
            "ann", "ben",
            since=begun and date(2024, 1, begun), until=ended and date(2024, 1, ended),
        )  # fmt: skip
    (part,) = n.windows(net, days=10, start=date(2024, 1, 10), end=date(2024, 1, 10))

    # from the 10th up to and including the 19th; `until` is the first day on which a tie holds no more
    assert {(12, 14), (8, 12), (10, 20), (None, 11), (19, None)} == {
        (about["since"] and about["since"].day, about["until"] and about["until"].day)
        for *_, about in part.edges(data=True)
    }
    assert (date(2024, 1, 10), date(2024, 1, 19)) == (part.graph["since"], part.graph["at"])


def test_snapshots_hold_nothing_that_began_after_the_end():
    net = nx.MultiDiGraph()
    net.add_node("early", day=date(2024, 1, 5))
    net.add_node("late", day=date(2024, 1, 25))
    for day in (1, 15, 16, 31):
        net.add_edge("a", f"tie {day}", since=date(2024, 1, day))
        net.add_edge("a", f"time {day}", time=date(2024, 1, day))
    (part,) = n.snapshots(net, start=date(2024, 1, 1), end=date(2024, 1, 15))
    (whole,) = n.snapshots(net)

    assert {"tie 1", "tie 15", "time 1", "time 15"} == set(part["a"])
    assert (True, False) == ("early" in part, "late" in part)
    assert (8, date(2024, 1, 31)) == (len(whole["a"]), part.graph["at"])


def test_the_year_9999_means_that_there_is_no_end():
    net = nx.Graph()
    net.add_edge("ann", "ben", since=date(2024, 1, 10), until=date(9999, 12, 31))
    net.add_edge("ben", "cas", since=date(2024, 2, 10))
    always = {"end": date(9999, 12, 31)}

    assert [1, 2] == [part.number_of_edges() for part in n.snapshots(net)]
    assert [1, 2] == [part.number_of_edges() for part in n.windows(net, days=31)]
    assert [2, 2] == [len(list(n.snapshots(net, **always))), len(list(n.windows(net, days=31, **always)))]


def test_flows_are_added_up_anew_in_each_window(records):
    flows = n.flows(whole(records), rules=["applied", "acted"])
    parts = [set(part.edges()) for part in n.windows(flows, days=366, start=date(2024, 1, 1))]
    ann, ben = (node for node, title in flows.nodes(data="title") if title in ("Ann", "Ben"))

    assert [{(ann, ben)}, {(ben, ann)}] == parts
    assert [(1, 1.0), (0, 0)] == [
        (part.number_of_edges(), part.size("weight")) for part in (n.cut(flows, at=date(2024, 12, 31)), n.cut(flows, at=date(2023, 1, 1)))
    ]  # fmt: skip
    assert 2 == flows.number_of_edges()
    assert set(flows) == set(n.cut(flows, at=date(2023, 1, 1)))


@pytest.mark.parametrize(
    ("ask", "told"),
    [
        (lambda net: n.windows(net, days=0), "Windows of 0 days, 0 apart"),
        (lambda net: n.windows(net, days=5, step=-1), "Windows of 5 days, -1 apart"),
        (
            lambda net: n.windows(net, days=5, start=date(2024, 2, 1), end=date(2024, 1, 1)),
            "before it begins",
        ),
        (lambda net: n.snapshots(net, "week"), "no period 'week'"),
        (n.snapshots, "tie from 'ann' to 'ben' ends .2020-01-01. before it begins"),
        (lambda _: n.snapshots(nx.Graph([(1, 2, {"time": "soon"})])), "'soon' is no day"),
    ],
)
def test_what_cannot_be_cut_is_refused(ask, told):
    net = nx.Graph()
    net.add_edge("ann", "ben", since=date(2024, 1, 1), until=date(2020, 1, 1))
    with pytest.raises(InvalidInput, match=told):
        list(ask(net))


def test_a_graph_without_days_has_no_periods():
    assert [] == list(n.snapshots(nx.path_graph(3)))
    assert [] == list(n.windows(nx.Graph(), days=7))
    assert [] == list(n.windows(nx.path_graph(3), days=7, start=date(2024, 1, 1)))


def test_a_graph_without_days_is_the_same_in_every_period_that_is_asked_for():
    asked = {"start": date(2024, 1, 1), "end": date(2024, 2, 29)}

    assert [2, 2] == [part.number_of_edges() for part in n.snapshots(nx.path_graph(3), **asked)]
    assert [2, 2] == [part.number_of_edges() for part in n.windows(nx.path_graph(3), days=31, **asked)]
