"""News travels with time: against every path that there is, written out."""

from datetime import UTC, date, datetime, timedelta, timezone

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

from kennisbank import network as n
from kennisbank.errors import InvalidInput, TooLarge
from kennisbank.network import room
from tests.network.temporal.travelling import NODES, STEPS, frame, paths

pytestmark = pytest.mark.slow  # the file, taken together


@settings(max_examples=60, deadline=None)
@given(STEPS, st.booleans(), st.booleans(), st.integers(0, 3), st.one_of(st.none(), st.integers(0, 3)))
def test_who_is_reached_and_when_is_what_every_path_written_out_says(rows, strict, directed, start, within):
    told = frame(rows, directed)
    limits = {
        "strict": strict,
        "first": start,
        "last": 99 if within is None else start + within,
        "directed": directed,
    }
    asked = {"start": start, "within": within, "strict": strict}
    reached = n.reachability(told, **asked)
    by = dict.fromkeys(NODES, 0)
    for source in NODES:
        every = paths(rows, source, **limits)
        first = {}
        for path in every:
            end = path[-1][1:]
            first[end[0]] = min(first.get(end[0], (99, 99)), (end[1], len(path)))
        arrived = n.arrivals(told, source, **asked)
        found = {node: (row.arrival, row.steps) for node, row in arrived.iterrows() if row.steps is not pd.NA}
        assert first | {source: (start, 0)} == found
        assert {node: time - start for node, (time, _) in found.items()} == arrived[
            "after"
        ].dropna().to_dict()
        assert len(first) == reached.loc[source, "reaches"]
        for node, soonest in first.items():
            by[node] += 1
            path = n.time_respecting_path(told, source, node, **asked)
            assert tuple(path.itertuples(index=False, name=None)) in every
            assert soonest == (path["time"].iloc[-1], len(path))
    assert by == reached["reached_by"].to_dict()


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_without_order_is_plain_reachability_and_never_less(rows):
    net = nx.DiGraph()
    net.add_nodes_from(NODES)
    net.add_edges_from((one, other) for one, other, _ in rows)
    told, loose = n.reachability(frame(rows)), n.reachability(frame(rows), strict=False)

    assert {node: len(nx.descendants(net, node)) for node in NODES} == told["without_order"].to_dict()
    assert (told["reaches"] <= loose["reaches"]).all()
    assert (loose["reaches"] <= told["without_order"]).all()


@settings(max_examples=60, deadline=None)
@given(STEPS, STEPS)
def test_names_reversed_time_a_lonely_node_and_a_second_network_do_what_they_should(rows, more):
    plain = n.reachability(frame(rows))
    back = n.reachability(frame([(b, a, -t) for a, b, t in rows]))
    upper = frame([*rows, *((a.upper(), b.upper(), t) for a, b, t in more)][::-1])
    upper.attrs["nodes"] = ["alone", *upper.attrs["nodes"]]
    both = n.reachability(upper, start=0)

    assert plain["reaches"].to_dict() == back["reached_by"].to_dict()
    assert (
        n.reachability(frame(rows), start=0)["reaches"].to_dict()
        == both["reaches"].loc[list(NODES)].to_dict()
    )
    assert [0, 0, 0] == both.loc["alone"].to_list()


def test_news_does_not_travel_back_in_time():
    told = frame([("a", "b", 2), ("b", "c", 1)])

    assert [1, 1, 0, 0, 0] == n.reachability(told)["reaches"].to_list()
    assert [2, 1, 0, 0, 0] == n.reachability(told)["without_order"].to_list()
    assert 0 == len(n.time_respecting_path(told, "a", "c"))
    assert 0 == len(n.time_respecting_path(told, "a", "a"))


def test_on_one_day_the_order_is_not_known_so_it_is_asked_for():
    told = frame([("a", "b", 1), ("b", "c", 1)])

    assert [1, 2] == [n.reachability(told, strict=strict).loc["a", "reaches"] for strict in (True, False)]


def test_days_stay_days():
    told = pd.DataFrame(
        {"source": ["ann", "ben"], "target": ["ben", "cas"], "time": [date(2024, 1, 3), date(2024, 1, 9)]}
    )
    found = n.arrivals(told, "ann", start=date(2024, 1, 1))

    assert [pd.Timestamp("2024-01-01"), pd.Timestamp("2024-01-03"), pd.Timestamp("2024-01-09")] == list(
        found["arrival"]
    )
    assert [0, 2, 8] == found["after"].to_list()
    assert [0, 1, 2] == found["steps"].to_list()
    assert 1 == n.arrivals(told, "ann", start=date(2024, 1, 1), within=7)["arrival"].isna().sum()
    assert found.attrs["method"]["strict"]


