"""What is measured: a line per measure, with how networkx and the bare engine do the same work.

To add a measure of `kennisbank.network`: one `Row`. It is left out while the package does not have the name.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np
from scipy.sparse import csgraph

from kennisbank import network as n
from tests.bench_network import peers

Work = Callable[[Any], object]
SOURCES, RUNS, ORDERS, FEW_ORDERS = 100, 10, 100, 20


@dataclass(frozen=True)
class Row:
    """One measure: ours is `n.<public>(graph, **asked)`, `theirs` takes a networkx graph, `bare` that of `engine`.

    `graph` names the graph or history (`graphs.MAKERS`), `most` the largest number of edges at which the row is measured.
    `matrix` is False where ours takes no `Adjacency`.
    """

    name: str
    public: str
    asked: dict[str, Any]
    theirs: Work | None = None
    engine: str = ""
    bare: Work | None = None
    graph: str = "people"
    most: int = 1_000_000
    matrix: bool = True

    @property
    def weight(self) -> str | None:
        """Return the attribute that the matrix and the bare graph carry."""
        return "weight" if self.public == "strength" else self.asked.get("weight")

    def given(self, graph: Any) -> tuple[Any, ...]:
        """Return what our measure takes for `graph`."""
        more = {
            "two-mode": lambda: (graph.graph["people"],),
            "pair": lambda: tuple(graph.graph["others"].values()),
            "three": lambda: (graph.graph["others"],),
        }
        return (graph, *more.get(self.graph, tuple)())

    def ready(self, graph: Any) -> tuple[Any, ...]:
        """Return the same with each graph as an `Adjacency`."""
        return tuple(
            {name: n.adjacency(one, self.weight) for name, one in item.items()}
            if isinstance(item, dict)
            else n.adjacency(item, self.weight)
            for item in self.given(graph)
        )

    def ours(self, given: tuple[Any, ...]) -> object:
        """Return what our measure says of what it is given."""
        return getattr(n, self.public)(*given, **self.asked)


ROWS = (
    Row("conversion", "adjacency", {"weight": "weight"}, None, "scipy"),
    Row("degree", "degree", {}, lambda g: (nx.degree_centrality(g), dict(g.in_degree), dict(g.out_degree)), "scipy", lambda m: (np.diff(m.indptr), np.bincount(m.indices, minlength=m.shape[0]))),
    Row("strength", "strength", {}, lambda g: dict(g.degree(weight="weight")), "scipy", lambda m: (m.sum(axis=0), m.sum(axis=1))),
    Row("betweenness", "betweenness", {}, nx.betweenness_centrality, "igraph", lambda g: g.betweenness(), most=100_000),
    Row("betweenness, weighted", "betweenness", {"weight": "weight"}, lambda g: nx.betweenness_centrality(g, weight="weight"), "igraph", lambda g: g.betweenness(weights="weight"), most=10_000),
    Row(f"betweenness, {SOURCES} sources", "betweenness", {"sample": SOURCES, "seed": 1}, lambda g: nx.betweenness_centrality(g, k=SOURCES, seed=1), "igraph", lambda g: g.betweenness(sources=range(SOURCES))),
    Row("closeness", "closeness", {}, nx.closeness_centrality, "igraph", lambda g: g.closeness(mode="in"), most=100_000),
    Row("closeness, weighted", "closeness", {"weight": "weight"}, lambda g: nx.closeness_centrality(g, distance="weight"), "igraph", lambda g: g.closeness(mode="in", weights="weight"), most=10_000),
    Row("pagerank, to 1e-12", "pagerank", {"weight": "weight"}, lambda g: nx.pagerank(g, tol=1e-13 / len(g), max_iter=5000), "igraph", lambda g: g.pagerank(weights="weight")),
    Row("core number", "core_number", {}, nx.core_number, "igraph", lambda g: g.coreness()),
    Row("components", "components", {}, lambda g: (list(nx.weakly_connected_components(g)), list(nx.strongly_connected_components(g))), "scipy", lambda m: (csgraph.connected_components(m, connection="weak"), csgraph.connected_components(m, connection="strong"))),
    Row(f"communities, {RUNS} runs", "communities", {"seed": 1, "runs": RUNS}, lambda g: [nx.community.louvain_communities(g.to_undirected(), weight=None, seed=seed) for seed in range(RUNS)], "igraph", lambda g: peers.leiden(g, RUNS), most=100_000),
    Row("communities, 1 run", "communities", {"seed": 1, "runs": 1}, lambda g: nx.community.louvain_communities(g.to_undirected(), weight=None, seed=1), "igraph", lambda g: peers.leiden(g, 1), most=100_000),
    Row("bridges", "bridges", {}, lambda g: list(nx.bridges(g.to_undirected())), "igraph", lambda g: g.as_undirected().bridges()),
    Row("cut points", "cut_points", {}, lambda g: list(nx.articulation_points(g.to_undirected())), "igraph", lambda g: g.as_undirected().biconnected_components(return_articulation_points=True)),
    Row("constraint", "constraint", {}, nx.constraint, "igraph", lambda g: g.constraint()),
    Row("effective size", "effective_size", {}, nx.effective_size),
    Row("brokerage", "brokerage", {"group": "team"}),
    Row("E-I index", "ei_index", {"group": "team"}),
    Row("reciprocity", "reciprocity", {}, nx.overall_reciprocity, "igraph", lambda g: g.reciprocity()),
    Row("projection, Newman, a graph", "project", {"weighting": "newman"}, lambda g: nx.bipartite.collaboration_weighted_projected_graph(g, g.graph["people"]), graph="two-mode", most=100_000, matrix=False),
    Row("projection, Newman, a matrix", "projection", {"weighting": "newman"}, None, "scipy", peers.newman, graph="two-mode", matrix=False),
    Row(f"QAP, {ORDERS} orders", "qap", {"permutations": ORDERS, "seed": 1}, lambda g: peers.qap_in_networkx(g, ORDERS), "scipy", lambda m: peers.qap(m, ORDERS), graph="pair"),
    Row(f"MRQAP, {FEW_ORDERS} orders", "mrqap", {"permutations": FEW_ORDERS, "seed": 1}, None, "numpy", lambda m: peers.mrqap(m, FEW_ORDERS), graph="three", most=10_000),
    Row("truck factor", "truck_factor", {}, None, "python", peers.truck_factor, graph="history", matrix=False),
)  # fmt: skip


def rows(only: list[str] | None = None) -> list[Row]:
    """Return the rows whose measure there is, in order; `only` those with a name that begins so."""
    there = [row for row in ROWS if row.public in n.__all__]
    return [row for row in there if not only or any(row.name.startswith(name) for name in only)]
