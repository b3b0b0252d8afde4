"""Watching over the server: health and figures for machines, a log for people, and nothing about persons in either."""

import json
import re
import signal
import time
from pathlib import Path

import httpx
import pytest

from tests.browser.conftest import serving, signed_in
from tests.story import tell

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]


@pytest.fixture(scope="module")
def watched(tmp_path_factory):
    folder = tmp_path_factory.mktemp("watched")
    with serving(tell(f"sqlite:///{folder / 'bank.db'}"), folder / "server.log") as served:
        yield served, folder / "server.log"


def visit(served, account="anna", path="start"):
    cookies = {item["name"]: item["value"] for item in signed_in(served.story, account)["cookies"]}
    with httpx.Client(cookies=cookies, timeout=120) as browser:
        return browser.get(f"{served.address}{path}")


def figures(served):
    text = httpx.get(f"{served.address}metrics").text
    return {
        name: float(value)
        for name, value in re.findall(r"^(\w+)(?:\{[^}]*\})? ([\d.e+-]+)$", text, re.MULTILINE)
    }


def test_a_server_that_runs_is_healthy_and_ready(watched):
    served, _ = watched
    health, ready = (httpx.get(f"{served.address}{path}", timeout=60) for path in ("health", "ready"))

    assert {"status": "ok"} == health.json()
    assert (200, {"kernels": True, "bank": True}) == (ready.status_code, ready.json()["checks"])


def test_a_server_without_its_bank_is_healthy_but_not_ready(tmp_path):
    story = tell(f"sqlite:///{tmp_path / 'bank.db'}")
    with serving(story, tmp_path / "server.log") as served:
        away = tmp_path / "elsewhere"
        away.mkdir()
        for path in tmp_path.glob("bank.db*"):
            if path.is_file():
                path.write_bytes(b"no bank" * 1000) if path.suffix == ".db" else path.unlink()
        health, ready = (httpx.get(f"{served.address}{path}", timeout=60) for path in ("health", "ready"))

    assert 200 == health.status_code
    assert (503, False) == (ready.status_code, ready.json()["checks"]["bank"])


def test_kernels_and_how_long_they_took_are_counted(watched):
    served, _ = watched
    before = figures(served)
    visit(served)
    after = figures(served)

    assert (
        1 == after["kennisbank_kernel_start_seconds_count"] - before["kennisbank_kernel_start_seconds_count"]
    )
    assert 0 < after["kennisbank_server_resident_bytes"]


def test_figures_are_for_watchers_on_this_machine(watched):
    served, _ = watched
    through = httpx.get(f"{served.address}metrics", headers={"X-Forwarded-For": "203.0.113.9"})

    assert 403 == through.status_code


def test_the_log_is_lines_of_json_without_who_and_what(watched):
    served, log = watched
    visit(served, path="zoeken?q=zorgen-over-het-team")
    lines = [line for line in log.read_text(encoding="utf-8").splitlines() if line.startswith("{")]
    told = [json.loads(line) for line in lines]

    assert any("/{page}" == line.get("route") and 200 == line["status"] for line in told)
    assert not re.search(r"anna|zorgen-over|127\.0\.0\.1|kennisbank-session", "\n".join(lines))


def test_a_server_that_is_told_to_stop_ends_with_its_kernels(tmp_path):
    story = tell(f"sqlite:///{tmp_path / 'bank.db'}")
    with serving(story, tmp_path / "server.log") as served:
        assert 200 == visit(served).status_code
        kernels = served.kernels()
        served.process.send_signal(signal.SIGTERM)
        code = served.process.wait(60)
        time.sleep(1)

    assert kernels
    assert 0 == code
    assert [] == [pid for pid in kernels if Path(f"/proc/{pid}").exists()]
