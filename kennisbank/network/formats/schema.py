"""What a file of ours says about itself: kinds of columns and what the graph carries, as one line of JSON."""

import json
from typing import Any

from kennisbank.network.formats.sheets import Column, Schema
from kennisbank.network.formats.values import KINDS, as_json, of_json

NAME = "kennisbank"
"""Under this name a file carries its schema, wherever it has a place for such."""
_VERSION = 1
_GAPS = frozenset({"", "none", "empty"})


def schema_text(schema: Schema) -> str:
    """Return `schema` as one line of ASCII."""
    return as_json({
        "version": _VERSION, "directed": schema.directed, "multi": schema.multi, "names": schema.names, "keys": schema.keys,
        "nodes": [_told(column) for column in schema.node_columns],
        "ties": [_told(column) for column in schema.tie_columns],
        "graph": dict(schema.graph),
    })  # fmt: skip


def schema_of(text: object, notes: list[str]) -> Schema | None:
    """Return the schema that `text` tells; None, with a note, when it cannot be used (the file is read as a stranger's)."""
    if text is None:
        return None
    try:
        told = of_json(str(text))
        schema = Schema(
            directed=_bool(told["directed"]), multi=_bool(told["multi"]),
            names=_kind(told["names"]), keys=_kind(told["keys"]) if told["keys"] else "",
            node_columns=tuple(map(_column, told["nodes"])), tie_columns=tuple(map(_column, told["ties"])),
            graph=dict(told["graph"]),
        )  # fmt: skip
        _version(told["version"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, json.JSONDecodeError):
        notes.append("What the file says about its columns cannot be used; they were read as they stand.")
        return None
    return schema


def _told(column: Column) -> list[Any]:
    return [column.name, column.of, column.kind, column.gap]


def _column(told: Any) -> Column:
    name, of, kind, gap = told
    if not isinstance(name, str) or gap not in _GAPS:
        raise ValueError(name)
    hash(of)
    return Column(name, of, _kind(kind), gap)


def _version(told: Any) -> None:
    if told != _VERSION:
        raise ValueError(told)


def _kind(told: Any) -> str:
    if told not in KINDS:
        raise ValueError(told)
    return str(told)


def _bool(told: Any) -> bool:
    if not isinstance(told, bool):
        raise TypeError(told)
    return told
