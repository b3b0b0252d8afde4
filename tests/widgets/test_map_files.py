"""The map as a file for Gephi: the same nodes, ties and places."""

from datetime import date
from io import BytesIO

import networkx as nx
import numpy as np
from kennisbank_widgets.kit.map.drawing import Drawing, days, draw
from kennisbank_widgets.kit.map.gexf import gexf
from kennisbank_widgets.kit.map.widget import KnowledgeMap


def _drawing() -> Drawing:
    net = nx.MultiDiGraph()
    net.add_node("l1", kind="lesson", title="Sluit\x01 <de> klep & wacht", team="")
    net.add_node("o1", kind="topic", title="Kleppen", team="")
    net.add_edge("l1", "o1", relation="about", since=None, until=None)
    net.add_edge("l1", "o1", relation="related", since=None, until=None)
    return draw(net, {"l1": (1.0, 2.0), "o1": (-3.5, 0.25)})


def test_the_file_holds_what_is_on_the_map():
    back = nx.read_gexf(BytesIO(gexf(_drawing())))

    assert {"l1": "lesson", "o1": "topic"} == dict(back.nodes(data="kind"))
    assert {"l1": "Sluit <de> klep & wacht", "o1": "Kleppen"} == dict(back.nodes(data="label"))
    assert ["about", "related"] == sorted(tie["relation"] for *_, tie in back.edges(data=True))
    assert (-3.5, 0.25) == tuple(back.nodes["o1"]["viz"]["position"][axis] for axis in "xy")


def test_an_empty_map_is_a_file_too():
    assert 0 == len(nx.read_gexf(BytesIO(gexf(Drawing()))))


def test_kinds_that_are_switched_off_are_not_in_the_file():
    back = nx.read_gexf(BytesIO(gexf(_drawing(), hidden=("topic",))))

    assert (["l1"], 0) == (list(back), back.number_of_edges())


def test_a_group_is_called_after_a_person_only_where_it_is_of_people_alone():
    net = nx.MultiDiGraph()
    for number in range(700):
        net.add_node(f"p{number}", kind="person", title=f"Persoon {number:03}", team="")
        net.add_node(f"l{number}", kind="lesson", title=f"Les {number}", team="")
        net.add_edge(f"l{number}", "p0", relation="made_by", since=None, until=None)
    net.add_edge("p1", "p2", relation="knows", since=None, until=None)
    drawn = draw(net, dict.fromkeys(net, (0.0, 0.0)))
    mixed = drawn.groups[np.frombuffer(drawn.group_of, dtype="<u2")[list(net).index("p0")]]
    alone = drawn.groups[np.frombuffer(drawn.group_of, dtype="<u2")[list(net).index("p1")]]

    assert mixed.startswith("Les")
    assert "Persoon 002" == alone


def test_the_browser_gets_the_file_only_when_it_asks_for_one(monkeypatch):
    sent = []
    shown = KnowledgeMap()
    shown.show(_drawing())
    monkeypatch.setattr(shown, "send", lambda content, buffers: sent.append((content, buffers)))
    for asked in ("gexf", {"ask": "anything"}, {}, {"ask": "gexf"}):
        shown._answer(shown, asked, [])

    assert [({"form": "gexf"}, [gexf(_drawing())])] == sent


def test_a_large_map_has_groups_called_after_their_best_tied_topic_and_a_small_one_none():
    net = nx.MultiDiGraph()
    for place in range(3):
        net.add_node(f"t{place}", kind="topic", title=f"Onderwerp {place}", team="")
        for number in range(400):
            net.add_node(f"l{place}-{number}", kind="lesson", title=f"Les {number}", team="")
            net.add_edge(f"l{place}-{number}", f"t{place}", relation="about", since=None, until=None)
    drawn = draw(net, dict.fromkeys(net, (0.0, 0.0)))
    groups = np.frombuffer(drawn.group_of, dtype="<u2")

    assert {"Onderwerp 0", "Onderwerp 1", "Onderwerp 2"} == set(drawn.groups)
    assert {401} == set(np.bincount(groups))
    assert ((), b"") == (_drawing().groups, _drawing().group_of)


def test_the_file_holds_what_held_at_the_moment_that_is_shown():
    net = nx.MultiDiGraph()
    net.add_node("p", kind="person", title="Ann", team="")
    net.add_node("t", kind="team", title="Bouw", team="")
    net.add_node("l", kind="lesson", title="Later", team="", day=date(2025, 1, 1))
    net.add_edge("p", "t", relation="teams", since=date(2020, 1, 1), until=date(2024, 1, 1))
    net.add_edge("l", "t", relation="team", since=date(2025, 1, 1), until=None)
    drawn = draw(net, dict.fromkeys(net, (0.0, 0.0)), today=date(2026, 1, 1))
    then, now = (nx.read_gexf(BytesIO(gexf(drawn, days(text)))) for text in ("2023-06-01", ""))

    assert ({"p", "t"}, [("p", "t")]) == (set(then), list(then.edges()))
    assert ({"p", "t", "l"}, [{"l", "t"}]) == (set(now), [set(tie) for tie in now.edges()])
