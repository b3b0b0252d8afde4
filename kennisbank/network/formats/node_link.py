"""JSON node-link, as networkx and D3 know it."""

import json
from pathlib import Path
from typing import Any

from kennisbank.errors import UnreadableSource
from kennisbank.network.formats.places import text_of
from kennisbank.network.formats.schema import NAME, schema_of, schema_text
from kennisbank.network.formats.sheets import Form, Sheets
from kennisbank.network.formats.xml_safely import AWKWARD

FORM = Form(AWKWARD, reserved=frozenset({"id", "source", "target", "key"}))


def encoded(sheets: Sheets) -> bytes:
    """Return `sheets` as a file."""
    named = int if sheets.schema and sheets.schema.names == "int" else str
    edges = [
        {"source": named(one), "target": named(other), **({} if key is None else {"key": key}), **cells}
        for one, other, key, cells in sheets.ties
    ]
    told = {
        "directed": sheets.directed, "multigraph": sheets.multi,
        "graph": {NAME: schema_text(sheets.schema)} if sheets.schema else {},
        "nodes": [{"id": named(name), **cells} for name, cells in sheets.nodes], "edges": edges,
    }  # fmt: skip
    return (json.dumps(_finite(told), ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def decoded(path: Path) -> Sheets:
    """Return the sheets that a JSON file holds. Raises UnreadableSource."""
    notes: list[str] = []
    text = text_of(path, notes)
    try:
        told = json.loads(text)
    except json.JSONDecodeError as error:
        raise UnreadableSource(
            f"This is not JSON: {error.msg}.",
            where=f"{path}, line {error.lineno}",
            mend="Write the file again.",
        ) from error
    except (RecursionError, ValueError) as error:
        raise UnreadableSource(f"This JSON cannot be read: {error}.", where=str(path)) from error
    try:
        return _sheets(told, notes)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise UnreadableSource(
            f"This JSON is no node-link network: {type(error).__name__}: {error}.",
            where=str(path), mend='It needs "nodes" with an "id" and "edges" (or "links") with "source" and "target".',
        ) from error  # fmt: skip


def _sheets(told: Any, notes: list[str]) -> Sheets:
    about = dict(told.get("graph") or {})
    schema = schema_of(about.pop(NAME, None), notes)
    edges = told["edges"] if "edges" in told else told["links"]
    sheets = Sheets(
        bool(told.get("directed")), bool(told.get("multigraph")), graph=about, schema=schema, notes=notes
    )
    for number, node in enumerate(told["nodes"]):
        name = _name(node.get("id", number))
        sheets.nodes.append((name, {key: value for key, value in node.items() if key != "id"}))
    for edge in edges:
        cells = {key: value for key, value in edge.items() if key not in ("source", "target", "key")}
        key = _name(edge["key"]) if sheets.multi and edge.get("key") is not None else None
        if not sheets.multi and "key" in edge:
            cells["key"] = edge["key"]
        sheets.ties.append((_name(edge["source"]), _name(edge["target"]), key, cells))
    return sheets


def _name(told: Any) -> Any:
    """Return what names a node, or a key. Raises TypeError for what cannot."""
    if told is None or isinstance(told, dict):
        raise TypeError(f"{str(told)[:40]} cannot be the name of a node or a key")
    return tuple(map(_name, told)) if isinstance(told, list) else told


def _finite(value: Any) -> Any:
    """Return `value` with floats that JSON has no word for as text."""
    if isinstance(value, float) and value - value != 0:
        return repr(value)
    if isinstance(value, dict):
        return {key: _finite(item) for key, item in value.items()}
    return [_finite(item) for item in value] if isinstance(value, list) else value
