"""A graph as two lists with typed columns: what every format writes and reads, so that each need not know of values.

graph ──taken()──▶ Sheets ──a format──▶ file ──a format──▶ Sheets ──made()──▶ the same graph
"""

import re
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import networkx as nx

from kennisbank.errors import InvalidInput, UnreadableSource
from kennisbank.network.formats.values import escape, kind_of_all, plain, understood, written

Cells = dict[str, Any]
"""Cells of one node or tie by the name of their column: bool, int, float, or text."""
_NATIVE = frozenset({"bool", "int", "float"})


@dataclass(frozen=True)
class Form:
    """What a format can take: the signs that it cannot (`awkward`), and the names of columns that are its own."""

    awkward: "re.Pattern[str]"
    named: "re.Pattern[str]" = re.compile(r"(?s).+")
    reserved: frozenset[str] = frozenset()
    tells_empty: bool = True
    """Whether an empty text can be told from none at all."""

    @property
    def packs(self) -> bool:
        """Return whether JSON must be escaped: it is full of quotes."""
        return bool(self.awkward.search('"'))


@dataclass(frozen=True)
class Column:
    """A column: its name in the file, the attribute it holds, the kind of its cells, and what an empty cell means.

    `gap` is "" (the attribute is not there), "none" (it is None) or "empty" (it is an empty text).
    """

    name: str
    of: Hashable
    kind: str
    gap: str = ""


@dataclass(frozen=True, kw_only=True)
class Schema:
    """What the file itself cannot say: kinds of the names of nodes and of keys, the columns, and the graph's own."""

    directed: bool
    multi: bool
    names: str = "text"
    keys: str = ""
    """Kind of the keys of parallel ties; an empty text when they are 0, 1, 2 …"""
    node_columns: tuple[Column, ...] = ()
    tie_columns: tuple[Column, ...] = ()
    graph: Mapping[Any, Any] = field(default_factory=dict)


@dataclass
class Sheets:
    """Nodes with their cells, ties with their ends, key and cells; `schema` is None when the file has none."""

    directed: bool
    multi: bool
    nodes: list[tuple[str, Cells]] = field(default_factory=list)
    ties: list[tuple[str, str, str | None, Cells]] = field(default_factory=list)
    graph: dict[Any, Any] = field(default_factory=dict)
    schema: Schema | None = None
    notes: list[str] = field(default_factory=list)


def taken(graph: "nx.Graph[Any]", form: Form) -> Sheets:
    """Return `graph` as sheets that `form` can take. Raises InvalidInput when two nodes would be written alike."""
    notes: list[str] = []
    names, kind = _names(list(graph), form, notes)
    placed = dict(zip(graph, names, strict=True))
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise InvalidInput(
            f"Two nodes are both written as {twice!r}.", mend="Give the nodes other names first."
        )
    node_columns, node_cells = _columns([data for _, data in graph.nodes(data=True)], form, "nodes", notes)
    told = list(_ties(graph))
    tie_columns, tie_cells = _columns([data for *_, data in told], form, "ties", notes)
    keys, key_kind = _keys(told, form, notes) if graph.is_multigraph() else ([None] * len(told), "")
    about, lost = plain(dict(graph.graph))
    if lost:
        notes.append(f"Of the graph itself {lost} was written as text.")
    return Sheets(
        graph.is_directed(),
        graph.is_multigraph(),
        list(zip(names, node_cells, strict=True)),
        [
            (placed[one], placed[other], key, cells)
            for (one, other, _, _), key, cells in zip(told, keys, tie_cells, strict=True)
        ],
        schema=Schema(
            directed=graph.is_directed(), multi=graph.is_multigraph(), names=kind, keys=key_kind,
            node_columns=node_columns, tie_columns=tie_columns, graph=about,
        ),
        notes=notes,
    )  # fmt: skip


