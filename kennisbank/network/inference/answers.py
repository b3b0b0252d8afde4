"""What a measure gives for a graph, as one series of numbers: whatever form it has and whoever wrote it."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, TypeAlias

import networkx as nx
import numpy as np
import pandas as pd

from kennisbank.errors import InvalidInput
from kennisbank.network.inference import whole
from kennisbank.network.matrices import Adjacency, Graph

Measure: TypeAlias = "Callable[[Any], Any]"
"""Takes a networkx graph; returns a frame (its first column counts), a series, a mapping of nodes, or one number."""
WHOLE = "graph"
"""The name of the one row when a measure gives a single number."""


def answer(measure: Measure, net: "nx.Graph[Any]") -> "pd.Series[float]":
    """Return what `measure` says of `net`: a number per node, or one under `WHOLE`, with the name of the column."""
    result = measure(net)
    if isinstance(result, pd.DataFrame):
        if not result.shape[1]:
            raise InvalidInput(
                "The measure gave a frame without columns.", mend="Its first column must be the value."
            )
        result = result.iloc[:, 0]
    if isinstance(result, Mapping):
        result = pd.Series(list(result.values()), index=_index(list(result)), dtype=np.float64)
    if not isinstance(result, pd.Series):
        return pd.Series([whole.number(result)], index=_index([WHOLE]), name="value")
    try:
        found = result.astype(np.float64)
    except (TypeError, ValueError) as fault:
        raise InvalidInput(
            f"The measure gave values that are no numbers ({result.name!r}).",
            mend="Give a measure whose first column is a number.",
        ) from fault
    if not found.index.is_unique:
        raise InvalidInput(
            "The measure gave more than one row for a node.", mend="Give a measure with one row per node."
        )
    return found.rename(str(found.name) if found.name not in {None, 0} else "value")


def placed(found: "pd.Series[float]", index: Any) -> Any:
    """Return the values of `found` in the order of `index`; NaN for what it does not tell of."""
    return found.reindex(index).to_numpy(dtype=np.float64)


def as_graph(graph: Graph) -> "nx.Graph[Any]":
    """Return `graph` in networkx: itself when it is that."""
    return whole.networkx_graph(graph) if isinstance(graph, Adjacency) else graph


def described(net: "nx.Graph[Any]", measure: Measure) -> dict[str, object]:
    """Return what a method tells of the graph and the measure."""
    told = getattr(measure, "func", measure)
    return {
        "directed": net.is_directed(), "nodes": len(net), "ties": net.number_of_edges(),
        "measure": getattr(told, "__name__", type(told).__name__),
    }  # fmt: skip


def _index(nodes: Sequence[Hashable]) -> Any:
    return pd.Index(list[Any](nodes), tupleize_cols=False)
