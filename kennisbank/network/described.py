"""Results that say what they mean: a frame of values per node, or a finding about the whole.

A measure is known by a name; the catalogue has `measure.<name>.name`, `.means` and `.not` for it in every language.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from html import escape
from typing import Any, ClassVar

import networkx as nx
import pandas as pd

from kennisbank.errors import InvalidInput
from kennisbank.network.matrices import Adjacency
from kennisbank.text.catalogue import DEFAULT, say


def frame(
    measure: str, nodes: Sequence[Hashable], columns: Mapping[str, Any], /, **method: object
) -> pd.DataFrame:
    """Return `columns` as a frame with one row per node, in order, that knows its `measure` and `method`.

    `frame.attrs["measure"]` is the name of the measure, `frame.attrs["method"]` how it was computed (model, direction,
    weight, sample, seed …): with the graph, enough to compute it again.
    """
    table = pd.DataFrame(dict(columns), index=pd.Index(list[Any](nodes), name="node", tupleize_cols=False))
    table.attrs["measure"], table.attrs["method"] = measure, dict(method)
    return table


def how(told: Adjacency, /, **more: object) -> dict[str, object]:
    """Return what every method tells of the graph it was computed on, and `more`."""
    return {
        "directed": told.directed, "weight": told.weight, "nodes": len(told), "ties": told.ties, "loops": told.loops,
        "merged": told.merged, **more,
    }  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Finding:
    """The base of every result about a whole graph: named fields, a meaning, and a table in a notebook."""

    measure: ClassVar[str]
    method: Mapping[str, object] = field(default_factory=dict, repr=False)

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><th scope='row'>{escape(item.name)}</th><td>{escape(_short(getattr(self, item.name)))}</td></tr>"
            for item in fields(self)
            if item.repr
        )
        return f"<table><caption>{escape(meaning(self))}</caption><tbody>{rows}</tbody></table>"


def meaning(result: "pd.DataFrame | Finding | nx.Graph[Any]", language: str = DEFAULT) -> str:
    """Return in plain words what `result` says, and what it does not: a frame, a finding, or a graph that we made.

    Raises InvalidInput for a frame or graph that does not say which measure it is of.
    """
    if isinstance(result, Finding):
        measure = result.measure
    else:
        made = result.attrs if isinstance(result, pd.DataFrame) else result.graph
        if not made.get("measure"):
            raise InvalidInput(
                "This does not say which measure it is of.",
                mend="Give what a function of kennisbank.network returned.",
            )
        measure = made["measure"]
    return f"{say(f'measure.{measure}.means', language)} {say(f'measure.{measure}.not', language)}"


def _short(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.4g}"
    text = str(value)
    return text if len(text) < 200 else f"{text[:200]}…"