def made(sheets: Sheets, *, where: str) -> "nx.Graph[Any]":
    """Return the graph that `sheets` hold. Raises UnreadableSource, naming the cell that is not of its kind."""
    schema = sheets.schema
    graph = new_graph(directed=sheets.directed, multi=sheets.multi)
    graph.graph.update(schema.graph if schema else sheets.graph)
    kind = schema.names if schema else ""
    names = {name: _name(name, kind, where) for name, _ in sheets.nodes}
    for name, cells in sheets.nodes:
        graph.add_node(names[name])
        graph.nodes[names[name]].update(_attributes(cells, schema.node_columns if schema else (), where))
    for one, other, key, cells in sheets.ties:
        ends = [
            names[end] if end in names else names.setdefault(end, _name(end, kind, where))
            for end in (one, other)
        ]
        data = _attributes(cells, schema.tie_columns if schema else (), where)
        keyed = key
        if schema:
            keyed = (
                understood_cell(key, schema.keys, "key", where) if key is not None and schema.keys else None
            )
        add_tie(graph, ends[0], ends[1], keyed, data)
    return graph


def add_tie(graph: "nx.Graph[Any]", one: Any, other: Any, key: Any, data: dict[Any, Any]) -> None:
    """Add a tie with attributes of any name; a graph without parallel ties takes no `key`."""
    tie: Any = (one, other, key, data) if graph.is_multigraph() else (one, other, data)
    graph.add_edges_from([tie])


def new_graph(*, directed: bool, multi: bool) -> "nx.Graph[Any]":
    """Return an empty graph of that class of networkx."""
    if multi:
        return nx.MultiDiGraph() if directed else nx.MultiGraph()
    return nx.DiGraph() if directed else nx.Graph()


def understood_cell(cell: Any, kind: str, column: str, where: str) -> Any:
    """Return what a cell stands for. Raises UnreadableSource."""
    try:
        if isinstance(cell, str):
            return understood(cell, kind)
        return (
            {"int": int, "float": float, "bool": bool}[kind](cell)
            if kind in _NATIVE
            else understood(str(cell), kind)
        )
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError) as error:
        raise UnreadableSource(
            f"In column {column!r} stands {str(cell)[:40]!r}, which is not of kind {kind!r}.",
            where=where, mend="Mend the cell, or take the kind away from where the file tells it.",
        ) from error  # fmt: skip


def _attributes(cells: Cells, columns: tuple[Column, ...], where: str) -> dict[Any, Any]:
    """Return the attributes that cells stand for, in the order of the columns; cells of unknown columns as they are."""
    told: dict[Any, Any] = {}
    for column in columns:
        if column.name in cells:
            told[column.of] = understood_cell(cells[column.name], column.kind, column.name, where)
        elif column.gap:
            told[column.of] = None if column.gap == "none" else ""
    known = {column.name for column in columns}
    told.update((name, cell) for name, cell in cells.items() if name not in known)
    return told


def _name(text: Any, kind: str, where: str) -> Hashable:
    """Return the node that `text` names; without a kind it is that itself."""
    value = understood_cell(text, kind, "name", where) if kind else text
    if value is None or not isinstance(value, Hashable):
        raise UnreadableSource(f"{str(text)[:40]!r} cannot be the name of a node.", where=where)
    try:
        hash(value)
    except TypeError as error:  # a tuple with a list in it
        raise UnreadableSource(f"{str(text)[:40]!r} cannot be the name of a node.", where=where) from error
    return value


def _ties(graph: "nx.Graph[Any]") -> Iterable[tuple[Any, Any, Any, dict[Any, Any]]]:
    if graph.is_multigraph():
        return ((one, other, key, data) for one, other, key, data in graph.edges(keys=True, data=True))  # type: ignore[call-overload]
    return ((one, other, None, data) for one, other, data in graph.edges(data=True))


