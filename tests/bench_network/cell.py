"""One cell of the table, in a process of its own: `python -m tests.bench_network.cell NUMBER SIDE EDGES`.

It says `ready` when its graph stands, and then one line of JSON. SIDE is ours, theirs, bare, or memory.
"""

import gc
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kennisbank import network as n
from kennisbank.network import engines
from tests.bench_network import peers
from tests.bench_network.graphs import MAKERS
from tests.bench_network.rows import ROWS, Row

ENOUGH, TIMES = 3.0, 7


def main(number: int, side: str, edges: int) -> None:
    """Measure the cell and print it."""
    row = ROWS[number]
    if side == "memory":
        found = _memory(edges)
    else:
        net = MAKERS[row.graph](edges)
        gc.collect()
        gc.freeze()
        # What a first call loads and compiles is not the measure.
        small = MAKERS[row.graph](1000)
        _sides(row, side, small)
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        before = resident()
        found = {name: timed(work) for name, work in _sides(row, side, net, run=False).items()}
        found["mb"] = (peak() - before) / 1e6
    sys.stdout.write(json.dumps(found) + "\n")


def _sides(row: Row, side: str, net: Any, *, run: bool = True) -> dict[str, Callable[[], object]]:
    """Return what is to be timed: from the networkx graph, and with the engine's own graph made before."""
    works: dict[str, Callable[[], object]] = {}
    if side == "theirs" and row.theirs:
        works["graph"] = lambda: row.theirs(net)
    if side == "ours":
        works["graph"] = lambda: row.ours(row.given(net))
        if row.matrix and row.name != "conversion":
            told = row.ready(net)
            works["ready"] = lambda: row.ours(told)
    if side == "bare":
        bare = row.bare or (lambda made: made)
        works["graph"] = lambda: bare(peers.converted(row.engine, net, row.weight))
        if row.bare:
            made = peers.converted(row.engine, net, row.weight)
            works["ready"] = lambda: bare(made)
    for work in works.values() if run else ():
        work()
    return works


def timed(work: Callable[[], object]) -> dict[str, float]:
    """Return the least seconds, wall clock and of the processor, that `work` takes in at most seven times."""
    wall, cpu, spent = [], [], 0.0
    while len(wall) < TIMES and (spent < ENOUGH or not wall):
        gc.collect()
        start, busy = time.perf_counter(), time.process_time()
        work()
        wall.append(time.perf_counter() - start)
        cpu.append(time.process_time() - busy)
        spent += wall[-1]
    return {"wall": min(wall), "cpu": min(cpu), "times": len(wall)}


def _memory(edges: int) -> dict[str, float]:
    """Return how many bytes an edge takes in networkx, in our matrix and in igraph, with weights."""
    for warm in (MAKERS["people"](200), MAKERS["people"](1000)):
        engines.to_igraph(warm, "weight")
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    kept: list[Any] = []
    found = {}
    for name, make in (
        ("networkx", lambda: MAKERS["people"](edges)),
        ("Adjacency", lambda: n.adjacency(kept[0], "weight")),
        ("igraph", lambda: engines.built(kept[1])),
    ):
        gc.collect()
        before = resident()
        kept.append(make())
        gc.collect()
        found[name] = (resident() - before) / edges
    # Freed pages are taken again, so what the process grew by says too little of ours: its arrays are counted instead.
    told = kept[1]
    arrays = (told.matrix.data, told.matrix.indices, told.matrix.indptr)
    found["Adjacency"] = (sum(part.nbytes for part in arrays) + sys.getsizeof(told.nodes)) / edges
    return found


def resident() -> int:
    """Return the bytes of memory this process holds now."""
    return _status("VmRSS")


def peak() -> int:
    """Return the most bytes of memory this process ever held."""
    return _status("VmHWM")


def _status(name: str) -> int:
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) * 1024
    return 0


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
