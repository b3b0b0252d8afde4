"""Through whom the earliest news passes: against all paths written out."""

import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

from kennisbank import network as n
from kennisbank.errors import TooLarge
from kennisbank.network.temporal import between
from tests.network.temporal.travelling import NODES, STEPS, frame, paths

pytestmark = pytest.mark.slow  # the file, taken together


def counted(rows, directed):
    """Betweenness over shortest foremost paths, from every path there is."""
    total = dict.fromkeys(NODES, 0.0)
    for source in NODES:
        by_end = {}
        for path in paths(set(rows), source, directed=directed):
            by_end.setdefault(path[-1][1], []).append(path)
        for every in by_end.values():
            best = min((path[-1][2], len(path)) for path in every)
            kept = [path for path in every if (path[-1][2], len(path)) == best]
            for path in kept:
                for _, inner, _ in path[:-1]:
                    total[inner] += 1 / len(kept)
    return total


@settings(max_examples=150, deadline=None)
@given(STEPS, st.booleans())
def test_it_is_what_all_paths_written_out_say(rows, directed):
    told = n.temporal_betweenness(frame(rows, directed))

    assert pytest.approx(counted(rows, directed)) == told["betweenness"].to_dict()
    assert pytest.approx((told["betweenness"] / 12).to_list()) == told["share"].to_list()


def test_a_later_but_shorter_way_takes_over_what_comes_after_it():
    # b hears first through c, but what it passes on to d came to it straight from a: c has no part in that
    told = n.temporal_betweenness(frame([("a", "c", 1), ("c", "b", 2), ("a", "b", 3), ("b", "d", 4)]))

    assert {"a": 0, "b": 2, "c": 1, "d": 0, "e": 0} == told["betweenness"].to_dict()


@settings(max_examples=40, deadline=None)
@given(STEPS)
def test_names_a_lonely_node_and_small_blocks_change_nothing(rows):
    plain = n.temporal_betweenness(frame(rows))["betweenness"]
    other = frame([(a.upper(), b.upper(), t) for a, b, t in reversed(rows)])
    other.attrs["nodes"] = ["alone", *(node.upper() for node in reversed(NODES))]
    told = n.temporal_betweenness(other)["betweenness"]

    assert pytest.approx([*plain, 0]) == [*(told[node.upper()] for node in NODES), told["alone"]]


def test_it_may_take_the_sources_a_few_at_a_time_and_tells_how_far_it_is(monkeypatch):
    rows = [("a", "b", 1), ("b", "c", 2), ("c", "d", 3), ("b", "d", 3), ("d", "e", 4)]
    whole, seen = n.temporal_betweenness(frame(rows)), []
    monkeypatch.setattr(between, "_BYTES", 150)
    parts = n.temporal_betweenness(frame(rows), progress=lambda done, of: seen.append((done, of)))

    assert whole["betweenness"].to_list() == parts["betweenness"].to_list()
    assert [(2, 5), (4, 5), (5, 5)] == seen
    assert [0, 3, 0, 3, 0] == whole["betweenness"].to_list()


def test_two_nodes_have_no_share_and_no_contacts_no_betweenness():
    told = n.temporal_betweenness(pd.DataFrame({"source": ["a"], "target": ["b"], "time": [1]}))

    assert told["share"].isna().all()
    assert [0] * 5 == n.temporal_betweenness(frame([]))["betweenness"].to_list()


def test_what_takes_days_is_refused(monkeypatch):
    monkeypatch.setattr(between, "_MOST", 4)
    with pytest.raises(TooLarge, match="5 nodes and 1 contacts take days"):
        n.temporal_betweenness(frame([("a", "b", 1)]))