def _names(values: list[Any], form: Form, notes: list[str]) -> tuple[list[str], str]:
    """Return how the names of nodes (or keys) are written, and their kind: an empty name is told as JSON."""
    told = [plain(value) for value in values]
    lost = next((lost for _, lost in told if lost), "")
    if lost:
        notes.append(f"Names that are {lost} were written as text.")
    bare = [value for value, _ in told]
    kind = kind_of_all(bare) if bare and all(value is not None and value != "" for value in bare) else "json"
    kind = "text" if not bare else kind
    texts = [written(value, kind) for value in bare]
    if kind == "text" and any(form.awkward.search(text) for text in texts):
        return [escape(text, form.awkward) for text in texts], "escaped"
    if kind == "json" and form.packs:
        return [escape(text, form.awkward) for text in texts], "packed"
    return texts, kind


def _keys(
    told: list[tuple[Any, Any, Any, dict[Any, Any]]], form: Form, notes: list[str]
) -> tuple[list[str | None], str]:
    """Return the keys as written; none when each is the number of ties its pair had before."""
    counted: dict[frozenset[Any] | tuple[Any, Any], int] = {}
    plainly = True
    for one, other, key, _ in told:
        before = counted.get((one, other), 0)
        counted[one, other] = before + 1
        plainly = plainly and type(key) is int and key == before
    if plainly:
        return [None] * len(told), ""
    texts, kind = _names([key for _, _, key, _ in told], form, notes)
    return [*texts], kind


def _columns(
    rows: list[dict[Any, Any]], form: Form, what: str, notes: list[str]
) -> tuple[tuple[Column, ...], list[Cells]]:
    """Return the columns that hold the attributes of `rows`, and the cells of each row."""
    found: dict[Any, list[tuple[int, Any]]] = {}
    for number, row in enumerate(rows):
        for name, value in row.items():
            told, lost = plain(value)
            if lost:
                notes.append(f"Of {what}, attribute {name!r}: {lost} was written as text.")
            found.setdefault(name, []).append((number, told))
    notes[:] = dict.fromkeys(notes)
    cells: list[Cells] = [{} for _ in rows]
    columns: list[Column] = []
    taken_names = {name for name in found if _fits(name, form)}
    for name, values in found.items():
        fits = name if _fits(name, form) else _other_name(taken_names)
        taken_names.add(fits)
        column = _column(
            fits, name, [value for _, value in values], whole=len(values) == len(rows), form=form
        )
        columns.append(column)
        for number, value in values:
            if not (value is None and column.gap == "none") and not (value == "" and column.gap == "empty"):
                cells[number][fits] = _cell(value, column.kind, form)
    return tuple(columns), cells


def _column(fits: str, name: Any, values: list[Any], *, whole: bool, form: Form) -> Column:
    filled = [value for value in values if value is not None]
    nones, empties = (
        len(filled) < len(values),
        not form.tells_empty and "" in (v for v in filled if isinstance(v, str)),
    )
    gap = "none" if nones else "empty" if empties else ""
    if (gap and not whole) or (nones and empties):
        return Column(fits, name, "packed" if form.packs else "json")
    kind = kind_of_all(filled) if filled else "text"
    if kind == "json":
        return Column(fits, name, "packed" if form.packs else "json", "none" if nones else "")
    if kind == "text" and any(form.awkward.search(value) for value in filled):
        kind = "escaped"
    return Column(fits, name, kind, gap)


def _cell(value: Any, kind: str, form: Form) -> Any:
    if kind in _NATIVE:
        return float(value) if kind == "float" else value
    text = written(value, kind)
    return escape(text, form.awkward) if kind in ("escaped", "packed") else text


def _fits(name: Any, form: Form) -> bool:
    return (
        isinstance(name, str)
        and bool(form.named.fullmatch(name))
        and not form.awkward.search(name)
        and name not in form.reserved
    )


def _other_name(names: set[Any]) -> str:
    number = 1
    while f"attr{number}" in names:
        number += 1
    return f"attr{number}"
