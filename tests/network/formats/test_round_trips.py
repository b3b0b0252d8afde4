"""What is written comes back: every class of graph, every kind of attribute; what a format cannot hold is told."""

from datetime import date
from pathlib import Path

import igraph
import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings

from kennisbank import network as n
from tests.network.formats.anything import anything, same

QUICK = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.mark.parametrize("suffix", ["graphml", "gexf", "json", "net"])
@QUICK
@given(net=anything())
def test_these_formats_lose_nothing(tmp_path, suffix, net):
    path = tmp_path / f"net.{suffix}"
    before = nx.to_dict_of_dicts(net), dict(net.graph)
    notes = n.write(net, path)

    assert () == notes
    assert same(net, n.read(path))
    assert before == (nx.to_dict_of_dicts(net), dict(net.graph))


@QUICK
@given(net=anything())
def test_two_csv_files_hold_all_but_what_is_told(tmp_path, net):
    path = tmp_path / "net.csv"
    notes = " ".join(n.write(net, path))
    back = n.read(path)
    renamed = "is called" in notes

    assert list(net) == list(back)
    assert bool(net.graph) == ("what the graph itself carries" in notes)
    if "does not tell direction" not in notes:
        assert type(net) is type(back)
    if not renamed and net.number_of_edges():
        back.graph.update(net.graph)
        assert same(net, back)


@QUICK
@given(net=anything())
def test_a_matrix_for_ucinet_comes_back_for_every_layout(tmp_path, net):
    bare = nx.DiGraph()
    bare.add_nodes_from(f"n{number}" for number in range(len(net)))
    place = {node: f"n{number}" for number, node in enumerate(net)}
    for one, other in net.edges():
        bare.add_edge(
            place[one],
            place[other],
            weight=bare.get_edge_data(place[one], place[other], {"weight": 0})["weight"] + 0.5,
        )
    for layout in ("edgelist1", "fullmatrix", "nodelist1"):
        n.write(bare, tmp_path / "net.dl", layout=layout)
        back = n.read(tmp_path / "net.dl")

        assert (list(bare), set(bare.edges())) == (list(back), set(back.edges()))
        assert layout == "nodelist1" or nx.utils.graphs_equal(bare, back)


def story():
    net = nx.MultiDiGraph(at=date(2024, 1, 1), since=None)
    net.add_node("ann", title='Ann "de Kat"', team=None, day=date(2024, 1, 2), topics=("a", "b"))
    net.add_node("ben", title="Bén\nJansen", team="x", day=None, topics=())
    net.add_edge("ann", "ben", key="knows 2024..", weight=2, since=date(2024, 1, 1), until=None)
    net.add_edge("ann", "ben", key="helps 2024..", weight=2.5, since=date(2024, 2, 1), until=date(2024, 3, 1))
    return net


def test_ucinet_is_told_what_it_does_not_get(tmp_path):
    notes = n.write(story(), tmp_path / "net.dl")
    back = n.read(tmp_path / "net.dl")
    n.write(nx.Graph([("a", "b")]), tmp_path / "two.dl")

    assert [("ann", "ben", 4.5)] == list(back.edges(data="weight"))
    assert (
        "1 parallel ties were taken together.",
        "DL has no place for attributes: title, team, day, topics, since, until.",
        "DL has no place for what the graph itself carries: at, since.",
        "DL has no place for the keys of parallel ties.",
    ) == notes
    assert {("a", "b"), ("b", "a")} == set(n.read(tmp_path / "two.dl").edges())


def test_a_tie_of_weight_nothing_is_none_for_ucinet(tmp_path):
    net = nx.DiGraph()
    net.add_edge("a", "b", weight=0)

    assert ("1 ties of weight 0 are none in DL.",) == n.write(net, tmp_path / "net.dl")
    assert [] == list(n.read(tmp_path / "net.dl").edges())


def test_numbers_of_numpy_and_moments_of_pandas_are_plain_ones(tmp_path):
    net = nx.Graph()
    net.add_node(
        "a",
        number=np.float64(1.5),
        count=np.int64(2),
        at=pd.Timestamp("2024-01-02T03:04"),
        gone=pd.NaT,
        flag=np.True_,
    )
    notes = n.write(net, tmp_path / "net.graphml")
    about = n.read(tmp_path / "net.graphml").nodes["a"]

    assert [1.5, 2, pd.Timestamp("2024-01-02T03:04"), None, True] == list(about.values())
    assert ("Of nodes, attribute 'gone': a missing value of pandas was written as text.",) == notes


def test_an_object_of_a_class_of_ones_own_becomes_its_text_and_that_is_told(tmp_path):
    net = nx.Graph()
    net.add_node("a", path=Path("x/y"))

    assert ("Of nodes, attribute 'path': a PosixPath was written as text.",) == n.write(
        net, tmp_path / "net.json"
    )
    assert "x/y" == n.read(tmp_path / "net.json").nodes["a"]["path"]


def test_other_programs_read_what_is_written(tmp_path):
    net = story()
    for suffix in ("graphml", "net", "dl"):
        n.write(net, tmp_path / f"net.{suffix}")
    pajek = igraph.Graph.Read_Pajek(str(tmp_path / "net.net"))
    graphml = igraph.Graph.Read_GraphML(str(tmp_path / "net.graphml"))

    assert [2.0, 2.5] == pajek.es["weight"] == graphml.es["weight"]
    assert ["ann", "ben"] == pajek.vs["name"] == graphml.vs["id"]
    assert {"2024-01-01", "2024-02-01"} == set(graphml.es["since"])
    assert 2 == nx.read_pajek(tmp_path / "net.net").number_of_edges()
    assert [("ann", "ben", 2.0), ("ann", "ben", 2.5)] == list(
        nx.read_graphml(tmp_path / "net.graphml").edges(data="weight")
    )


def test_gephi_sees_titles_weights_and_days(tmp_path):
    net = nx.DiGraph()
    net.add_node("ann", title="Ann de Kat")
    net.add_edge("ann", "ben", weight=3, since=date(2024, 1, 1), until=date(2024, 2, 1))
    n.write(net, tmp_path / "net.gexf")
    text = (tmp_path / "net.gexf").read_text(encoding="utf-8")

    assert 'mode="dynamic"' in text and 'timeformat="date"' in text
    assert 'label="Ann de Kat"' in text
    assert 'weight="3" start="2024-01-01" end="2024-02-01"' in text
    assert same(net, n.read(tmp_path / "net.gexf"))


def test_what_was_added_in_another_program_is_kept(tmp_path):
    n.write(story(), tmp_path / "net.json")
    text = (tmp_path / "net.json").read_text(encoding="utf-8")
    (tmp_path / "net.json").write_text(
        text.replace('"id": "ann"', '"id": "ann", "cluster": 3'), encoding="utf-8"
    )

    assert 3 == n.read(tmp_path / "net.json").nodes["ann"]["cluster"]
