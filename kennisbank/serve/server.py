"""The server: Voila with our frame, our addresses and our manners, on this machine only."""

import errno
import logging
import os
import re
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
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
from kennisbank.serve.kernels import CleanKernels
from kennisbank.serve.pages import apps_folder, dress, modules, names

SHARE = Path(__file__).parent / "share"
IDLE_SECONDS, LOOK_SECONDS = 120, 30
LONGEST_FOLDER = 32  # of temporary files: the name of a socket may have 107 characters in all
PINGS = {"ws_ping_interval": 30_000, "ws_ping_timeout": 30_000}  # milliseconds
EXTENSIONS = ["@jupyter-widgets/jupyterlab-manager", "@voila-dashboards/widgets-manager8", "anywidget"]
_KEPT_ROUTES = (
    "/api/kernels/",
    "/voila/templates/",
    "/voila/static/",
    "/voila/api/themes/",
    "/voila/api/shutdown/",
    "/voila/labextensions/",
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

    def start(self) -> None:
        """Answer until stopped."""
        self.tornado_settings = {"headers": HEADERS, "compress_response": True, **PINGS}
        super().start()

    def init_settings(self) -> dict[str, Any]:
        """Add our headers and compression, which must be there before the application is made."""
        return {**super().init_settings(), "headers": HEADERS, "compress_response": True, **PINGS}

    def init_handlers(self) -> list[Any]:
        """Return the routes: the pages, and of Voila's own only what a page needs."""
        kept = [route for route in super().init_handlers() if route[0].startswith(_KEPT_ROUTES)]
        page = {
            "pages": self.pages,
            "template_paths": self.template_paths,
            "config": self.config,
            "voila_configuration": self.voila_configuration,
        }
        target = f"{self.base_url}{self.pages[0]}" if self.pages else self.base_url
        return [*kept, (r"/", WayInHandler, {"target": target}), (r"/([a-z]+)", PageHandler, page)]

    def listen(self) -> None:
        """Bind the port (only this one), say that we are ready, and work until stopped. Raises PortTaken."""
        try:
            self.app.listen(self.port, self.ip)
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
            self.ioloop.add_callback(self.on_ready, f"http://{self.ip}:{self.port}/")
        with suppress(KeyboardInterrupt):
            self.ioloop.start()
        self.stop()


def settings(*, port: int, host: str) -> Config:
    """Return how Voila is set."""
    config = Config()
    config.Voila.ip, config.Voila.port, config.Voila.open_browser = host, port, False
    config.Voila.log_level = "ERROR"
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


def serve(  # noqa: PLR0913 - a server is set by these
    url: str,
    *,
    actor: str,
    port: int = 8866,
    host: str = "127.0.0.1",
    language: str = "nl",
    apps: Path | None = None,
    on_ready: Ready | None = None,
) -> None:
    """Serve the apps on the bank at `url` for account `actor` until Ctrl-C.

    `on_ready` is called with the address once it answers. Raises PortTaken.
    """
    folder = apps or apps_folder()
    os.environ.update(KENNISBANK_URL=full_address(url), KENNISBANK_ACTOR=actor, KENNISBANK_LANG=language)
    os.environ["JUPYTER_PATH"] = os.pathsep.join(
        filter(None, (str(SHARE), os.environ.get("JUPYTER_PATH", "")))
    )
    os.environ["PATH"] = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    server = Server(config=settings(port=port, host=host))
    server.pages, server.on_ready = names(folder), on_ready
    server.initialize([str(folder)])
    with warm(modules(folder)) as server.forkserver:
        server.start()
