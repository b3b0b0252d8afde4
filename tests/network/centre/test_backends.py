"""A backend of networkx in place of igraph: it is found, asked, and what it cannot do is said in plain words.

The backend is ours, but it is found as nx-cugraph is: as a package that is installed (`networkx.backends`). What it stands for,
a graphics card, is outside the house.
"""

import subprocess
import sys
from textwrap import dedent

import networkx as nx
import pytest

from kennisbank import network as n
from kennisbank.errors import InvalidInput

BACKEND = """\
import networkx as nx

class Card:
    @staticmethod
    def betweenness_centrality(G, k=None, normalized=True, weight=None, endpoints=False, seed=None):
        if len(G) > 100:
            raise RuntimeError("out of memory on the card")
        return {node: 7.0 + node for node in G}

    @staticmethod
    def convert_from_nx(graph, **asked):
        made = graph.copy()
        made.__class__ = Held
        return made

    @staticmethod
    def convert_to_nx(found, **asked):
        return found

class Held(nx.DiGraph):
    __networkx_backend__ = "card"

backend = Card()

def info():
    return {"functions": {"betweenness_centrality": {}}}
"""


@pytest.fixture
def with_card(tmp_path):
    """Return what Python says to a script, run where a backend called `card` is installed."""
    (tmp_path / "card_backend.py").write_text(BACKEND, encoding="utf-8")
    told = tmp_path / "card_backend-1.0.dist-info"
    told.mkdir()
    (told / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: card-backend\nVersion: 1.0\n", encoding="utf-8"
    )
    (told / "entry_points.txt").write_text(
        "[networkx.backends]\ncard = card_backend:backend\n\n[networkx.backend_info]\ncard = card_backend:info\n",
        encoding="utf-8",
    )

    def run(script):
        begin = f"import sys\nsys.path.insert(0, {str(tmp_path)!r})\nimport networkx as nx\nfrom kennisbank import network as n\n"
        return subprocess.run(
            [sys.executable, "-c", begin + dedent(script)], capture_output=True, text=True, check=True
        ).stdout.splitlines()

    return run


def test_a_backend_that_is_installed_does_the_search_and_the_result_says_so(with_card):
    values, engine, refusal = with_card("""
        found = n.betweenness(nx.DiGraph([("a", "b"), ("b", "c")]), backend="card")
        print(found["betweenness"].to_dict())
        print(found.attrs["method"]["engine"])
        try:
            n.betweenness(nx.cycle_graph(101, create_using=nx.DiGraph), backend="card")
        except Exception as error:
            print(type(error).__name__, error)
    """)

    assert "{'a': 7.0, 'b': 8.0, 'c': 9.0}" == values
    assert f"networkx {nx.__version__}, backend card" == engine
    assert refusal.startswith("InvalidInput") and "out of memory on the card" in refusal


def test_a_backend_that_is_not_there_is_named_with_what_it_needs():
    with pytest.raises(InvalidInput, match=r"'cugraph' cannot do this here.*not installed") as told:
        n.betweenness(nx.path_graph(3), backend="cugraph")

    assert "NVIDIA GPU" in str(told.value.mend)


@pytest.mark.parametrize("asked", [{"sample": 2, "seed": 1}, {"weight": "weight"}])
def test_a_backend_searches_from_all_nodes_without_weights(asked):
    net = nx.path_graph(4)
    nx.set_edge_attributes(net, 1, "weight")

    with pytest.raises(InvalidInput, match="from all nodes and without weights"):
        n.betweenness(net, backend="cugraph", **asked)


def test_networkx_itself_can_be_named_and_finds_the_same():
    for net in (nx.krackhardt_kite_graph(), nx.gn_graph(30, seed=1)):
        ours, theirs = n.betweenness(net), n.betweenness(net, backend="networkx")

        assert pytest.approx(ours["betweenness"].to_dict(), abs=1e-9) == theirs["betweenness"].to_dict()
        assert pytest.approx(ours["share"].to_dict(), abs=1e-9) == theirs["share"].to_dict()
