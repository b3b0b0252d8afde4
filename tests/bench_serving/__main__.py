"""The serving benchmark: `make bench-serving`, or `python -m tests.bench_serving [--quick] [--only NAME] [--resume]`.

Each server alone on the machine, one after the other. What was measured is written to `bench-serving.json` after each,
so that `--resume` goes on after an interruption; a whole run ends with the table in `docs/reference/serving-bench.md`.
"""

import argparse
import json
import os
import platform
import signal
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.bench_serving import soak
from tests.bench_serving.chromium import NotUsable
from tests.bench_serving.measure import FULL, QUICK, measure
from tests.bench_serving.servers import PEERS, ROOT, NoStart, versions
from tests.bench_serving.table import as_page

RESULT = ROOT / "bench-serving.json"
PAGE = ROOT / "docs" / "reference" / "serving-bench.md"


def main() -> None:
    """Measure what was asked for."""
    signal.signal(
        signal.SIGTERM, lambda *_: sys.exit(143)
    )  # so that the server of the moment is stopped as well
    asked = _arguments()
    plan = QUICK if asked.quick else FULL
    found = _kept(asked) if asked.resume else _new(quick=asked.quick)
    start = time.monotonic()
    for peer in PEERS:
        if (asked.only and peer.name not in asked.only) or peer.name in found["peers"]:
            continue
        load = Path("/proc/loadavg").read_text(encoding="ascii").split()[0]
        print(f"{_clock(start)} {peer.name} (load {load})", flush=True)
        try:
            figures = measure(peer, plan, lambda told: print(f"{_clock(start)}   {told}", flush=True))
        except (NoStart, NotUsable) as fault:
            print(f"  {fault}", flush=True)
            continue
        found["peers"][peer.name] = {"load_before": float(load), **figures}
        _write(asked.json_file, found)
    if not asked.quick and not asked.only and "soak" not in found:
        print(f"{_clock(start)} soak, {asked.minutes:g} minutes", flush=True)
        told = soak.run(minutes=asked.minutes, people=40, tell=lambda told: print(f"  {told}", flush=True))
        found["soak"] = soak.summary(told)
        _write(asked.json_file, found)
    page = as_page(found)
    print(page)
    if not asked.quick and not asked.only:
        PAGE.write_text(page, encoding="utf-8")
        print(f"{_clock(start)} written: {PAGE.relative_to(ROOT)}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench_serving", description=__doc__.splitlines()[0]
    )
    parser.add_argument(
        "--quick", action="store_true", help="two rounds, ten visitors, no soak, no page written"
    )
    parser.add_argument("--resume", action="store_true", help="go on with what is in the JSON file")
    parser.add_argument(
        "--only", action="append", choices=[peer.name for peer in PEERS], help="may be repeated"
    )
    parser.add_argument("--minutes", type=float, default=10, help="how long the soak takes")
    parser.add_argument("--json-file", type=Path, default=RESULT)
    return parser.parse_args()


def _new(*, quick: bool) -> dict[str, Any]:
    cpu = next(
        (line.partition(":")[2].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line),
        platform.machine(),
    )  # fmt: skip
    machine = {
        "cpu": cpu,
        "cores": len(os.sched_getaffinity(0)),
        "system": f"{platform.system()} {platform.release().split('-')[0]}",
        "python": platform.python_version(),
    }
    date = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    return {"date": date, "quick": quick, "machine": machine, "versions": versions(), "peers": {}}


def _kept(asked: argparse.Namespace) -> dict[str, Any]:
    """Return what an earlier run wrote, or the beginning of a new one."""
    if asked.json_file.exists():
        kept: dict[str, Any] = json.loads(asked.json_file.read_text(encoding="utf-8"))
        if kept["quick"] == asked.quick:
            return kept
    return _new(quick=asked.quick)


def _write(path: Path, found: dict[str, Any]) -> None:
    path.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def _clock(start: float) -> str:
    seconds = int(time.monotonic() - start)
    return f"{seconds // 60:02}:{seconds % 60:02}"


if __name__ == "__main__":
    main()
