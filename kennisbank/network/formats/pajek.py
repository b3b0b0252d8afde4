"""Pajek .net, written: labels and weights as Pajek has them, attributes as the named values networkx knows.

What Pajek has no word for stands in a comment, which every reader passes over.
"""

import re

from kennisbank.network.formats.schema import NAME, schema_text
from kennisbank.network.formats.sheets import Cells, Form, Schema, Sheets
from kennisbank.network.formats.values import NUMBERS

FORM = Form(
    re.compile('[\x00-\x1f\x7f-\x9f"\u2028\u2029\ud800-\udfff]'),
    named=re.compile(r"[A-Za-z_]\w*", re.ASCII),
    reserved=frozenset({"id", "shape", "weight", "x", "y", "z", "key", "nan", "inf"}),
)
WEIGHT = "weight"


def encoded(sheets: Sheets) -> bytes:
    """Return `sheets` as a file."""
    schema = sheets.schema
    lines = [f"% {NAME} {schema_text(schema)}"] if schema else []
    place = {name: number for number, (name, _) in enumerate(sheets.nodes, 1)}
    across = {column.of: column for column in (schema.node_columns if schema else ())}
    drawn = all(axis in across and across[axis].kind in NUMBERS for axis in ("x", "y"))
    lines.append(f"*Vertices {len(sheets.nodes)}")
    for name, cells in sheets.nodes:
        at = [cells.get(across[axis].name, "0.0") for axis in ("x", "y")] if drawn else ["0.0", "0.0"]
        rest = f" {at[0]} {at[1]} ellipse{_named(cells)}" if cells else ""
        lines.append(f'{place[name]} "{name}"{rest}')
    lines.append("*Arcs" if sheets.directed else "*Edges")
    weight = weight_of(schema)
    for one, other, key, cells in sheets.ties:
        told = {name: cell for name, cell in cells.items() if name != weight}
        if key is not None:
            told["key"] = key
        strength = cells.get(weight, "") if weight else 1  # a tie without weight gets no number
        lines.append(f"{place[one]} {place[other]} {strength}{_named(told)}")
    return ("\n".join(lines) + "\n").encode()


def weight_of(schema: Schema | None) -> str:
    """Return the column that holds the weights of ties, if they are numbers."""
    columns = schema.tie_columns if schema else ()
    return next((item.name for item in columns if item.of == WEIGHT and item.kind in NUMBERS), "")


def _named(cells: Cells) -> str:
    return "".join(
        f' {name} "{str(cell).lower() if isinstance(cell, bool) else cell}"' for name, cell in cells.items()
    )
