"""Files as Pajek, UCINET, Gephi, yEd, D3 and spreadsheets write them."""

import networkx as nx
import pytest

from kennisbank import network as n


def read(tmp_path, name, text):
    (tmp_path / name).write_text(text, encoding="utf-8")
    return n.read(tmp_path / name)


def test_pajek_two_modes_lists_and_parts_without_a_network(tmp_path):
    net = read(
        tmp_path,
        "a.net",
        '*Network "club"\n*Vertices 3 2\n1 "Ann" 0.1 0.2 0.5 ic Red\n2 "Jan de Kat"\n3 tea\n*Edgeslist\n1 3\n2 3\n*Partition x\n1\n',
    )

    assert {"Ann": 0, "Jan de Kat": 0, "tea": 1} == dict(net.nodes(data="bipartite"))
    assert {"bipartite": 0, "x": 0.1, "y": 0.2, "z": 0.5, "ic": "Red"} == net.nodes["Ann"]
    assert [("Ann", "tea", 1.0), ("Jan de Kat", "tea", 1.0)] == list(net.edges(data="weight"))
    assert ("The part *Partition holds no network and was left out.",) == net.graph["notes"]
    assert type(net) is nx.Graph


def test_pajek_edges_among_arcs_count_both_ways_once(tmp_path):
    net = read(tmp_path, "a.net", "*vertices 3\n*edges\n1 2 4\n*arcs\n2 3 5\n")

    assert {("1", "2", 4.0), ("2", "1", 4.0), ("2", "3", 5.0)} == set(net.edges(data="weight"))
    assert "1 edges without direction stand among arcs; each was read as two arcs." in net.graph["notes"]


def test_pajek_vertices_with_one_label_stay_apart(tmp_path):
    net = read(tmp_path, "a.net", '*vertices 3\n1 "Jan"\n2 "Jan"\n3 "Ann"\n*arcs\n1 2\n')

    assert ["Jan (1)", "Jan (2)", "Ann"] == list(net)
    assert "2 labels" not in str(net.graph["notes"]) and "'Jan' first" in net.graph["notes"][0]


def test_pajek_relations_and_matrices(tmp_path):
    several = read(tmp_path, "a.net", '*Vertices 2\n*Arcs :1 "advice"\n1 2\n*Arcs :2 "friend"\n1 2\n')
    matrix = read(tmp_path, "b.net", "*Vertices 2\n*Matrix\n0 .5\n0 0\n")

    assert {"advice", "friend"} == {relation for *_, relation in several.edges(data="relation")}
    assert [("1", "2", 0.5)] == list(matrix.edges(data="weight"))


def test_what_networkx_wrote_for_pajek(tmp_path):
    net = nx.florentine_families_graph()
    nx.write_pajek(net, tmp_path / "a.net")
    back = n.read(tmp_path / "a.net")

    assert set(map(frozenset, net.edges())) == set(map(frozenset, back.edges()))
    assert not back.is_directed()


CAMP = """dl n = 3, format = fullmatrix
labels:
Holly,"Lee Ann",Pat
data:
0 1 0
0 0 2.5
1 0 0
"""


@pytest.mark.parametrize(
    "text",
    [
        CAMP,
        CAMP.replace('labels:\nHolly,"Lee Ann",Pat\n', "labels embedded\n").replace("data:\n0 1", 'data:\nHolly "Lee Ann" Pat\nHolly 0 1').replace("\n0 0 2.5\n1 0", '\n"Lee Ann" 0 0 2.5\nPat 1 0'),
        'DL N=3\nFORMAT = EDGELIST1\nLABELS EMBEDDED\nDATA:\nHolly "Lee Ann" 1\n"Lee Ann" Pat 2.5\nPat Holly\n',
        'dl n=3 format=el1\nlabels:\nHolly\n"Lee Ann"\nPat\ndata:\n1 2\n2 3 2.5\n3 1 1\n',
        CAMP.replace("format = fullmatrix", "diagonal absent").replace("0 1 0\n0 0 2.5\n1 0 0", "1 0\n0 2.5\n1 0"),
    ],
)  # fmt: skip
def test_ucinet_writes_one_network_in_many_ways(tmp_path, text):
    net = read(tmp_path, "a.dl", text)

    assert ["Holly", "Lee Ann", "Pat"] == list(net)
    assert {("Holly", "Lee Ann", 1.0), ("Lee Ann", "Pat", 2.5), ("Pat", "Holly", 1.0)} == set(
        net.edges(data="weight")
    )


