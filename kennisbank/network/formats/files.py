"""Any network from a file and to one, the format told by the suffix.

    suffix            format             loses
    .graphml          GraphML            nothing
    .gexf             GEXF (Gephi)       nothing; ties with `since` and `until` also stand on Gephi's time line
    .json             node-link JSON     nothing
    .net              Pajek              nothing here; Pajek itself only shows labels, weights and places
    .csv              edges, with nodes  attributes of the graph itself; direction when there are no ties
                      in NAME.nodes.csv
    .dl               UCINET DL          attributes, dates, keys; direction (every DL is a matrix); ties of weight 0

"Nothing" holds for files that this library wrote and reads back. A value that no file can hold (an object of a class of
one's own) is written as its text. Whatever is lost is told, by `write` as notes, by `read` in `graph.graph["notes"]`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any

import networkx as nx

from kennisbank.errors import InvalidInput
from kennisbank.network.formats import (
    gexf,
    graphml,
    node_link,
    pajek,
    pajek_reading,
    tables,
    ucinet,
    ucinet_reading,
)
from kennisbank.network.formats.places import put
from kennisbank.network.formats.sheets import Form, Sheets, made, taken

NOTES = "notes"
"""Attribute of a graph that was read: what was repaired or left out, in sentences."""


@dataclass(frozen=True)
class _Format:
    form: Form
    encoded: Callable[[Sheets], bytes]
    decoded: Callable[[Path], Sheets]


_FORMATS = {
    ".graphml": _Format(graphml.FORM, graphml.encoded, graphml.decoded),
    ".gexf": _Format(gexf.FORM, gexf.encoded, gexf.decoded),
    ".json": _Format(node_link.FORM, node_link.encoded, node_link.decoded),
    ".net": _Format(pajek.FORM, pajek.encoded, pajek_reading.decoded),
    ".csv": _Format(tables.FORM, tables.encoded, tables.decoded),
    ".dl": _Format(ucinet.FORM, ucinet.encoded, ucinet_reading.decoded),
}
SUFFIXES = tuple(_FORMATS)
FORMATS = tuple(suffix.removeprefix(".") for suffix in SUFFIXES)
"""The names of the formats: their suffixes without the point."""


def read(path: str | PathLike[str], *, format: str = "") -> "nx.Graph[Any]":
    """Return the network in the file `path`; `format` (one of `FORMATS`) or else its suffix says the format.

    The class of networkx is that of the graph that was written; for files from elsewhere that which the file needs
    (directed or not, parallel ties or not; a DL file is always directed). Attributes come back as they were written,
    dates included; cells of columns that were added elsewhere (in Gephi, in a spreadsheet) as the file has them.
    `graph.graph["notes"]` is a tuple of sentences, there only when something was repaired, guessed or left out.

    Raises UnreadableSource, with the line where there is one: no file, another format, half a file, a wrong encoding,
    counts that cannot be, XML with a document type. Raises InvalidInput for a format or suffix that is not known.
    """
    place = Path(path)
    sheets = _format(place, format)[1].decoded(place)
    graph = made(sheets, where=str(place))
    if sheets.notes:
        kept = graph.graph.get(NOTES)
        graph.graph[NOTES] = (*(kept if isinstance(kept, tuple) else ()), *dict.fromkeys(sheets.notes))
    return graph


def write(
    graph: "nx.Graph[Any]", path: str | PathLike[str], *, format: str = "", layout: str = "edgelist1"
) -> tuple[str, ...]:
    """Write `graph`, of any class of networkx, to the file `path` and return what the format could not carry.

    `format` (one of `FORMATS`) or else the suffix says the format. The file is replaced in one step: a reader sees the
    old one or the new one. `layout` is for DL only: "edgelist1", "fullmatrix" or "nodelist1". Raises InvalidInput for a
    format, suffix or layout that is not known, for two nodes that would be written alike, or when the disk refuses.
    """
    place = Path(path)
    suffix, chosen = _format(place, format)
    if layout not in ucinet.LAYOUTS:
        raise InvalidInput(f"There is no layout {layout!r}.", mend=f"Choose {', '.join(ucinet.LAYOUTS)}.")
    sheets = taken(graph, chosen.form)
    if suffix == ".csv":
        content, nodes = tables.encoded(sheets), tables.nodes_encoded(sheets)
        put(tables.nodes_path(place), nodes)
    elif suffix == ".dl":
        content = ucinet.encoded(sheets, layout)
    else:
        content = chosen.encoded(sheets)
    put(place, content)
    return tuple(dict.fromkeys(sheets.notes))


def check_format(path: str | PathLike[str], format: str = "") -> None:
    """Say whether a network can stand in `path`, before work is done for it. Raises InvalidInput when it cannot."""
    _format(Path(path), format)


def _format(path: Path, named: str) -> tuple[str, _Format]:
    """Return the suffix of the format that is `named`, or that the suffix of `path` says, and the format."""
    suffix = f".{named.lower().removeprefix('.')}" if named else path.suffix.lower()
    found = _FORMATS.get(suffix)
    if found is None and named:
        raise InvalidInput(
            f"There is no format {named!r}.", where="format", mend=f"Choose {', '.join(FORMATS)}."
        )
    if found is None:
        raise InvalidInput(
            f"The suffix {path.suffix!r} says no format that is known.",
            where=str(path),
            mend=f"Use {', '.join(SUFFIXES)}, or name the format: {', '.join(FORMATS)}.",
        )
    return suffix, found
