"""The server: Voila with our pages, our addresses and our manners."""

import asyncio
import errno
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import tornado.ioloop
from tornado.web import GZipContentEncoding
from traitlets.config import Config
from voila.app import Voila

from kennisbank.actions.opening import full_address
from kennisbank.errors import KennisbankError
from kennisbank.serve.assets import AssetHandler, gather
from kennisbank.serve.handlers import NothingHandler, PageHandler, WayInHandler
from kennisbank.serve.identity import routes as identity
from kennisbank.serve.identity.door import Door
from kennisbank.serve.identity.peers import peer
from kennisbank.serve.kernels.connection import ChannelsHandler, ModelHandler, PageConnection
from kennisbank.serve.kernels.forked import Forkserver, warm
from kennisbank.serve.kernels.owned import Limits, OwnedKernels
from kennisbank.serve.pages import code_cells, names
from kennisbank.serve.protecting import Protected
from kennisbank.serve.settings import Settings
from kennisbank.serve.watching.health import HealthHandler, ReadyHandler
from kennisbank.serve.watching.log import note_request, write_log
from kennisbank.serve.watching.metrics import MetricsHandler

SHARE = Path(__file__).parent / "share"
LONGEST_FOLDER = 32  # of temporary files: the name of a socket may have 107 characters in all
LARGEST_REQUEST, LARGEST_MESSAGE = 1_000_000, 8_000_000  # bytes
BODY_WAITING, STOPPING = 20, 15  # seconds
IDLE_SECONDS, LOOK_SECONDS = 4 * 3600, 60
# Milliseconds. The patience must be longer than the interval, or every line is closed before its first ping.
PINGS = {"ws_ping_interval": 20_000, "ws_ping_timeout": 60_000}
_KERNEL = r"(?P<kernel_id>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"
Ready = Callable[[str], None]


class PortTaken(KennisbankError):
    """Another program answers on this port."""

    slug = "port-taken"


class Server(Voila):
    """Voila that serves each notebook of a folder as a page of its own, and nothing else of that folder."""

    told: Settings
    door: Door
    on_ready: Ready | None = None
    forkserver: Forkserver | None = None

    def init_settings(self) -> dict[str, Any]:
        """Add what must be there before the application is made."""
        return {
            **super().init_settings(),
            "transforms": [GZipContentEncoding, partial(Protected, proxies=self.told.proxies)],
            "log_function": note_request,
            "websocket_max_message_size": LARGEST_MESSAGE,
            "websocket_compression_options": {"compression_level": 4, "mem_level": 6},
            "assets": gather(),
            **PINGS,
            **identity.application(self.door),
        }

    def init_handlers(self) -> list[Any]:
        """Return the routes; of Voila's own there is none but the channel of a kernel, in our version."""
        base, assets = self.base_url, self.app.settings["assets"]
        page = {"told": self.told, "assets": assets}
        first = names(self.told.apps)[0]
        return [
            (rf"{base}static/([0-9a-f]+)/(.+)", AssetHandler, {"assets": assets}),
            (rf"{base}api/kernels/{_KERNEL}/channels", ChannelsHandler),
            (rf"{base}api/kernels/{_KERNEL}", ModelHandler),
            (rf"{base}health", HealthHandler),
            (rf"{base}ready", ReadyHandler, {"checks": self._checks()}),
            (rf"{base}metrics", MetricsHandler, {"peer": peer}),
            *identity.routes(self.door),
            (rf"{base}?", WayInHandler, {"target": f"{base}{first}"}),
            (rf"{base}([a-z]+)", PageHandler, page),
            (r".*", NothingHandler, page),
        ]

    def _checks(self) -> dict[str, Callable[[], bool]]:
        warm_process = self.forkserver
        return {
            "kernels": lambda: warm_process is None or bool(warm_process.pid),
            "bank": self.door.answers,
        }

    def listen(self) -> None:
        """Work until stopped. Raises PortTaken."""
        self.kernel_manager.forkserver = self.forkserver
        self.kernel_manager.limits = Limits(
            each=self.told.kernels_each,
            in_all=self.told.kernels_in_all,
            megabytes=self.told.kernel_megabytes,
            grace=self.told.grace,
        )
        try:
            asyncio.run(self._work())
        finally:
            shutil.rmtree(self.connection_dir, ignore_errors=True)

    def _bind(self) -> Any:
        """Bind the port, only this one."""
        try:
            return self.app.listen(
                self.port,
                self.ip,
                max_body_size=LARGEST_REQUEST,
                idle_connection_timeout=self.told.patience,
                body_timeout=min(BODY_WAITING, self.told.patience),
                ssl_options=self._tls(),
            )
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
            raise PortTaken(
                f"Port {self.port} cannot be used.", mend="Name another one with --port."
            ) from None

    def _tls(self) -> dict[str, str] | None:
        told = self.told
        return {"certfile": str(told.certificate), "keyfile": str(told.key)} if told.certificate else None

    async def _work(self) -> None:
        """Answer until told to stop; then take no one new, and let kernels finish what they write."""
        server = self._bind()
        self.ioloop = tornado.ioloop.IOLoop.current()
        stopping = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, stopping.set)
        if self.on_ready:
            scheme = "https" if self.told.certificate else "http"
            self.on_ready(f"{scheme}://{self.ip}:{self.port}{self.base_url}")
        telling = asyncio.ensure_future(self.door.hub.tell_activity()) if self.door.hub else None
        await stopping.wait()
        if telling:
            telling.cancel()
        server.stop()
        try:
            await asyncio.wait_for(self.kernel_manager.shutdown_all(), STOPPING)
        except TimeoutError:
            await self.kernel_manager.shutdown_all(now=True)
        await server.close_all_connections()


def settings(told: Settings) -> Config:
    """Return how Voila is set."""
    config = Config()
    config.Voila.ip, config.Voila.port, config.Voila.open_browser = told.host, told.port, False
    config.Voila.base_url = told.base_url
    config.Voila.log_level = "ERROR"
    identity.configure(config)
    config.Voila.kernel_websocket_connection_class = PageConnection
    config.VoilaConfiguration.multi_kernel_manager_class = OwnedKernels
    kernels = config.MappingKernelManager
    kernels.cull_idle_timeout, kernels.cull_interval, kernels.cull_connected = (
        IDLE_SECONDS,
        LOOK_SECONDS,
        True,
    )
    # A kernel that died is not started anew: the page could not speak to it, and must say so instead.
    config.KernelRestarter.restart_limit = 0
    if sys.platform == "linux" and len(tempfile.gettempdir()) <= LONGEST_FOLDER:
        # Kernels are spoken to through files that only we may open, not through ports that anybody here can.
        config.KernelManager.transport = "ipc"
    return config


def serve(told: Settings, *, on_ready: Ready | None = None) -> None:
    """Serve the apps as `told` until Ctrl-C. `on_ready` is called with the address once it answers. Raises PortTaken."""
    os.environ.update(KENNISBANK_URL=full_address(told.url), KENNISBANK_LANG=told.language)
    os.environ.pop("KENNISBANK_ACTOR", None)  # who is there is told to each kernel
    os.environ["JUPYTER_PATH"] = os.pathsep.join(
        filter(None, (str(SHARE), os.environ.get("JUPYTER_PATH", "")))
    )
    os.environ["PATH"] = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    write_log()
    server = Server(config=settings(told))
    server.told, server.on_ready = told, on_ready
    with closing(Door(told)) as server.door:
        server.initialize([str(told.apps)])
        with warm(code_cells(told.apps)) as server.forkserver:
            server.start()
