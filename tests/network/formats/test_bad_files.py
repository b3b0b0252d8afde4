"""Files that are not what they claim to be: refused with the line where there is one, and nothing half done."""

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from kennisbank import network as n
from kennisbank.errors import InvalidInput, TooLarge, UnreadableSource
from tests.network.formats.test_round_trips import story

BOMB = """<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><graph edgedefault="directed"><node id="&b;"/></graph></graphml>
"""


@pytest.mark.parametrize("suffix", ["graphml", "gexf"])
def test_entities_are_refused_before_they_can_grow(tmp_path, suffix):
    path = tmp_path / f"net.{suffix}"
    path.write_text(BOMB, encoding="utf-8")
    with pytest.raises(UnreadableSource, match=r"line 2: This XML has a document type"):
        n.read(path)
    path.write_bytes(BOMB.replace('"1.0"', '"1.0" encoding="utf-16"').encode("utf-16"))
    with pytest.raises(UnreadableSource, match="document type"):
        n.read(path)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.graphml", "", "line 1: This is not XML"),
        ("a.graphml", "a,b\n1,2\n", "line 1: This is not XML"),
        ("a.graphml", "<graphml>\n<graph>\n<node", "line 3: This is not whole XML"),
        ("a.graphml", "<svg/>", "There is no <graph>"),
        ("a.graphml", '<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><graph><node id="a"><data key="d9">1</data></node></graph></graphml>', "no key d9"),
        ("a.gexf", "<gexf/>", "No <graph> element"),
        ("a.gexf", '<gexf xmlns="http://www.gexf.net/1.2draft"><graph><attributes class="x"/></graph></gexf>', "This is not GEXF as it should be"),
        ("a.json", "{", "line 1: This is not JSON"),
        ("a.json", "[" * 100_000, "cannot be read"),
        ("a.json", "[1]", "no node-link network"),
        ("a.json", '{"nodes": [{"id": null}], "edges": []}', "None cannot be the name"),
        ("a.json", '{"nodes": [{"id": {}}], "edges": []}', "cannot be the name"),
        ("a.json", '{"nodes": [], "edges": [{"source": {}, "target": 1}]}', "cannot be the name"),
        ("a.json", '{"multigraph": true, "nodes": [], "edges": [{"source": 2, "target": 1, "key": {}}]}', "cannot be the name"),
        ("a.net", "hello", "line 1: This is no Pajek network"),
        ("a.net", "", "no \\*Vertices"),
        ("a.net", "*Vertices -5", r"line 1: \*Vertices -5 is no number"),
        ("a.net", "*Vertices many", "is no number of vertices"),
        ("a.net", "*Vertices 2\n*Arcs\n1 3", "line 3: There is no vertex 3"),
        ("a.net", "*Vertices 2\n*Arcs\n1", "line 3: '1' is no tie"),
        ("a.net", "*Vertices 2\n*Arcs\n1 x", "line 3: 'x' is no number of a vertex"),
        ("a.net", "*Arcs\n1 2", r"line 1: \*Arcs stands before"),
        ("a.net", "*Vertices 2\n*Matrix\n0 1\n1", "line 4: The matrix has 1 numbers"),
        ("a.net", "*Vertices 2\n*Matrix\n0 a", "line 3: 'a' is no number"),
        ("a.net", "*Vertices 1\n*Arcs\n*Vertices 1", "line 3: .* stands there twice"),
        ("a.dl", "n=2 data:", "line 1: This is no DL"),
        ("a.dl", "dl n=2\n0 1\n1 0", "no line with data"),
        ("a.dl", "dl n=-2\ndata:\n", "line 1: '-2' is no number of nodes"),
        ("a.dl", "dl\ndata:\n", "does not say how many"),
        ("a.dl", "dl n=2 format=lowerhalf\ndata:\n0", "Format lowerhalf cannot be read"),
        ("a.dl", "dl n=2\ndata:\n0 1\n1", "line 4: The data end where a number"),
        ("a.dl", "dl n=2\ndata:\n0 1\n1 0\n7", "line 5: After the matrix stands '7'"),
        ("a.dl", "dl n=2\ndata:\n0 x\n1 0", "line 3: 'x' is no number"),
        ("a.dl", "dl n=2 labels:\na,a\ndata:\n0 1\n1 0", "1 different labels for 2 nodes"),
        ("a.dl", "dl n=2 format=edgelist1\ndata:\n1 2 3 4", "line 3: A tie has two nodes"),
        ("a.dl", "dl n=2 format=edgelist1\ndata:\n1 3", "line 3: There is no node '3'"),
        ("a.dl", "dl n=1 format=edgelist1\nlabels embedded\ndata:\na b", "line 4: 'b' is one node more"),
        ("a.dl", "dl nr=1 nc=2 format=edgelist1\ndata:\n1 2", "is for one mode"),
        ("a.csv", "", "The file is empty"),
        ("a.csv", "van,naar\na,b\n", "line 1: The first line has no Source and Target"),
        ("a.csv", "Source,Target\na,b,c\n", "line 2: This line has 3 cells"),
        ("a.csv", "Source,Target\na,\n", "A node has no name"),
        ("a.csv", 'Source,Target\n"a,b', "This is not CSV"),
        ("a.csv", "Source,Target,Type\na,b,Directed\na,c,Undirected\n", "Column Type has directed, undirected"),
        ("a.csv", "Source,Target,n:int\na,b,veel\n", "In column 'n' stands 'veel', which is not of kind 'int'"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_line(tmp_path, name, text, said):
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableSource, match=said) as refused:
        n.read(tmp_path / name)

    assert str(tmp_path / name) in str(refused.value)


