"""Kernels that are forked from a warm process instead of started: ready at once, and sharing most of their memory.

Where that cannot be (no fork, no pidfd) or fails, a kernel is started the ordinary way: slower, and just as good.
"""

import asyncio
import json
import logging
import os
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

PROGRAM = "kennisbank.serve.kernels.forkserver"
SETTINGS = {
    **dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1"),
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    "MALLOC_ARENA_MAX": "1",
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
    "PYTHONSAFEPATH": "1",
    "KENNISBANK_SERVED": "1",
}
"""Libraries for numbers would start threads when they are imported; one heap serves a kernel's few threads."""
PASSED_ON = (
    "PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "SYSTEMROOT", "VIRTUAL_ENV", "PYTHONPATH", "XDG_CACHE_HOME",
    "KENNISBANK_URL", "KENNISBANK_LANG", "KENNISBANK_INDEX",
)  # fmt: skip
"""The only variables of the server that a kernel sees: what it knows besides these stays with the server."""
POSSIBLE = hasattr(os, "fork") and hasattr(os, "pidfd_open")
_WARMING_SECONDS, _ANSWER_SECONDS, _READY_SECONDS, _LOOK_SECONDS = 20.0, 5.0, 60.0, 0.05
_log = logging.getLogger(__name__)


def passed_on() -> dict[str, str]:
    """Return what a kernel may know of the server's environment."""
    return {name: os.environ[name] for name in PASSED_ON if name in os.environ}


class NoFork(Exception):
    """The warm process did not fork; start the kernel the ordinary way."""


class Forkserver:
    """The warm process, as the server sees it: started at once, and again when it is gone."""

    def __init__(self, pages: Sequence[Sequence[str]]) -> None:
        """Name the pages to have ready, each by its code cells; `start` starts it."""
        self._pages = json.dumps(pages)
        self._folder = tempfile.TemporaryDirectory(prefix="kb-fork-")
        self._process: subprocess.Popen[bytes] | None = None
        self._number = 0

    @property
    def pid(self) -> int:
        """The id of the warm process; 0 while there is none."""
        return self._process.pid if self._process and self._process.poll() is None else 0

    def start(self) -> None:
        """Start the warm process unless it runs; it is ready a few seconds later."""
        if self.pid:
            return
        self._number += 1
        command = [sys.executable, "-m", PROGRAM, str(self._path), self._pages]
        # What a process was started with can be read in each of its forks, whatever they do to forget it.
        environment = {**passed_on(), **SETTINGS}
        self._process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL)

    async def fork(self, request: dict[str, Any]) -> int:
        """Return the process id of a new kernel that listens. Raises NoFork."""
        self.start()
        deadline = time.monotonic() + _WARMING_SECONDS
        while True:
            try:
                return await self._ask(request)
            except (FileNotFoundError, ConnectionRefusedError):
                if not self.pid or time.monotonic() > deadline:
                    raise NoFork("the warm process does not come up") from None
                await asyncio.sleep(_LOOK_SECONDS)
            except (OSError, ValueError, KeyError, TimeoutError) as error:
                raise NoFork(str(error) or type(error).__name__) from error

    def wait(self) -> None:
        """Wait until the warm process has ended."""
        if self._process:
            self._process.wait()

    def stop(self) -> None:
        """End the warm process; kernels that were forked go on."""
        if self._process:
            self._process.kill()
        self.wait()
        self._folder.cleanup()

    @property
    def _path(self) -> Path:
        """The socket: a new one for each process, so that an old one is never asked."""
        return Path(self._folder.name) / f"door-{self._number}"

    async def _ask(self, request: dict[str, Any]) -> int:
        reader, writer = await asyncio.open_unix_connection(self._path)
        try:
            writer.write(json.dumps(request).encode() + b"\n")
            await writer.drain()
            told = json.loads(await self._hear(reader))
            try:
                told |= json.loads(await asyncio.wait_for(reader.readline(), _READY_SECONDS))
            except (ValueError, TimeoutError):
                with suppress(KeyError, ProcessLookupError):
                    os.kill(told["pid"], signal.SIGKILL)  # or it would answer in the place of the next one
                raise
            return int(told["pid"])
        finally:
            writer.close()

    async def _hear(self, reader: asyncio.StreamReader) -> bytes:
        """Return the first answer; a warm process that gives none is sick, and is ended so that a new one can come."""
        try:
            return await asyncio.wait_for(reader.readline(), _ANSWER_SECONDS)
        except TimeoutError:
            if self._process:
                self._process.kill()
            raise


@contextmanager
def warm(pages: Sequence[Sequence[str]]) -> Iterator[Forkserver | None]:
    """Have a warm process for `pages` while the block runs; None where forking cannot be."""
    if not POSSIBLE:
        yield None
        return
    forkserver = Forkserver(pages)
    forkserver.start()
    try:
        yield forkserver
    finally:
        forkserver.stop()


class ForkedKernel:
    """A process that is not our child, with the part of `subprocess.Popen` that a provisioner uses.

    It is held by a pidfd, so that a signal never reaches another process that was given the same number.
    """

    stdin = stdout = stderr = None

    def __init__(self, pid: int) -> None:
        """Hold process `pid`. Raises ProcessLookupError when it has gone already."""
        self.pid = pid
        self._held = os.pidfd_open(pid)
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Return 0 when it has ended (how is not known), None while it runs."""
        if self.returncode is None and select.select([self._held], [], [], 0)[0]:
            self.returncode = 0
            os.close(self._held)
        return self.returncode

    def wait(self) -> int | None:
        """Return what `poll` returns: whoever calls this has polled till the end."""
        return self.poll()

    def send_signal(self, number: int) -> None:
        """Send a signal, unless it has ended."""
        if self.poll() is None:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._held, number)

    def kill(self) -> None:
        """End it now."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)


class ForkedProvisioner(LocalProvisioner):
    """Gets a kernel by forking where the kernel manager has a `forkserver`, and by starting one otherwise."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Return how to reach a new kernel."""
        manager: Any = self.parent
        forkserver: Forkserver | None = getattr(manager.parent, "forkserver", None)
        if forkserver is None:
            return await super().launch_kernel(cmd, **kwargs)
        request = {
            "connection_file": manager.connection_file,
            "env": dict(kwargs.get("env") or os.environ),
            "cwd": str(kwargs.get("cwd") or Path.cwd()),
            "server": os.getpid(),
            "megabytes": manager.parent.megabytes,
        }
        try:
            held = ForkedKernel(await forkserver.fork(request))
        except (NoFork, ProcessLookupError) as error:
            _log.warning("A kernel is started instead of forked: %s", error)
            return await super().launch_kernel(cmd, **kwargs)
        self.process = held  # type: ignore[assignment] # it has what is used of a Popen
        self.pid = self.pgid = held.pid
        return self.connection_info
