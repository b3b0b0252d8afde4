"""UCINET's DL, written: a list of ties, a full matrix or a list of nodes, with labels.

DL is a matrix of numbers with labels. Attributes, dates, keys and the absence of direction have no place in it.
"""

import re
from collections import defaultdict
from typing import Any

from kennisbank.errors import InvalidInput, TooLarge
from kennisbank.network.formats.pajek import weight_of
from kennisbank.network.formats.sheets import Form, Sheets

FORM = Form(re.compile('[\x00-\x1f\x7f-\x9f"\u2028\u2029\ud800-\udfff]'))
LAYOUTS = ("edgelist1", "fullmatrix", "nodelist1")
MOST_FULL = 5_000
"""Nodes of a full matrix: it has a number for every pair."""
_LONGEST = 19
"""Characters of a label that every UCINET shows."""


def encoded(sheets: Sheets, layout: str = "edgelist1") -> bytes:
    """Return `sheets` as a file in `layout`; weights of parallel ties are added up.

    Raises TooLarge for a full matrix of more than 5,000 nodes, InvalidInput for a layout that is not known.
    """
    if layout not in LAYOUTS:
        raise InvalidInput(f"There is no layout {layout!r}.", mend=f"Choose {', '.join(LAYOUTS)}.")
    if layout == "fullmatrix" and len(sheets.nodes) > MOST_FULL:
        raise TooLarge(f"A full matrix of {len(sheets.nodes):,} nodes.", mend='Write layout="edgelist1".')
    rows = _rows(sheets, weighted=layout != "nodelist1")
    lines = [f"dl n={len(sheets.nodes)} format={layout}"]
    if sheets.nodes:
        lines += ["labels:", *(f'"{name}"' for name, _ in sheets.nodes)]
    lines.append("data:")
    size = len(sheets.nodes)
    if layout == "fullmatrix":
        lines += [" ".join(_number(rows[one].get(other, 0)) for other in range(size)) for one in range(size)]
    elif layout == "nodelist1":
        lines += [
            " ".join(map(str, (one + 1, *(other + 1 for other in rows[one]))))
            for one in range(size)
            if rows[one]
        ]
    else:
        lines += [
            f"{one + 1} {other + 1} {_number(weight)}"
            for one in range(size)
            for other, weight in sorted(rows[one].items())
        ]
    _tell(sheets, layout)
    return ("\n".join(lines) + "\n").encode()


def _rows(sheets: Sheets, *, weighted: bool) -> "defaultdict[int, dict[int, float]]":
    """Return per row its columns that are not 0."""
    weight = weight_of(sheets.schema) if weighted else ""
    place = {name: number for number, (name, _) in enumerate(sheets.nodes)}
    rows: defaultdict[int, dict[int, float]] = defaultdict(dict)
    merged = zeros = lacking = 0
    for one, other, _, cells in sheets.ties:
        strength: Any = cells.get(weight) if weight else 1
        lacking += strength is None
        strength = 1 if strength is None else strength
        zeros += strength == 0
        ends = {(place[one], place[other])} | (set() if sheets.directed else {(place[other], place[one])})
        merged += any(column in rows[row] for row, column in ends)
        for row, column in ends:
            total = rows[row].get(column, 0) + strength if weighted else 1
            rows[row][column] = total
    for row in rows:
        rows[row] = {column: strength for column, strength in sorted(rows[row].items()) if strength != 0}
    told = ((merged, "parallel ties were taken together"), (zeros, "ties of weight 0 are none in DL"))
    sheets.notes += [f"{number} {what}." for number, what in told if number]
    if lacking:
        sheets.notes.append(f"{lacking} ties without weight got 1.")
    return rows


def _tell(sheets: Sheets, layout: str) -> None:
    """Add to the notes what this format has no place for."""
    schema = sheets.schema
    if schema is None:
        return
    weight = weight_of(schema)
    kept = {weight} if layout != "nodelist1" else set()
    lost = [str(item.of) for item in (*schema.node_columns, *schema.tie_columns) if item.name not in kept]
    if lost:
        sheets.notes.append(f"DL has no place for attributes: {', '.join(dict.fromkeys(lost))}.")
    if schema.graph:
        sheets.notes.append(
            f"DL has no place for what the graph itself carries: {', '.join(map(str, schema.graph))}."
        )
    if not sheets.directed and sheets.ties:
        sheets.notes.append("DL cannot say that ties have no direction: each was written both ways.")
    if schema.keys:
        sheets.notes.append("DL has no place for the keys of parallel ties.")
    if schema.names != "text" and sheets.nodes:
        sheets.notes.append(f"Names of nodes are text in DL; here they were of kind {schema.names}.")
    if any(len(name) > _LONGEST for name, _ in sheets.nodes):
        sheets.notes.append(
            f"Some labels are longer than {_LONGEST} characters; older versions of UCINET cut them off."
        )


def _number(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else repr(float(value))
