"""The network benchmark: `python -m tests.bench_network [--size N] [--only NAME] [--resume]`, a part of `make bench`.

Each cell in a process of its own, one after the other. What was measured is written to `bench-network.json` after each,
so that `--resume` goes on after an interruption; a whole run ends with the table in `docs/reference/network-bench.md`.
"""

import argparse
import json
import os
import platform
import selectors
import subprocess
import sys
import time
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tests.bench_network.rows import ROWS, Row, rows
from tests.bench_network.table import as_page
from tests.services.machine import cores, cpu

ROOT = Path(__file__).parents[2]
RESULT, PAGE = ROOT / "bench-network.json", ROOT / "docs" / "reference" / "network-bench.md"
SIZES, SIDES = (10_000, 100_000, 1_000_000), ("theirs", "bare", "ours")
LIMITS = {"theirs": 60, "bare": 600, "ours": 600, "memory": 600}


def main() -> None:
    """Measure what was asked for."""
    asked = _arguments()
    found = _kept(asked.json_file) if asked.resume else _new()
    for size in asked.size or SIZES:
        if not asked.only:
            _fill(asked, found, f"memory|memory|{size}", 0, "memory", size)
        for row in rows(asked.only):
            for side in SIDES:
                if _wanted(row, side, size):
                    _fill(asked, found, f"{row.name}|{side}|{size}", ROWS.index(row), side, size)
    page = as_page(found)
    if not asked.size and not asked.only:
        PAGE.write_text(page, encoding="utf-8")
        page += f"written: {PAGE.relative_to(ROOT)}\n"
    sys.stdout.write(page)


def _wanted(row: Row, side: str, size: int) -> bool:
    if size > row.most:
        return False
    return bool({"theirs": row.theirs, "bare": row.engine, "ours": row.ours}[side])


def _fill(asked: Any, found: dict[str, Any], key: str, number: int, side: str, size: int) -> None:
    """Measure one cell and keep it; what takes longer than its limit is kept as such."""
    if key in found["cells"]:
        return
    start = time.monotonic()
    found["cells"][key] = measured(number, side, size)
    asked.json_file.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(f"{time.monotonic() - start:6.1f} s  {key}: {json.dumps(found['cells'][key])}\n")
    sys.stdout.flush()


def measured(number: int, side: str, size: int) -> dict[str, Any]:
    """Return what the cell's process tells, or `over` the seconds it was given once its graph stood."""
    command = [sys.executable, "-m", "tests.bench_network.cell", str(number), side, str(size)]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, bufsize=1
    ) as process:
        try:
            if process.stdout is None or process.stdout.readline() != "ready\n":
                return {"failed": _last(process)}
            with selectors.DefaultSelector() as waiting:
                waiting.register(process.stdout, selectors.EVENT_READ)
                if not waiting.select(LIMITS[side]):
                    return {"over": LIMITS[side]}
            line = process.stdout.readline()
            return json.loads(line) if line else {"failed": _last(process)}
        finally:
            process.kill()


def _last(process: Any) -> str:
    told = process.stderr.read().strip().splitlines()
    return told[-1][:200] if told else f"ended with {process.wait()}"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench_network", description=__doc__.splitlines()[0]
    )
    parser.add_argument(
        "--size", type=int, action="append", help="edges; may be repeated; no page is written"
    )
    parser.add_argument("--only", action="append", help="measures whose name begins so; may be repeated")
    parser.add_argument("--resume", action="store_true", help="go on with what is in the JSON file")
    parser.add_argument("--json-file", type=Path, default=RESULT)
    return parser.parse_args()


def _kept(path: Path) -> dict[str, Any]:
    if path.exists():
        kept: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return kept
    return _new()


def _new() -> dict[str, Any]:
    return {
        "date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "machine": {
            "cpu": cpu(),
            "cores": cores(),
            "system": f"{platform.system()} {platform.release().split('-')[0]}",
            "python": platform.python_version(),
            "load": round(os.getloadavg()[0], 1),
        },
        "versions": {
            name: version(name) for name in ("kennisbank", "networkx", "igraph", "scipy", "numpy", "pandas")
        },
        "cells": {},
    }


if __name__ == "__main__":
    main()