@pytest.mark.parametrize("within", [np.inf, 1e9])
def test_a_period_without_end_holds_all_contacts(within):
    days = pd.DataFrame(
        {"source": ["ann", "ben"], "target": ["ben", "cas"], "time": [date(2024, 1, 3), date(2025, 1, 9)]}
    )
    numbers = days.assign(time=[1, 400.5])

    for told in (days, numbers):
        assert [2, 1, 0] == n.reachability(told, within=within)["reaches"].to_list()
        assert [1, 0, 0] == n.reachability(told, within=30)["reaches"].to_list()


def test_contacts_come_from_any_graph_with_times_and_both_ways_when_it_has_no_direction():
    net = nx.MultiGraph()
    net.add_node("alone")
    net.add_edge("ann", "ben", time=datetime(2024, 1, 1, 9, tzinfo=UTC))
    net.add_edge("ben", "cas", time="2024-01-02")
    told = n.contacts(net)

    assert [("ann", "ben", 1.0), ("ben", "cas", 1.0)] == list(
        zip(told["source"], told["target"], told["weight"], strict=True)
    )
    assert [0, 2, 2, 1] == n.reachability(net)["reaches"].to_list()
    assert ["alone", "ann", "ben", "cas"] == told.attrs["nodes"]


def test_moments_of_several_zones_are_compared_in_one():
    east = timezone(timedelta(hours=2))
    rows = [
        ("ann", "ben", datetime(2024, 1, 1, 10, tzinfo=east)),
        ("ben", "cas", datetime(2024, 1, 1, 9, tzinfo=UTC)),
    ]
    told = pd.DataFrame(rows, columns=["source", "target", "time"])
    found = n.arrivals(told, "ann", start=datetime(2024, 1, 1, 9, 30, tzinfo=east))

    assert [0.0, 0.5 / 24, 1.5 / 24] == found["after"].to_list()
    assert [0, 0, 1] == n.arrivals(told, "ben", start=datetime(2024, 1, 1, 9, tzinfo=UTC))["steps"].fillna(
        0
    ).to_list()


def test_nobody_and_no_contact_reach_nothing():
    assert [0] * 5 == n.reachability(frame([]))["reaches"].to_list()
    assert [0] == n.arrivals(frame([]), "a")["steps"].dropna().to_list()
    assert 0 == len(n.reachability(nx.Graph()))
    assert [0] * 5 == n.reachability(frame([("a", "a", 1)]))["reaches"].to_list()


@pytest.mark.parametrize(
    ("rows", "asked", "told"),
    [
        ({"source": ["a"], "target": ["b"]}, {}, "have no 'time'"),
        ({"source": ["a"], "target": ["b"], "time": [None]}, {}, "1 of 1 contacts have no time"),
        ({"source": ["a"], "target": ["b"], "time": [np.inf]}, {}, "endless"),
        ({"source": ["a"], "target": ["b"], "time": ["soon"]}, {}, "cannot be compared"),
        (
            {"source": ["a"], "target": ["b"], "time": [1]},
            {"within": -1},
            "-1 days after the start is before it",
        ),
        ({"source": ["a"], "target": ["b"], "time": [1]}, {"start": date(2024, 1, 1)}, "is no number"),
        ({"source": ["a"], "target": ["b"], "time": ["2024-01-01"]}, {"start": "soon"}, "is no day"),
    ],
)
def test_contacts_that_cannot_be_used_are_refused(rows, asked, told):
    with pytest.raises(InvalidInput, match=told):
        n.reachability(pd.DataFrame(rows), **asked)


def test_somebody_without_contacts_cannot_be_the_start():
    with pytest.raises(InvalidInput, match="'zoe' is not among the contacts"):
        n.arrivals(frame([]), "zoe")


def test_more_nodes_than_memory_are_refused(monkeypatch):
    monkeypatch.setattr(room, "free", lambda: 5)
    with pytest.raises(TooLarge, match="Who reaches whom among 5 nodes"):
        n.reachability(frame([("a", "b", 1)]))
