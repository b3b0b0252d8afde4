"""The climate benchmark: `python -m tests.bench_climate [--answers N] [--only NAME]`, which is `make bench-climate`.

Ours and pandas take turns in one process on one frame, and must give equal numbers. What was measured goes to
`bench-climate.json`; a run at the full size of all rows ends with `docs/reference/climate-bench.md`.
"""

import argparse
import json
import os
import platform
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from tests.bench_climate.closing import closed
from tests.bench_climate.rows import ROWS, Row, Values, answers
from tests.bench_climate.table import as_page
from tests.services.machine import cores, cpu

ROOT = Path(__file__).parents[2]
RESULT, PAGE = ROOT / "bench-climate.json", ROOT / "docs" / "reference" / "climate-bench.md"
FULL, TIMES, ENOUGH = 1_000_000, 5, 5.0


def main() -> None:
    """Measure what was asked for."""
    asked = _arguments()
    found = _new(asked.answers)
    frame, small = answers(asked.answers), answers(1000)
    rows = [row for row in ROWS if not asked.only or row.name.startswith(asked.only)]
    for row in rows:
        for side in (row.ours, row.loop, row.quick):
            if side:
                side(small)
        found["rows"][row.name] = _measured(row, frame)
        sys.stdout.write(f"{row.name}: {json.dumps(found['rows'][row.name])}\n")
        sys.stdout.flush()
        asked.json_file.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    if not asked.only or asked.only == "closing":
        found["closing"] = closed()
        sys.stdout.write(f"closing: {json.dumps(found['closing'])}\n")
        asked.json_file.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    page = as_page(found)
    if asked.answers == FULL and len(rows) == len(ROWS):
        PAGE.write_text(page, encoding="utf-8")
    sys.stdout.write(page)


def _measured(row: Row, frame: Any) -> dict[str, float]:
    """Return seconds per side; `first` is our first call on the frame, which counts out chance levels."""
    start = time.perf_counter()
    row.ours(frame)
    figures = {"first": time.perf_counter() - start}
    figures["ours"], told = _timed(lambda: row.ours(frame))
    for name, side in (("loop", row.loop), ("quick", row.quick)):
        if side:
            figures[name], expected = _timed(partial(side, frame))
            np.testing.assert_allclose(np.asarray(told), np.asarray(expected), rtol=0, atol=row.close)
    return figures


def _timed(work: Callable[[], Values]) -> tuple[float, Values]:
    """Return the least seconds on the wall of at most five times or five seconds, and what came out."""
    spent: list[float] = []
    while True:
        start = time.perf_counter()
        made = work()
        spent.append(time.perf_counter() - start)
        if len(spent) == TIMES or sum(spent) > ENOUGH:
            return min(spent), made


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench_climate", description=__doc__.splitlines()[0]
    )
    parser.add_argument(
        "--answers", type=int, default=FULL, help="how many; the page is only written at a million"
    )
    parser.add_argument("--only", help="rows whose name begins so; no page is written")
    parser.add_argument("--json-file", type=Path, default=RESULT)
    return parser.parse_args()


def _new(count: int) -> dict[str, Any]:
    return {
        "date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "answers": count,
        "machine": {
            "cpu": cpu(),
            "cores": cores(),
            "system": f"{platform.system()} {platform.release().split('-')[0]}",
            "python": platform.python_version(),
            "load": round(os.getloadavg()[0], 1),
        },
        "versions": {name: version(name) for name in ("kennisbank", "numpy", "scipy", "pandas")},
        "rows": {},
    }


if __name__ == "__main__":
    main()
