"""The six servers: how each is started with the realistic app, and stopped so that nothing of it is left.

What would make a peer send figures about its use or fetch files from another host is switched off; what its makers
advise for a real server is switched on.
"""

import contextlib
import importlib.metadata
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.bench_serving import ours
from tests.bench_serving.processes import Family, Process, spent

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
APPS = HERE / "apps"
NOTEBOOK = APPS / "notebook" / "realistisch.ipynb"
PEERS_PYTHON = ROOT / ".venv-bench" / "bin" / "python"
PATIENCE = 90.0
LIBRARIES = ("voila", "panel", "streamlit", "solara", "bokeh", "ipywidgets", "jupyter-server", "tornado", "pandas",
             "networkx")  # fmt: skip


class NoStart(Exception):
    """A server did not answer in time."""


@dataclass(frozen=True)
class Peer:
    """One server: its name, its command (given a folder of its own and a port), and where the app is."""

    name: str
    command: Callable[[Path, int], list[str]]
    path: str = ""
    jupyter: bool = False
    """Whether its page is a notebook with a kernel, so that the protocol client can visit it."""
    environment: tuple[tuple[str, str], ...] = ()
    ours: bool = False
    """Whether one signs in, and whether it runs from the product's own environment."""


@dataclass(frozen=True)
class Running:
    """A server that answers: the page of the app is at `page`."""

    peer: Peer
    base: str
    family: Family

    @property
    def page(self) -> str:
        """The address of the app."""
        return self.base + self.peer.path

    def signed_in(self, number: int = 0) -> dict[str, str]:
        """Return the cookies with which visitor `number` comes: only our own server asks who one is."""
        return ours.signed_in(self.base, ours.PEOPLE[number % len(ours.PEOPLE)]) if self.peer.ours else {}

    def spent_since(self, before: dict[Process, float]) -> float:
        """Return the CPU seconds that the server used since `before` (`family.cpu()`)."""
        return spent(before, self.family.cpu())

    def settle(self, *, longest: float = 20.0, quiet: float = 0.6) -> None:
        """Wait until the server has nothing left to do: less than five percent of a core for a while."""
        deadline = time.monotonic() + longest
        while time.monotonic() < deadline:
            before = self.family.cpu()
            time.sleep(quiet)
            if spent(before, self.family.cpu()) < 0.05 * quiet:
                return


def _ours(*apps: str) -> Callable[[Path, int], list[str]]:
    def command(folder: Path, port: int) -> list[str]:
        return [sys.executable, "-m", "tests.bench_serving.ours", str(folder), str(port), *apps]

    return command


def _voila(*more: str) -> Callable[[Path, int], list[str]]:
    def command(_folder: Path, port: int) -> list[str]:
        line = ["-m", "voila", str(NOTEBOOK), "--no-browser", f"--port={port}", "--Voila.ip=127.0.0.1"]
        return [str(PEERS_PYTHON), *line, *more]

    return command


def _panel(_folder: Path, port: int) -> list[str]:
    line = ["-m", "panel", "serve", str(APPS / "panel_app.py"), "--port", str(port), "--address", "127.0.0.1"]
    return [str(PEERS_PYTHON), *line, "--allow-websocket-origin", "*"]


def _streamlit(_folder: Path, port: int) -> list[str]:
    line = ["-m", "streamlit", "run", str(APPS / "streamlit_app.py"), "--server.port", str(port)]
    options = ("server.address=127.0.0.1", "server.headless=true", "server.fileWatcherType=none",
               "browser.gatherUsageStats=false", "global.developmentMode=false")  # fmt: skip
    return [str(PEERS_PYTHON), *line, *(f"--{option}" for option in options)]


def _solara(_folder: Path, port: int) -> list[str]:
    line = ["-m", "solara", "run", str(APPS / "solara_app.py"), "--port", str(port), "--host", "127.0.0.1"]
    return [str(PEERS_PYTHON), *line, "--production", "--no-open"]


OURS = Peer("kennisbank", _ours(str(NOTEBOOK.parent)), path="realistisch", jupyter=True, ours=True)
OURS_OWN = Peer("kennisbank", _ours(), path="vastleggen", jupyter=True, ours=True)
"""Our server with its own apps, for the soak."""
STOCK = Peer("voila", _voila(), jupyter=True)
PEERS = (
    OURS,
    STOCK,
    Peer("voila preheated", _voila("--preheat_kernel=True"), jupyter=True),
    Peer("panel", _panel, path="panel_app", environment=(("BOKEH_RESOURCES", "server"),)),
    Peer("streamlit", _streamlit),
    Peer("solara", _solara, environment=(("SOLARA_TELEMETRY_MIXPANEL_ENABLE", "False"),)),
)  # fmt: skip


@contextlib.contextmanager
def running(peer: Peer) -> Iterator[Running]:
    """Run one server while the block runs. Raises NoStart."""
    with tempfile.TemporaryDirectory(prefix="kb-") as folder:
        home = Path(folder)
        port = free_port()
        log = home / "server.log"
        with log.open("wb") as out:
            process = subprocess.Popen(
                peer.command(home, port), cwd=ROOT, env=_environment(peer, home), stdin=subprocess.DEVNULL,
                stdout=out, stderr=out, start_new_session=True,
            )  # fmt: skip
        running = Running(peer, f"http://127.0.0.1:{port}/", Family(process.pid))
        try:
            _wait(running, process, log)
            yield running
        finally:
            running.family.alive()
            left = running.family.end()
            process.wait()
            if left:
                print(
                    f"  {peer.name}: {left} processes were left after it stopped, and were ended", flush=True
                )


def free_port() -> int:
    """Return a port that nobody uses now."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def versions() -> dict[str, str]:
    """Return the versions of what is measured: the peers' from their own environment, ours from here."""
    ask = "import sys, importlib.metadata as m; print(*(f'{n}={m.version(n)}' for n in sys.argv[1:]))"
    told = subprocess.run(
        [str(PEERS_PYTHON), "-c", ask, *LIBRARIES], capture_output=True, text=True, check=True
    ).stdout
    found = dict(item.split("=") for item in told.split())
    return {"kennisbank": importlib.metadata.version("kennisbank"), **found}


def _environment(peer: Peer, home: Path) -> dict[str, str]:
    """Return what a server knows: nothing of whoever measures, and where the app's module is."""
    kept = {
        name: os.environ[name] for name in ("PATH", "LANG", "TZ", "LD_LIBRARY_PATH") if name in os.environ
    }
    inherited = os.environ.get("PYTHONPATH", "") if peer.ours else ""
    paths = os.pathsep.join(filter(None, (str(APPS), inherited)))
    return {**kept, "HOME": str(home), "PYTHONPATH": paths, "PYTHONUNBUFFERED": "1", **dict(peer.environment)}


def _wait(running: Running, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until the port answers; pages are first asked for by a visitor who is not counted."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(httpx.TransportError):
            httpx.get(f"{running.base}no-such-page", timeout=10)
            return
        time.sleep(0.2)
    raise NoStart(f"{running.peer.name} did not start:\n{log.read_text(errors='replace')[-3000:]}")
