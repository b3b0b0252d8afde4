"""The server: Voila with our frame, our addresses and our manners, on this machine only."""

import errno
import logging
import os
import re
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import tornado.ioloop
import tornado.web
from traitlets.config import Config
from voila.app import Voila

from kennisbank.actions.opening import full_address
from kennisbank.errors import KennisbankError
from kennisbank.serve.forked import Forkserver, warm
from kennisbank.serve.handlers import HEADERS, PageHandler, WayInHandler
from kennisbank.serve.identity import routes as identity
from kennisbank.serve.identity.door import Door
from kennisbank.serve.kernels import CleanKernels
from kennisbank.serve.pages import dress, modules, names
from kennisbank.serve.settings import Settings

SHARE = Path(__file__).parent / "share"
IDLE_SECONDS, LOOK_SECONDS = 120, 30
LONGEST_FOLDER = 32  # of temporary files: the name of a socket may have 107 characters in all
PINGS = {"ws_ping_interval": 30_000, "ws_ping_timeout": 30_000}  # milliseconds
EXTENSIONS = ["@jupyter-widgets/jupyterlab-manager", "@voila-dashboards/widgets-manager8", "anywidget"]
_KEPT_ROUTES = (
    "api/kernels/",
    "voila/templates/",
    "voila/static/",
    "voila/api/themes/",
    "voila/api/shutdown/",
    "voila/labextensions/",
)
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
Ready = Callable[[str], None]


class PortTaken(KennisbankError):
    """Another program answers on this port."""

    slug = "port-taken"


class Server(Voila):
    """Voila that serves each notebook of a folder as a page of its own, and nothing else of that folder."""

    pages: tuple[str, ...] = ()
    on_ready: Ready | None = None
    forkserver: Forkserver | None = None
    door: Door
    certificate: Path | None = None
    key: Path | None = None

    def start(self) -> None:
        """Answer until stopped."""
        self.tornado_settings = {"headers": HEADERS, "compress_response": True, **PINGS}
        super().start()

    def init_settings(self) -> dict[str, Any]:
        """Add our headers and compression, which must be there before the application is made."""
        ours = {"headers": HEADERS, "compress_response": True, **PINGS}
        return {**super().init_settings(), **ours, **identity.application(self.door)}

    def init_handlers(self) -> list[Any]:
        """Return the routes: the pages, and of Voila's own only what a page needs."""
        base = self.base_url
        kept = [route for route in super().init_handlers() if route[0].startswith(_under(base))]
        page = {
            "pages": self.pages,
            "template_paths": self.template_paths,
            "config": self.config,
            "voila_configuration": self.voila_configuration,
        }
        target = f"{base}{self.pages[0]}" if self.pages else base
        ours = [(base, WayInHandler, {"target": target}), (rf"{base}([a-z]+)", PageHandler, page)]
        return [*kept, *identity.routes(self.door), *ours]

    def listen(self) -> None:
        """Bind the port (only this one), say that we are ready, and work until stopped. Raises PortTaken."""
        tls = {"certfile": self.certificate, "keyfile": self.key} if self.certificate else None
        try:
            self.app.listen(self.port, self.ip, ssl_options=tls)
        except OSError as error:
            self.stop()
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
            raise PortTaken(
                f"Port {self.port} cannot be used.", mend="Name another one with --port."
            ) from None
        self.kernel_manager.forkserver = self.forkserver
        self.ioloop = tornado.ioloop.IOLoop.current()
        if self.on_ready:
            scheme = "https" if self.certificate else "http"
            self.ioloop.add_callback(self.on_ready, f"{scheme}://{self.ip}:{self.port}{self.base_url}")
        with suppress(KeyboardInterrupt):
            self.ioloop.start()
        self.stop()


def _under(base: str) -> tuple[str, ...]:
    return tuple(f"{base}{route}" for route in _KEPT_ROUTES)


def configured(settings: Settings) -> Config:
    """Return how Voila is set."""
    config = Config()
    config.Voila.ip, config.Voila.port, config.Voila.open_browser = settings.host, settings.port, False
    config.Voila.base_url = settings.base_url
    config.Voila.log_level = "ERROR"
    identity.configure(config)
    voila = config.VoilaConfiguration
    voila.template, voila.extension_allowlist, voila.prelaunch_hook = "kennisbank", EXTENSIONS, dress
    voila.allow_template_override, voila.allow_theme_override = "NO", "NO"
    voila.file_allowlist, voila.file_denylist = [], [".*"]
    voila.show_tracebacks = False
    voila.multi_kernel_manager_class = CleanKernels
    kernels = config.MappingKernelManager
    kernels.cull_idle_timeout, kernels.cull_interval, kernels.cull_connected = (
        IDLE_SECONDS,
        LOOK_SECONDS,
        False,
    )
    # A kernel that died is not started anew: the page could not speak to it, and must say so instead.
    config.KernelRestarter.restart_limit = 0
    config.VoilaExecutor.on_cell_error = _note_fault
    if sys.platform == "linux" and len(tempfile.gettempdir()) <= LONGEST_FOLDER:
        # Kernels are spoken to through files that only we may open, not through ports that anybody here can.
        config.KernelManager.transport = "ipc"
    return config


def _note_fault(cell: Any, cell_index: int, execute_reply: Any) -> None:
    """Write a fault in a page to the log; a visitor is only told that there was one."""
    lines = execute_reply["content"].get("traceback", [])
    told = _COLOURS.sub("", "\n".join(lines))
    logging.getLogger(__name__).error("Cell %d of a page failed: %s\n%s", cell_index, cell["source"], told)


def serve(settings: Settings, *, on_ready: Ready | None = None) -> None:
    """Serve the apps until Ctrl-C. `on_ready` is called with the address once it answers. Raises PortTaken."""
    os.environ.update(KENNISBANK_URL=full_address(settings.url), KENNISBANK_LANG=settings.language)
    os.environ.pop("KENNISBANK_ACTOR", None)  # who is there is told to each kernel
    os.environ["JUPYTER_PATH"] = os.pathsep.join(
        filter(None, (str(SHARE), os.environ.get("JUPYTER_PATH", "")))
    )
    os.environ["PATH"] = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    server = Server(config=configured(settings))
    server.pages, server.on_ready = names(settings.apps), on_ready
    server.certificate, server.key = settings.certificate, settings.key
    with closing(Door(settings)) as server.door:
        server.initialize([str(settings.apps)])
        with warm(modules(settings.apps)) as server.forkserver:
            server.start()
