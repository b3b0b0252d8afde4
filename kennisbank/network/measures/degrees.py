"""Measures of a record's place in the network, as pandas frames."""

import networkx as nx
import pandas as pd

from kennisbank.network.graph import kind_of
from kennisbank.network.ties import neighbours


def degrees(net: "nx.MultiDiGraph[str]") -> pd.DataFrame:
    """Return how many *different* records each record is tied to: in all (`ties`) and by their kind.

    One row per node, index `id`, columns `kind`, `title`, `ties` and one per kind (`to_person`, …), most ties first.
    It says how connected a record is in the bank; it does not say how good or important it is, and a person with few
    ties may simply write little down. Degree of the simple undirected graph (Wasserman & Faust 1994, §4.2.1);
    the same as igraph's `degree(simplify(as_undirected(g)))` in R.
    """
    kinds = sorted({kind_of(net, node) for node in net})
    rows = {node: _row(net, node, kinds=kinds) for node in net}
    columns = ["kind", "title", "ties", *(f"to_{kind}" for kind in kinds)]
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=columns)
    frame.index.name = "id"
    return frame.sort_values(["ties", "title"], ascending=[False, True], kind="stable")


def _row(net: "nx.MultiDiGraph[str]", node: str, *, kinds: list[str]) -> list[object]:
    others = neighbours(net, node)
    counted = dict.fromkeys(kinds, 0)
    for other in others:
        counted[kind_of(net, other)] += 1
    about = net.nodes[node]
    return [about["kind"], about["title"], len(others), *counted.values()]
