"""GEXF for Gephi, by the writer and reader of networkx; dates of ties also go to Gephi's time line."""

import io
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import SubElement

from networkx.readwrite.gexf import GEXFReader, GEXFWriter

from kennisbank.network.formats.pajek import WEIGHT, weight_of
from kennisbank.network.formats.places import content_of
from kennisbank.network.formats.schema import NAME, schema_of, schema_text
from kennisbank.network.formats.sheets import Cells, Form, Schema, Sheets, add_tie, new_graph
from kennisbank.network.formats.xml_safely import form, refuse_document_type, told

_OWN = (
    "id",
    "label",
    "pid",
    "start",
    "end",
    "viz",
    "parents",
    "slices",
    "spells",
    "type",
    "key",
    "networkx_key",
    "weight",
    "kennisbank_key",
)
FORM: Form = form(*_OWN)
_KEY = "kennisbank_key"


def encoded(sheets: Sheets) -> bytes:
    """Return `sheets` as a file. A weight that is a number becomes the weight that Gephi knows."""
    schema = sheets.schema
    weight = weight_of(schema)
    graph = new_graph(directed=sheets.directed, multi=sheets.multi)
    for name, cells in sheets.nodes:
        graph.add_node(name, label=str(cells.get("title") or cells.get("name") or name))
        graph.nodes[name].update(cells)
    for number, (one, other, key, cells) in enumerate(sheets.ties):
        data = {WEIGHT if column == weight else column: cell for column, cell in cells.items()}
        data.update(_period(cells, schema))
        if key is not None:
            data[_KEY] = key
        add_tie(graph, one, other, f"e{number}", data)
    writer = GEXFWriter(version="1.2draft")
    writer.add_graph(graph)
    if schema is not None:
        meta = writer.xml.find("meta")
        SubElement(meta, "description").text = f"{NAME} {schema_text(schema)}"
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def decoded(path: Path) -> Sheets:
    """Return the sheets that a GEXF file holds. Raises UnreadableSource."""
    stream = io.BytesIO(content_of(path))
    refuse_document_type(stream, where=str(path))
    notes: list[str] = []
    with told(path, "GEXF", notes):
        reader = GEXFReader()
        reader.simple_graph = False  # or a multigraph without parallel ties comes back as a simple one
        graph = reader(stream)
        description = reader.xml.find(f"{{{reader.NS_GEXF}}}meta/{{{reader.NS_GEXF}}}description")
    text = description.text if description is not None and description.text else ""
    schema = schema_of(text.removeprefix(f"{NAME} ") if text.startswith(f"{NAME} ") else None, notes)
    pairs = [(one, other) if graph.is_directed() else frozenset((one, other)) for one, other in graph.edges()]
    multi = schema.multi if schema else len(set(pairs)) < len(pairs)
    about = {
        name: value
        for name, value in graph.graph.items()
        if name not in ("node_default", "edge_default", "mode")
    }
    _fill_in(graph)
    weight = weight_of(schema)
    sheets = Sheets(graph.is_directed(), multi, graph=about, schema=schema, notes=notes)
    sheets.nodes = [(name, _ours(data) if schema else data) for name, data in graph.nodes(data=True)]
    for one, other, key, data in graph.edges(keys=True, data=True):
        told_key = data.pop(_KEY, None) if schema else key
        sheets.ties.append((one, other, told_key, _ours(data, weight) if schema else data))
    return sheets


def _period(cells: Cells, schema: Schema | None) -> Cells:
    """Return `start` and `end`, in which Gephi looks for the days between which a tie held."""
    days = {
        column.of: cells.get(column.name)
        for column in (schema.tie_columns if schema else ())
        if column.kind == "day"
    }
    told = {"start": days.get("since"), "end": days.get("until")}
    return {name: day for name, day in told.items() if day}


def _ours(data: Cells, weight: str = "") -> Cells:
    """Return the cells without what only Gephi needs."""
    told = {name: cell for name, cell in data.items() if name not in _OWN}
    if weight and WEIGHT in data:
        told[weight] = data[WEIGHT]
    return told


def _fill_in(graph: Any) -> None:
    """Give each node and tie the defaults that the file declares: networkx reads those, and leaves them unused."""
    for name, value in graph.graph.get("node_default", {}).items():
        for _, data in graph.nodes(data=True):
            data.setdefault(name, value)
    for name, value in graph.graph.get("edge_default", {}).items():
        for *_, data in graph.edges(data=True):
            data.setdefault(name, value)
