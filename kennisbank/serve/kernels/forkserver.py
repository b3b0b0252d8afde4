"""The process that kernels are forked from: it has everything ready that a page needs, and nothing runs in it yet.

    python -m kennisbank.serve.kernels.forkserver SOCKET PAGES

PAGES is a JSON list of pages, each a list of its code cells. It is one thread without event loop, so that forking it is
safe. On the socket it takes one request (a line of JSON) per connection. It answers with the process id of the kernel
that it forked, and that kernel, once it listens, with a line of its own. It ends when the process that started it does.
"""

import gc
import json
import logging
import os
import resource
import select
import signal
import socket
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from kennisbank.serve.kernels.page_kernel import QUIET, PageApp
from kennisbank.serve.kernels.rehearsal import rehearse

PLAIN = "--plain"
_PATIENCE = 5.0


def main(arguments: Sequence[str]) -> None:
    """Import, rehearse, freeze, and fork on request until the starting process is gone."""
    starter = os.getppid()
    path, given, *rest = arguments
    pages = json.loads(given)
    _import_all(_learned())
    app = PageApp.instance()
    app.prepare()
    if PLAIN not in rest:
        rehearse(pages)
        if not _alone():  # forking beside a thread is not safe: begin again, without the rehearsal
            logging.getLogger(__name__).warning(
                "A page starts threads; kernels are forked without rehearsal."
            )
            os.execv(sys.executable, [sys.executable, "-m", __spec__.name, path, given, PLAIN])  # noqa: S606
    gc.collect()
    gc.disable()
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX) as door:
        try:
            door.bind(path)
        except FileNotFoundError:  # whoever started us is gone already, and its folder too
            return
        door.listen(64)
        _answer(door, starter=starter, launch=app.serve)


def _alone() -> bool:
    """Wait a moment until the threads that the rehearsal used have gone; say whether they have."""
    deadline = time.monotonic() + _PATIENCE
    while (many := len(list(Path("/proc/self/task").iterdir())) > 1) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not many


def _answer(door: socket.socket, *, starter: int, launch: Callable[..., None]) -> None:
    door.settimeout(1.0)
    while os.getppid() == starter:
        try:
            visitor, _ = door.accept()
        except TimeoutError:
            continue
        with visitor:
            visitor.settimeout(_PATIENCE)
            try:
                request = json.loads(visitor.makefile("rb").readline())
            except (ValueError, OSError):
                continue
            pid = os.fork()
            if pid == 0:
                door.close()
                _become_kernel(visitor, request, launch)
            with suppress(OSError):
                visitor.sendall(json.dumps({"pid": pid}).encode() + b"\n")


def _become_kernel(visitor: socket.socket, request: dict[str, Any], launch: Callable[..., None]) -> None:
    """Be the kernel that was asked for, and end with it."""
    status = 70
    try:
        os.setsid()
        for number in (signal.SIGCHLD, signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        os.dup2(os.open(os.devnull, os.O_RDWR), 0)
        os.environ.clear()
        os.environ.update(request["env"])
        os.chdir(request["cwd"])
        _reseed()
        _limit(request["megabytes"])
        _end_with(request["server"])
        gc.enable()
        launch(request["connection_file"], ready=partial(_tell_ready, visitor))
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 0
    except BaseException:  # noqa: BLE001 - a child must never go on as its parent
        traceback.print_exc()
    finally:
        os._exit(status)


def _tell_ready(visitor: socket.socket) -> None:
    with visitor, suppress(OSError):
        visitor.sendall(b'{"ready": true}\n')


def _reseed() -> None:
    """Give this process chance of its own; the standard library does so by itself after a fork."""
    if numpy := sys.modules.get("numpy"):
        numpy.random.seed()


def _limit(megabytes: int) -> None:
    """Let this process take so much memory of its own at most; what it asks beyond that is a MemoryError."""
    resource.setrlimit(resource.RLIMIT_DATA, (megabytes * 1_000_000, megabytes * 1_000_000))


def _end_with(server: int) -> None:
    """End this process when process `server` does; it is not our parent, so the system does not tell us."""
    try:
        watched = os.pidfd_open(server)
    except ProcessLookupError:
        os._exit(0)

    def wait() -> None:
        select.select([watched], [], [])
        os._exit(0)

    threading.Thread(target=wait, name="ends-with-the-server", daemon=True).start()


def _import_all(names: Sequence[str]) -> None:
    for name in names:
        with suppress(ImportError):
            __import__(name)


def _learned() -> list[str]:
    """Return the modules that a starting kernel imports besides: a throw-away child starts one and tells."""
    reading, writing = os.pipe()
    if os.fork() == 0:
        os.close(reading)
        with suppress(BaseException):
            _tell_modules(writing)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        names = told.read().decode().split()
    os.wait()
    return [name for name in names if not name.startswith("__")]


def _tell_modules(writing: int) -> None:
    before = set(sys.modules)
    quiet = os.open(os.devnull, os.O_RDWR)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    with tempfile.TemporaryDirectory() as folder:
        PageApp.instance().initialize(["-f", f"{folder}/kernel.json", *QUIET])
    os.write(writing, " ".join(name for name in list(sys.modules) if name not in before).encode())


if __name__ == "__main__":
    main(sys.argv[1:])
