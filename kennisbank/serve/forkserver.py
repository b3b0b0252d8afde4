"""The process that kernels are forked from: it has imported what the pages import, and nothing runs in it yet.

    python -m kennisbank.serve.forkserver SOCKET MODULE…

It is one thread without event loop, so that forking it is safe. On the socket it takes one request (a line of JSON) per
connection and answers with the process id of the kernel that it forked. It ends when the process that started it does.
"""

import gc
import importlib
import json
import os
import select
import signal
import socket
import sys
import tempfile
import threading
import traceback
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

SETTINGS = {
    **dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1"),
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}
"""Libraries for numbers would start threads when they are imported, and a debugger that nobody uses would warn."""
_PATIENCE = 5.0
_KERNEL = ["--HistoryManager.enabled=False", "--IPKernelApp.log_level=50"]
"""Options of each kernel: nobody types in it, so it keeps no history and does not say how to connect."""


def main(arguments: Sequence[str]) -> None:
    """Import, freeze, and fork on request until the starting process is gone."""
    path, *modules = arguments
    for name in ("ipykernel.kernelapp", *modules, *_learned(modules)):
        with suppress(ImportError):  # a page that cannot be imported says so itself, when it is opened
            importlib.import_module(name)
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
        _answer(door, starter=os.getppid())


def _answer(door: socket.socket, *, starter: int) -> None:
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
                _become_kernel(visitor, request)
            with suppress(OSError):
                visitor.sendall(json.dumps({"pid": pid}).encode() + b"\n")


def _become_kernel(visitor: socket.socket, request: dict[str, Any]) -> None:
    """Be the kernel that was asked for, and end with it."""
    status = 70
    try:
        visitor.close()
        os.setsid()
        for number in (signal.SIGCHLD, signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        os.dup2(os.open(os.devnull, os.O_RDWR), 0)
        os.environ.clear()
        os.environ.update(request["env"])
        os.chdir(request["cwd"])
        _reseed()
        _end_with(request["server"])
        gc.enable()
        _launch(request["connection_file"])
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 0
    except BaseException:  # noqa: BLE001 - a child must never go on as its parent
        traceback.print_exc()
    finally:
        os._exit(status)


def _launch(connection_file: str) -> None:
    application = importlib.import_module("ipykernel.kernelapp").IPKernelApp
    application.launch_instance(argv=["-f", connection_file, *_KERNEL])


def _reseed() -> None:
    """Give this process chance of its own; the standard library does so by itself after a fork."""
    if numpy := sys.modules.get("numpy"):
        numpy.random.seed()


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


def _learned(modules: Sequence[str]) -> list[str]:
    """Return the modules that a starting kernel imports besides: a throw-away child starts one and tells."""
    reading, writing = os.pipe()
    if os.fork() == 0:
        os.close(reading)
        with suppress(BaseException):
            _tell_modules(writing, modules)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        names = told.read().decode().split()
    os.wait()
    return [name for name in names if not name.startswith("__")]


def _tell_modules(writing: int, modules: Sequence[str]) -> None:
    for name in ("ipykernel.kernelapp", *modules):
        importlib.import_module(name)
    before = set(sys.modules)
    quiet = os.open(os.devnull, os.O_RDWR)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    with tempfile.TemporaryDirectory() as folder:
        application = importlib.import_module("ipykernel.kernelapp").IPKernelApp.instance()
        application.initialize(["-f", f"{folder}/kernel.json", *_KERNEL])
    os.write(writing, " ".join(name for name in list(sys.modules) if name not in before).encode())


if __name__ == "__main__":
    main(sys.argv[1:])
