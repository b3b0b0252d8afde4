"""The result as a page of the documentation: a table per size, what was met, and how it was measured."""

from collections.abc import Iterator
from typing import Any

from tests.bench_network.rows import Row, rows

Figures = dict[str, Any]
AIM = 1.5
HEAD = (
    "| measure | networkx | engine | bare, converted | bare, ready | ours, from the graph | ours, ready | "
    "ours : networkx | ours : bare, converted | ours : bare, ready | MB |\n"
    "| --- | --: | --- | --: | --: | --: | --: | --: | --: | --: | --: |"
)


def as_page(found: Figures) -> str:
    """Return the page as Markdown."""
    machine, sizes = found["machine"], _sizes(found)
    versions = ", ".join(f"{name} {number}" for name, number in found["versions"].items())
    parts = [
        "# Network measures: ours beside networkx and bare engines",
        (
            f"Measured on {found['date']} by `make bench`; machine: {machine['cpu']}, {machine['cores']} cores, "
            f"{machine['system']}, Python {machine['python']}, load {machine['load']} when it began.\nVersions: {versions}."
        ),
        "## Aims",
        _aims(found, sizes),
        *(part for size in sizes for part in (f"## {size:,} edges", _table(found, size))),
        "## Memory per edge",
        _memory(found, sizes),
        "## How it was measured",
        METHOD,
    ]
    return "\n\n".join(parts) + "\n"


METHOD = """\
Seconds on the wall, the least of at most seven times or three seconds. Every cell is a process of its own, on a graph it
made itself; what a first call loads is called before. *From the graph*: a networkx graph goes in, ours pays for reading it.
*Ready*: our `Adjacency` or the engine's own graph was made before. *Bare, converted*: the engine's own way of reading a
networkx graph (`igraph.Graph.from_networkx`, `nx.to_scipy_sparse_array`) and then its measure. MB is what the process took
above the graph at most, ours. Networkx gets 60 seconds, the others 600; *no* says that it was not asked at this size.
The graph: people who ask people, directed, one person per five ties, a power law of who is asked, weights from 1 to 5;
for projections people with ten topics each. Sampled betweenness and PageRank are set to equal work and equal error. Networkx
has no Leiden: its Louvain stands beside it. Bare igraph's closeness does not tell how many reach a node; ours does.
QAP and MRQAP are of those people and their arcs turned round (and moved on by one person), beside a loop over orders in
scipy or numpy; the column of networkx is a loop over ties. A truck factor is of a history with as many changes as there are
edges elsewhere, beside a plain loop in Python.
Degree is asked of networkx with its two directions, as ours tells it. A projection is made as a networkx graph, beside
networkx, and as a matrix, beside scipy; *refused* says that ours would not have fitted into memory and said so (`TooLarge`),
*no memory* that Python was denied what networkx asked for.
Ours samples in twenty groups of searches, which is what its error costs. Betweenness and closeness of all nodes grow with the
square of the graph, and stop at 100,000 edges; above that one samples. So do communities: of a million edges bare igraph
had not done two runs of Leiden in eight minutes (2026-11-29). Of a measure that takes less than a millisecond most is the frame around it, some 0.3 ms."""


def _sizes(found: Figures) -> list[int]:
    return sorted({int(key.rpartition("|")[2]) for key in found["cells"]})


def _cell(found: Figures, row: Row, side: str, size: int) -> Figures:
    cell: Figures = found["cells"].get(f"{row.name}|{side}|{size}", {})
    return cell


def _seconds(cell: Figures, name: str) -> float | None:
    return cell[name]["wall"] if name in cell else None


def _shown(cell: Figures, name: str) -> str:
    if "over" in cell:
        return f"> {cell['over']}"
    if "failed" in cell:
        told = cell["failed"]
        return "refused" if "TooLarge" in told else "no memory" if "MemoryError" in told else "failed"
    seconds = _seconds(cell, name)
    return "no" if seconds is None else f"{seconds:.4f}" if seconds < 1 else f"{seconds:,.2f}"


def _ratio(one: float | None, other: float | None) -> str:
    return "" if one is None or other is None else f"{one / other:.2f}"


def _table(found: Figures, size: int) -> str:
    lines = [HEAD]
    for row in rows():
        theirs, bare, ours = (_cell(found, row, side, size) for side in ("theirs", "bare", "ours"))
        if not ours:
            continue
        whole, ready = _seconds(ours, "graph"), _seconds(ours, "ready")
        memory = f"{ours['mb']:,.0f}" if "mb" in ours else ""
        lines.append(
            f"| {row.name} | {_shown(theirs, 'graph')} | {row.engine} | {_shown(bare, 'graph')} | {_shown(bare, 'ready')} "
            f"| {_shown(ours, 'graph')} | {_shown(ours, 'ready')} | {_ratio(whole, _seconds(theirs, 'graph'))} "
            f"| {_ratio(whole, _seconds(bare, 'graph'))} | {_ratio(ready, _seconds(bare, 'ready'))} | {memory} |"
        )
    return "\n".join(lines)


def _aims(found: Figures, sizes: list[int]) -> str:
    lines = ["| aim | cells | missed |", "| --- | --: | --- |"]
    for aim, most, side, name in (
        ("never slower than networkx", 1.0, "theirs", "graph"),
        (f"at most {AIM} × the bare engine, both from a networkx graph", AIM, "bare", "graph"),
        (f"at most {AIM} × the bare engine, both with the graph ready", AIM, "bare", "ready"),
    ):
        ratios = list(_ratios(found, sizes, side, name))
        missed = [f"{what} ({ratio:.2f})" for what, ratio in ratios if ratio > most]
        lines.append(f"| {aim} | {len(ratios)} | {', '.join(missed) or 'none'} |")
    return "\n".join(lines)


def _ratios(found: Figures, sizes: list[int], side: str, name: str) -> Iterator[tuple[str, float]]:
    for size in sizes:
        for row in rows():
            one = _seconds(_cell(found, row, "ours", size), name)
            other = _seconds(_cell(found, row, side, size), name)
            if one is not None and other is not None:
                yield f"{row.name} at {size:,}", one / other


def _memory(found: Figures, sizes: list[int]) -> str:
    lines = [
        "| edges | networkx, one weight | our `Adjacency` beside it | igraph beside both |",
        "| --: | --: | --: | --: |",
    ]
    for size in sizes:
        cell = found["cells"].get(f"memory|memory|{size}")
        if cell and "networkx" in cell:
            lines.append(
                f"| {size:,} | {cell['networkx']:,.0f} B | {cell['Adjacency']:,.0f} B | {cell['igraph']:,.0f} B |"
            )
    return "\n".join(lines)
