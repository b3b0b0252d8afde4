"""One figure: what was measured, ours, the peer's, and the ratio."""

import json
import platform
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Figure:
    """`ours` and `peer` in `unit`; `ratio` is ours over the peer's (for rates: how much slower we are)."""

    size: int
    what: str
    unit: str
    ours: float
    peer_name: str
    peer: float
    ratio: float
    aim: str = ""


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that `work` takes, wall clock."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def each_timed(work: Callable[[str], object], inputs: Iterable[str]) -> list[float]:
    """Return the milliseconds that `work` takes for each of `inputs`."""
    return [timed(lambda text=text: work(text)) * 1000 for text in inputs]  # type: ignore[misc]


def percentile(values: Sequence[float], share: int) -> float:
    """Return the `share`-th percentile of `values`."""
    return statistics.quantiles(values, n=100, method="inclusive")[share - 1]


def memory() -> float:
    """Return the peak memory of this process in MB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def as_table(figures: Iterable[Figure]) -> str:
    """Return a Markdown table."""
    lines = ["| lessons | what | ours | peer | peer's | ratio | aim |", "|--:|---|--:|---|--:|--:|---|"]
    lines += [
        f"| {item.size:,} | {item.what} | {item.ours:,.2f} {item.unit} | {item.peer_name} | {item.peer:,.2f} {item.unit} "
        f"| {item.ratio:.2f} | {item.aim} |"
        for item in figures
    ]
    return "\n".join(lines)


def write(figures: Iterable[Figure], path: Path) -> None:
    """Write the figures as JSON, with the kind of machine."""
    machine = {
        "python": platform.python_version(),
        "system": platform.system(),
        "machine": platform.machine(),
    }
    body = {"machine": machine, "figures": [asdict(item) for item in figures]}
    path.write_text(json.dumps(body, indent=2) + "\n", encoding="utf-8")
