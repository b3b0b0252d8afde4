"""GraphML, by the writer and reader of networkx; what those lose (None, dates, lists, keys, defaults) is kept."""

import io
from pathlib import Path
from typing import Any

import networkx as nx
from networkx.readwrite.graphml import GraphMLReader

from kennisbank.errors import UnreadableSource
from kennisbank.network.formats.places import content_of
from kennisbank.network.formats.schema import NAME, schema_of, schema_text
from kennisbank.network.formats.sheets import Form, Sheets, add_tie, new_graph
from kennisbank.network.formats.xml_safely import form, refuse_document_type, told

FORM: Form = form("id", "key")
_KEY = "key"


def encoded(sheets: Sheets) -> bytes:
    """Return `sheets` as a file. Each tie of a multigraph gets an id of its own; its key is a column."""
    schema = sheets.schema
    graph = new_graph(directed=sheets.directed, multi=sheets.multi)
    graph.add_nodes_from(sheets.nodes)
    for number, (one, other, key, cells) in enumerate(sheets.ties):
        data = cells if key is None else {**cells, _KEY: key}
        add_tie(graph, one, other, f"e{number}", data)
    if schema is not None:
        graph.graph[NAME] = schema_text(schema)
    stream = io.BytesIO()
    nx.write_graphml_xml(graph, stream)
    return stream.getvalue()


def decoded(path: Path) -> Sheets:
    """Return the sheets that a GraphML file holds. Raises UnreadableSource."""
    stream = io.BytesIO(content_of(path))
    refuse_document_type(stream, where=str(path))
    notes: list[str] = []
    with told(path, "GraphML", notes):
        reader = GraphMLReader(node_type=str, edge_key_type=str, force_multigraph=True)
        found = list(reader(path=stream))
    if not found:
        raise UnreadableSource(
            "There is no <graph> in this file.", where=str(path), mend="Give a GraphML file."
        )
    if len(found) > 1:
        notes.append(f"The file has {len(found)} graphs; the first was read.")
    graph = found[0]
    schema = schema_of(graph.graph.pop(NAME, None), notes)
    _fill_in(graph)
    multi = (
        schema.multi
        if schema
        else graph.number_of_edges() > nx.Graph(graph).number_of_edges() and _parallel(graph)
    )
    sheets = Sheets(
        graph.is_directed(),
        multi,
        list(graph.nodes(data=True)),
        graph=dict(graph.graph),
        schema=schema,
        notes=notes,
    )
    for one, other, key, data in graph.edges(keys=True, data=True):
        told_key = data.pop(_KEY, None) if schema and schema.multi else key if isinstance(key, str) else None
        sheets.ties.append((one, other, told_key, data))
        if not schema and not multi and told_key is not None:
            data.setdefault("id", told_key)
    return sheets


def _parallel(graph: "nx.Graph[Any]") -> bool:
    pairs = [(one, other) if graph.is_directed() else frozenset((one, other)) for one, other in graph.edges()]
    return len(set(pairs)) < len(pairs)


def _fill_in(graph: "nx.Graph[Any]") -> None:
    """Give each node and tie the defaults that the file declares: networkx reads those, and leaves them unused."""
    for name, value in graph.graph.pop("node_default", {}).items():
        for _, data in graph.nodes(data=True):
            data.setdefault(name, value)
    for name, value in graph.graph.pop("edge_default", {}).items():
        for *_, data in graph.edges(data=True):
            data.setdefault(name, value)
