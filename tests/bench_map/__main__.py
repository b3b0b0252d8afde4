"""The map benchmark: `python -m tests.bench_map [--size N …]`, which is `make bench-map`.

A real server, a bank of made-up records and Chromium on this machine: when the map is first drawn, and how many frames a second
it makes while somebody zooms and pans. Written to `bench-map.json` and, at both sizes, to `docs/reference/map-bench.md`.
"""

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Page, sync_playwright

from tests.bench_map.bank import fill
from tests.browser.conftest import serving
from tests.services.browser import find
from tests.services.machine import cores, cpu
from tests.services.pages import FLAGS
from tests.story import Story

ROOT = Path(__file__).parents[2]
RESULT, PAGE = ROOT / "bench-map.json", ROOT / "docs" / "reference" / "map-bench.md"
SIZES, SECONDS = (1_000, 10_000), 4
NOW = datetime(2026, 1, 1, 9, tzinfo=UTC)
FRAMES = """async ([keys, seconds]) => {
  const stage = document.querySelector(".map-stage");
  let frames = 0, longest = 0, before = performance.now(), turn = 0;
  const start = before;
  while (performance.now() - start < seconds * 1000) {
    if (frames % 6 === 0) stage.dispatchEvent(new KeyboardEvent("keydown", { ...keys[turn++ % keys.length], bubbles: true }));
    await new Promise(requestAnimationFrame);
    const now = performance.now();
    longest = Math.max(longest, now - before);
    before = now;
    frames += 1;
  }
  return [frames / seconds, longest];
}"""


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench_map", description=__doc__.splitlines()[0])
    parser.add_argument(
        "--size", type=int, action="append", help="number of records; both sizes when not said"
    )
    sizes = tuple(parser.parse_args().size or SIZES)
    found: dict[str, Any] = {
        "date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "machine": f"{cpu()}, {cores()} cores, no graphics card (WebGL in software)",
        "rows": [],
    }
    for size in sizes:
        found["rows"].append(_measured(size))
        sys.stdout.write(f"{json.dumps(found['rows'][-1])}\n")
    RESULT.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    if sizes == SIZES:
        PAGE.write_text(_page(found), encoding="utf-8")
    sys.stdout.write(_page(found))


def _measured(size: int) -> dict[str, Any]:
    with TemporaryDirectory() as name, sync_playwright() as driver:
        url = f"sqlite:///{Path(name) / 'bank.db'}"
        fill(url, size)
        browser = driver.chromium.launch(executable_path=find(), args=FLAGS, chromium_sandbox=False)
        with serving(Story(url), Path(name) / "log", actor="rik") as served:
            page = browser.new_page(viewport={"width": 1280, "height": 900}, storage_state=served.state)
            page.goto(f"{served.address}zoeken")  # the server's first page is not what is measured
            page.wait_for_timeout(2000)
            row = {"records": size, "told": _first(page, f"{served.address}kennisnetwerk")}
            row |= {"nodes": int(page.get_attribute(".map-stage", "data-nodes") or 0), **_frames(page)}
        browser.close()
        return row


def _first(page: Page, address: str) -> dict[str, float]:
    """Return seconds from asking for the page until its first text and until the map was drawn."""
    page.goto(address, wait_until="commit")
    page.wait_for_selector(".map-stage[data-nodes]", timeout=120_000)
    drawn = page.evaluate(
        "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() / 1000))))"
    )
    text = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime / 1000")
    return {"first text": round(text, 2), "map": round(drawn, 2)}


def _frames(page: Page) -> dict[str, float]:
    """Return frames a second and the longest wait between two (ms): from afar as the map opens, and among single nodes."""
    page.wait_for_timeout(1500)
    pan = [{"key": "ArrowRight", "shiftKey": True}, {"key": "ArrowLeft", "shiftKey": True}]
    afar = page.evaluate(FRAMES, [pan, SECONDS])
    page.locator(".map-stage").focus()
    page.keyboard.press("+")
    page.wait_for_timeout(700)
    while page.get_attribute(".map-stage", "data-far") == "true":
        page.keyboard.press("+")
        page.wait_for_timeout(1500)
    close = page.evaluate(FRAMES, [pan, SECONDS])
    return {
        "afar": round(afar[0], 1),
        "afar_longest": round(afar[1]),
        "close": round(close[0], 1),
        "close_longest": round(close[1]),
    }


def _page(found: dict[str, Any]) -> str:
    rows = "\n".join(
        f"| {row['records']:,} | {row['nodes']:,} | {row['told']['first text']} | {row['told']['map']} | {row['afar']:.0f} ({row['afar_longest']}) | {row['close']:.0f} ({row['close_longest']}) |"
        for row in found["rows"]
    )
    return f"""\
# The map: when it is drawn, and how smoothly it moves

Measured on {found["date"]} by `make bench-map`; machine: {found["machine"]}.

| records | nodes drawn | first text (s) | map drawn (s) | frames a second as it opens (longest wait, ms) | among single nodes |
| --: | --: | --: | --: | --: | --: |
{rows}

A real server on a bank of made-up records, Chromium with a window of 1280 x 900 on the same machine. *Map drawn* is from
asking for the page until the second frame with the map on it: kernel, network, layout and picture. Frames are counted for
{SECONDS} seconds while keys pan. With 1,200 nodes or more the map opens with groups; *among single nodes* is after coming
closer until they are seen, some 1,500 at once.
"""


if __name__ == "__main__":
    main()