@pytest.mark.parametrize(
    ("name", "text"), [("a.net", "*Vertices 99999999999"), ("a.dl", "dl n=99999999999 format=el1\ndata:\n")]
)
def test_more_nodes_than_a_machine_holds_are_refused(tmp_path, name, text):
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(TooLarge, match="claims 99,999,999,999"):
        n.read(tmp_path / name)


def test_no_file_a_folder_and_another_kind_of_file(tmp_path):
    (tmp_path / "zip.net").write_bytes(b"PK\x03\x04....")
    (tmp_path / "zero.net").write_bytes(b"*Vertices 1\0")
    (tmp_path / "mixed.net").write_bytes(b'*Vertices 1\n1 "\xe9\x81"')
    for name, said in [
        ("none.net", "cannot be read"),
        ("zip.net", "This is a zip"),
        ("zero.net", "zero bytes"),
        ("mixed.net", "line 2: Byte 0xe9"),
    ]:
        with pytest.raises(UnreadableSource, match=said):
            n.read(tmp_path / name)
    with pytest.raises(UnreadableSource, match="cannot be read"):
        (tmp_path / "folder.net").mkdir() or n.read(tmp_path / "folder.net")
    with pytest.raises(InvalidInput, match=r"The suffix '\.txt' says no format"):
        n.read(tmp_path / "a.txt")


def test_an_older_encoding_is_read_and_told(tmp_path):
    (tmp_path / "a.net").write_bytes('*Vertices 1\n1 "André"'.encode("cp1252"))
    net = n.read(tmp_path / "a.net")

    assert ["André"] == list(net)
    assert ("The file is not UTF-8; it was read as Windows-1252.",) == net.graph["notes"]


@pytest.mark.parametrize("suffix", ["graphml", "gexf", "json", "net", "csv", "dl"])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_file_is_read_or_refused_and_nothing_else(tmp_path, suffix, data):
    path = tmp_path / f"net.{suffix}"
    n.write(story(), path)
    content = bytearray(path.read_bytes())
    for place, byte in data.draw(
        st.lists(st.tuples(st.integers(0, len(content) - 1), st.integers(0, 255)), min_size=1, max_size=4)
    ):
        content[place] = byte
    del content[data.draw(st.integers(len(content) // 2, len(content))) :]
    path.write_bytes(content)
    try:
        told = isinstance(n.read(path), nx.Graph)
    except InvalidInput:
        told = True

    assert told


def test_a_write_that_fails_leaves_the_old_file_and_nothing_beside_it(tmp_path, monkeypatch):
    path = tmp_path / "net.json"
    n.write(story(), path)
    before = path.read_bytes()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", full)
    with pytest.raises(InvalidInput, match="No space left"):
        n.write(nx.Graph(), path)

    assert (before, [path]) == (path.read_bytes(), list(tmp_path.iterdir()))


def test_what_cannot_be_written_is_refused(tmp_path):
    class Twin:
        def __str__(self):
            return "twin"

    with pytest.raises(InvalidInput, match="Two nodes are both written as 'twin'"):
        n.write(nx.Graph([(Twin(), Twin())]), tmp_path / "net.json")
    with pytest.raises(InvalidInput, match="There is no layout 'pyramid'"):
        n.write(nx.Graph(), tmp_path / "net.dl", layout="pyramid")
    with pytest.raises(TooLarge, match="A full matrix of 5,001 nodes"):
        n.write(nx.empty_graph(5001), tmp_path / "net.dl", layout="fullmatrix")
    with pytest.raises(InvalidInput, match="cannot be written"):
        n.write(nx.Graph(), tmp_path / "none" / "net.json")
