"""Servers to attack: the real one, as a process of its own, on the bank of the story."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.browser.conftest import Served, free_port
from tests.serve.attacks.attacker import Browser
from tests.serve.attacks.probes import write
from tests.story import Story, tell

CANARY = "kanarie-die-niet-zingt"
"""A secret in the server's environment: nobody may ever see it."""
PATIENCE = 90


def pytest_collection_modifyitems(items) -> None:
    """Each file here starts a server of its own: together they are slow."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.slow)


@dataclass(frozen=True)
class Target(Served):
    """A server with a log, and browsers that attack it."""

    log: Path = Path()
    stack: ExitStack = field(default_factory=ExitStack, repr=False)

    def browser(self, account: str = "") -> Browser:
        """Return a browser in which `account` is signed in, or nobody."""
        browser = Browser(self, account)
        self.stack.enter_context(browser.http)
        return browser

    @property
    def told(self) -> str:
        """All that it wrote in its log so far."""
        return self.log.read_text()


@contextmanager
def attacked(story: Story, folder: Path, **settings) -> Iterator[Target]:
    """Serve the bank of `story` with `settings` until the block ends."""
    port, log = free_port(), folder / "server.log"
    given = json.dumps({"url": story.url, "port": port, **settings}, default=str)
    secrets = {"KENNISBANK_OIDC_SECRET": CANARY, "DATABASE_PASSWORD": CANARY}
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.serve.attacks.launcher", given],
            stdout=out, stderr=out, env={**os.environ, **secrets, "PYTHONUNBUFFERED": "1"},
        )  # fmt: skip
    try:
        deadline = time.monotonic() + PATIENCE
        while "ready at" not in log.read_text():
            if process.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"the server did not start:\n{log.read_text()}")
            time.sleep(0.1)
        scheme = "https" if "certificate" in settings else "http"
        with ExitStack() as stack:
            yield Target(f"{scheme}://127.0.0.1:{port}/", story, process, log=log, stack=stack)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@pytest.fixture(scope="package")
def target(tmp_path_factory) -> Iterator[Target]:
    """The server with its own four pages; nothing is ever changed in its bank but by an attack that worked."""
    folder = tmp_path_factory.mktemp("attacked")
    with attacked(tell(f"sqlite:///{folder / 'bank.db'}"), folder) as running:
        yield running


@pytest.fixture(scope="package")
def probes(tmp_path_factory) -> Iterator[Target]:
    """A server with pages that misbehave, and little memory for each."""
    folder = tmp_path_factory.mktemp("probed")
    with attacked(
        tell(f"sqlite:///{folder / 'bank.db'}"),
        folder,
        apps=write(folder / "apps"),
        kernel_megabytes=600,
        grace=1,
    ) as running:
        yield running