def test_ucinet_lists_of_nodes_matrices_and_two_modes(tmp_path):
    listed = read(tmp_path, "a.dl", "dl n=4 format=nodelist1\nlabels embedded:\ndata:\na b c\nb c\n")
    several = read(
        tmp_path, "b.dl", "dl n=2 nm=2\nlabels: a,b\nmatrix labels: advice, friends\ndata:\n0 1 0 0\n0 1 1 0"
    )
    modes = read(
        tmp_path, "c.dl", "dl nr=2, nc=3\nrow labels: ann,ben\ncolumn labels: x,y,ann\ndata:\n1 0 1\n0 1 0"
    )

    assert (["a", "b", "c", "4"], {("a", "b"), ("a", "c"), ("b", "c")}) == (list(listed), set(listed.edges()))
    assert {("a", "b", "advice"), ("a", "b", "friends"), ("b", "a", "friends")} == set(
        several.edges(data="relation")
    )
    assert {"ann": 0, "ben": 0, "x": 1, "y": 1, "ann (column)": 1} == dict(modes.nodes(data="bipartite"))
    assert {frozenset(("ann", "x")), frozenset(("ann", "ann (column)")), frozenset(("ben", "y"))} == set(
        map(frozenset, modes.edges())
    )


def test_a_spreadsheet_with_semicolons_and_no_file_of_nodes(tmp_path):
    net = read(tmp_path, "a.csv", "source;target;weight;since\n1;2;3;2024-01-02\n2;3;;\n")

    assert [1, 2, 3] == list(net)
    assert {"weight": 3, "since": __import__("datetime").date(2024, 1, 2)} == net[1][2]
    assert {} == net[2][3]
    assert type(net) is nx.DiGraph


def test_gephi_writes_names_beside(tmp_path):
    (tmp_path / "a.nodes.csv").write_text("Id,Label\na,Ann\nc,Cas\n", encoding="utf-8")
    net = read(tmp_path, "a.csv", "Source,Target,Type\na,b,Undirected\na,b,Undirected\n")

    assert ["a", "c", "b"] == list(net)
    assert ("Ann", 2, nx.MultiGraph) == (net.nodes["a"]["Label"], net.number_of_edges("a", "b"), type(net))


def test_defaults_of_graphml_and_gexf_hold_for_those_without_a_value(tmp_path):
    graphml = read(
        tmp_path,
        "a.graphml",
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><key id="k" for="node" attr.name="team" attr.type="string"><default>x</default></key><graph edgedefault="undirected"><node id="a"/><node id="b"><data key="k">y</data></node><edge id="e1" source="a" target="b"/></graph></graphml>',
    )
    gexf = read(
        tmp_path,
        "a.gexf",
        '<gexf xmlns="http://gexf.net/1.3"><graph><attributes class="node"><attribute id="0" title="team" type="string"><default>x</default></attribute></attributes><nodes><node id="a" label="A"/></nodes></graph></gexf>',
    )

    assert {"a": "x", "b": "y"} == dict(graphml.nodes(data="team"))
    assert (nx.Graph, {"id": "e1"}) == (type(graphml), graphml["a"]["b"])
    assert {"team": "x", "label": "A"} == gexf.nodes["a"]


def test_links_of_d3_are_edges(tmp_path):
    net = read(
        tmp_path,
        "a.json",
        '{"nodes": [{"id": 1}, {"id": [2, "x"]}], "links": [{"source": 1, "target": [2, "x"], "value": 3}]}',
    )

    assert [(1, (2, "x"), {"value": 3})] == list(net.edges(data=True))
