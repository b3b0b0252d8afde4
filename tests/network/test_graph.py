"""The network says who is tied to what, and when."""

from collections.abc import Iterable
from datetime import date, timedelta

import networkx as nx
import pytest
from hypothesis import given, strategies as st

from kennisbank.domain.kinds.topic import Topic
from kennisbank.domain.record import Record
from kennisbank.domain.references import Reference, references
from kennisbank.network.graph import around, graph, known_on, of_kinds, pairs, strongest


def _ref(
    source: str, relation: str, target: str, since: date | None = None, until: date | None = None
) -> Reference:
    return Reference(source.rjust(26, "0"), relation, target.rjust(26, "0"), since, until)


def _graph(records: Iterable[Record], held: Iterable[Reference], **days: date) -> nx.MultiDiGraph:
    """The graph with the short names of `conftest.records` for nodes."""
    return nx.relabel_nodes(graph(records, held, **days), lambda node: node.strip("0"))


def _all(records: tuple[Record, ...]) -> list[Reference]:
    return [item for record in records for item in references(record)]


def _has(net: nx.MultiDiGraph, source: str, relation: str, target: str) -> bool:
    return any(data["relation"] == relation for data in (net.get_edge_data(source, target) or {}).values())


def test_every_record_is_a_node_and_every_reference_an_edge(records):
    net = _graph(records, _all(records))

    assert len(records) == net.number_of_nodes()
    assert len(_all(records)) == net.number_of_edges()
    assert ("lesson", "Vroeg") == (net.nodes["eerst"]["kind"], net.nodes["eerst"]["title"])
    assert _has(net, "ann", "member_of", "team")


def test_the_network_on_a_day_has_only_what_held_on_that_day(records):
    before, after = (_graph(records, _all(records), at=day) for day in (date(2024, 5, 1), date(2025, 1, 1)))

    assert _has(before, "ann", "member_of", "team")
    assert not _has(before, "ben", "member_of", "team")
    assert "daarna" not in before
    assert not _has(after, "ann", "member_of", "team")
    assert _has(after, "ben", "member_of", "team")


def test_since_leaves_out_what_happened_earlier_but_keeps_people_and_topics(records):
    net = _graph(records, _all(records), since=date(2025, 1, 1))

    assert {"daarna", "app", "ann", "ben", "cas", "team", "kern", "rand"} == set(net)
    assert not _has(net, "ann", "member_of", "team")
    assert _has(net, "ben", "member_of", "team")


def test_the_graph_says_how_it_was_made(records):
    net = _graph(records, (), at=date(2025, 1, 1), since=date(2024, 1, 1))

    assert {"at": date(2025, 1, 1), "since": date(2024, 1, 1)} == net.graph


def test_a_record_that_may_not_be_seen_leaves_no_trace(records):
    seen = tuple(record for record in records if record.title != "Vroeg")

    net = _graph(seen, _all(records))

    assert "eerst" not in net
    assert all("eerst" not in str(edge) for edge in net.edges(data=True, keys=True))


def test_a_record_merged_into_another_is_left_out(records):
    net = _graph(
        (*records, Topic(id="weg".rjust(26, "0"), title="Weg", replaced_by="kern".rjust(26, "0"))), ()
    )

    assert "weg" not in net


def test_one_record_may_refer_to_another_in_two_periods_and_two_ways(records):
    twice = [
        _ref("ann", "member_of", "team", date(2020, 1, 1), date(2021, 1, 1)),
        _ref("ann", "member_of", "team", date(2024, 1, 1)),
        _ref("ann", "led_by", "team"),
    ]

    net = _graph(records, twice)

    assert 3 == net.number_of_edges("ann", "team")
    assert 1 == _graph(records, twice, at=date(2022, 1, 1)).number_of_edges("ann", "team")


def test_the_order_of_the_input_does_not_matter(records):
    one, other = _graph(records, _all(records)), _graph(records[::-1], _all(records)[::-1])

    assert list(one.edges(keys=True, data=True)) == list(other.edges(keys=True, data=True))
    assert list(one.nodes(data=True)) == list(other.nodes(data=True))


def test_the_surroundings_of_a_record_are_what_it_is_tied_to_either_way(records):
    net = _graph(records, _all(records))

    assert {"act", "eerst", "ben"} == set(around(net, "act"))
    assert {"act", "eerst", "ben", "ann", "kern", "team", "daarna"} == set(around(net, "act", steps=2))


def test_the_surroundings_do_not_go_on_beyond_a_kind_that_ties_everything(records):
    net = _graph(records, _all(records))

    found = around(net, "cas", steps=3, stop_at=frozenset({"topic"}))

    assert {"cas", "kern"} == set(found)


def test_the_network_can_be_kept_to_some_kinds(records):
    net = of_kinds(_graph(records, _all(records)), ("person", "team"))

    assert {"ann", "ben", "cas", "team"} == set(net)


def test_the_strongest_part_has_the_most_tied_records(records):
    net = _graph(records, _all(records))

    kept = strongest(net, limit=3)

    assert 3 == kept.number_of_nodes()
    assert min(net.degree(node) for node in kept) >= max(net.degree(node) for node in net if node not in kept)
    assert net is strongest(net, limit=100)


def test_pairs_count_what_runs_between_two_records_and_skip_loops(records):
    net = _graph(
        records, [_ref("ann", "knows", "kern"), _ref("kern", "about", "ann"), _ref("ann", "x", "ann")]
    )

    assert [("ann", "kern", 2)] == list(pairs(net))


_DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2026, 1, 1))
_TIES = st.builds(
    lambda pair, since, length: _ref(pair[0], "knows", pair[1], since, since + timedelta(days=length) if length else None),
    st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), _DAYS, st.integers(0, 900),
)  # fmt: skip


@given(ties=st.lists(_TIES, max_size=12), day=_DAYS)
def test_what_holds_on_a_day_is_part_of_what_ever_held(ties, day):
    topics = [Topic(id=name.rjust(26, "0"), title=name) for name in "abc"]

    ever, then = _graph(topics, ties), _graph(topics, ties, at=day)

    assert set(then.edges(keys=True)) <= set(ever.edges(keys=True))
    assert all(
        d["since"] <= day and (d["until"] is None or day < d["until"]) for *_, d in then.edges(data=True)
    )


@pytest.mark.parametrize("day", [date(2024, 6, 1), date(2024, 12, 31)])
def test_a_tie_holds_from_its_first_day_up_to_not_including_the_day_it_ended(records, day):
    held = _ref("ben", "knows", "kern", date(2024, 6, 1), date(2025, 1, 1))

    assert 1 == _graph(records, [held], at=day).number_of_edges()
    assert 0 == _graph(records, [held], at=date(2025, 1, 1)).number_of_edges()


def test_what_was_known_on_a_day_leaves_out_what_came_later():
    net = nx.MultiDiGraph(at=None, since=None)
    net.add_node("team", kind="team", day=date(2026, 5, 1))
    net.add_node("early", kind="lesson", day=date(2026, 1, 31))
    net.add_node("late", kind="lesson", day=date(2026, 2, 1))
    net.add_node("undated", kind="lesson", day=None)
    net.add_edge("early", "team", relation="owned_by", since=date(2026, 1, 31))
    net.add_edge("early", "undated", relation="related", since=date(2026, 2, 1))
    net.add_edge("late", "team", relation="owned_by", since=None)

    part = known_on(net, date(2026, 1, 31))

    assert {"team", "early", "undated"} == set(part)
    assert [("early", "team")] == list(part.edges())
    assert 4 == len(net)
