"""A real JupyterLab on a research copy: only for who has its token, without the way back to the bank, and it works."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import httpx
import nbformat
import pytest
from nbclient import NotebookClient

from kennisbank import open_bank
from kennisbank.actions.demonstrating import make_demo
from kennisbank.serve.lab import STARTER, Lab
from tests.copies import ACCOUNT, state

pytestmark = pytest.mark.slow  # the file, taken together

PATIENCE = 90
LISTENING = Path("/proc/net/tcp")
SECRETS = {
    "KENNISBANK_URL": "postgresql://kb:geheim@localhost/bank",
    "KENNISBANK_SECRET": "geheim",
    "KENNISBANK_ACTOR": "beheerder",
    "PGPASSWORD": "geheim",
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """The folder of a research copy of the demo organisation."""
    place = tmp_path_factory.mktemp("demo")
    make_demo(str(place / "demo.db"))
    with open_bank(str(place / "demo.db"), actor="beheerder") as bank:
        bank.research_copy(place / "copy")
    return place / "copy"


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@contextmanager
def running(copy, work, home):
    """`kennisbank lab` as a person starts it; gives its address and token."""
    port = free_port()
    program = "from kennisbank.cli.main import main; main()"
    command = [
        sys.executable,
        "-c",
        program,
        "lab",
        str(copy),
        "--work",
        str(work),
        "--port",
        str(port),
        "--no-browser",
    ]
    own = {"PYTHONPATH": str(Path.cwd()), "HOME": str(home), "JUPYTER_RUNTIME_DIR": str(home / "run")}
    log = home / "log"
    with log.open("w") as said:
        process = subprocess.Popen(command, env={**os.environ, **own, **SECRETS}, stdout=said, stderr=said)
    try:
        yield address(process, log, port), process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE)


def address(process, log, port):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        if found := re.search(rf"http://127\.0\.0\.1:{port}/lab\S*\?token=(\w+)", log.read_text()):
            return f"http://127.0.0.1:{port}", found[1]
        time.sleep(0.2)
    raise AssertionError(log.read_text())


def answer(url, token=""):
    headers = {"Authorization": f"token {token}"} if token else {}
    return httpx.get(url, headers=headers, timeout=PATIENCE, trust_env=False)


@pytest.mark.timeout(300)
def test_it_answers_who_has_its_token_from_this_machine_only(copy, tmp_path):
    with running(copy, tmp_path / "work", tmp_path) as ((url, token), pid):
        seen = Path(f"/proc/{pid}/environ").read_bytes()
        local = re.findall(
            rf"(\w{{8}}):{int(url.rpartition(':')[2]):04X} 00000000:0000 0A", LISTENING.read_text()
        )

        assert 200 == answer(f"{url}/lab/tree/{STARTER}", token).status_code
        assert 403 == answer(f"{url}/api/contents").status_code
        assert [STARTER] == [item["name"] for item in answer(f"{url}/api/contents", token).json()["content"]]
        assert ["0100007F"] == local
        assert b"geheim" not in seen
        assert f"KENNISBANK_URL={copy}".encode() in seen


@pytest.mark.timeout(300)
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_notebook_to_start_with_runs_from_top_to_bottom(copy, tmp_path, lang):
    lab = Lab(copy=copy, work=tmp_path / "work", account=ACCOUNT, lang=lang)
    page = nbformat.read(lab.prepare(), as_version=4)
    nbformat.validate(page)
    before = state(copy)
    environment = lab.environment({**os.environ, **SECRETS, "PYTHONPATH": str(Path.cwd())})
    NotebookClient(page, timeout=PATIENCE, resources={"metadata": {"path": str(tmp_path / "work")}}).execute(
        env=environment
    )
    outputs = [cell.outputs[-1]["data"]["text/plain"] for cell in page.cells if cell.cell_type == "code"]

    assert "'lesson': " in outputs[0]
    assert "verified" in outputs[1]
    assert "persoon-" in outputs[2] or "topic" in outputs[2]
    assert "lessen" in outputs[3]
    assert before == state(copy)


def test_what_a_researcher_wrote_is_not_written_over(copy, tmp_path):
    lab = Lab(copy=copy, work=tmp_path, account=ACCOUNT, lang="nl")
    lab.prepare().write_text("van mij")

    assert "van mij" == lab.prepare().read_text()


def test_only_the_copy_is_named_in_the_environment(copy, tmp_path):
    lab = Lab(copy=copy, work=tmp_path, account=ACCOUNT, lang="en")
    told = lab.environment({**SECRETS, "PATH": "/bin", "PGHOST": "db"})

    assert {
        "PATH": "/bin",
        "KENNISBANK_URL": str(copy),
        "KENNISBANK_ACTOR": ACCOUNT,
        "KENNISBANK_LANG": "en",
    } == told
