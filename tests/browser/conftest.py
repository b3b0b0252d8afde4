"""A real server in front of a real bank, for the tests that drive a browser."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from kennisbank.actions.visiting import open_session
from tests.story import Story, tell

COMMAND = "from kennisbank.cli.main import main; main()"
PATIENCE = 60


@dataclass(frozen=True)
class Served:
    """A server that answers at `address` (ending in a slash), on the bank of `story`; `actor` is who looks."""

    address: str
    story: Story
    process: subprocess.Popen
    actor: str = "anna"

    @property
    def state(self) -> dict:
        """What a browser keeps that is signed in as `actor`: `page_at(…, storage_state=served.state)`."""
        return self.as_(self.actor)

    def as_(self, account: str) -> dict:
        """Return what a browser keeps that is signed in as `account`."""
        return signed_in(self.story, account)

    def kernels(self) -> list[int]:
        """Return the process ids of the kernels that run now: forked from the warm process, or started by the server."""
        told = subprocess.run(["ps", "-eo", "pid=,ppid=,args="], capture_output=True, text=True, check=True)
        rows = [(int(pid), int(parent), line) for pid, parent, line in map(_three, told.stdout.splitlines())]
        ours = {pid for pid, parent, _ in rows if parent == self.process.pid}
        started = [pid for pid, parent, line in rows if pid in ours and "ipykernel" in line]
        return [*started, *(pid for pid, parent, _ in rows if parent in ours)]


def _three(line: str) -> list[str]:
    return line.split(maxsplit=2)


def signed_in(story: Story, account: str) -> dict:
    """Return what a browser keeps that is signed in as `account` of the bank of `story`."""
    with story.bank() as bank:
        word = open_session(bank.store, account, way="test")
    cookie = {"name": "kennisbank-session", "value": word, "domain": "127.0.0.1", "path": "/", "expires": -1}
    return {"cookies": [{**cookie, "httpOnly": True, "secure": False, "sameSite": "Lax"}], "origins": []}


def free_port() -> int:
    """Return a port that nobody uses now."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


@contextmanager
def serving(
    story: Story, log: Path, *options: str, actor: str = "anna", port: int = 0, around: Sequence[str] = ()
) -> Iterator[Served]:
    """Serve the bank of `story` until the block ends, with the `options` of `kennisbank serve`.

    `around` is a command that runs the server as its own last words (`unshare …`).
    """
    port = port or free_port()
    arguments = ["--bank", story.url, "serve", "--port", str(port), *options]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with log.open("w") as out:
        process = subprocess.Popen(
            [*around, sys.executable, "-c", COMMAND, *arguments], stdout=out, stderr=out, env=environment
        )
    try:
        deadline = time.monotonic() + PATIENCE
        while f":{port}/" not in log.read_text():
            if process.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"the server did not start:\n{log.read_text()}")
            time.sleep(0.1)
        yield Served(f"http://127.0.0.1:{port}/", story, process, actor)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()


@pytest.fixture(scope="module")
def voila(tmp_path_factory) -> Iterator[Served]:
    """A server on a bank of its own with the story in it; anna is who looks."""
    folder = tmp_path_factory.mktemp("served")
    story = tell(f"sqlite:///{folder / 'bank.db'}")
    with serving(story, folder / "server.log") as running:
        yield running
