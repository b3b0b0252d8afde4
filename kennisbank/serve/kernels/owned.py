"""The kernels of the server: each belongs to one person, knows only what it needs, and ends soon after its page."""

import asyncio
import os
import time
from dataclasses import dataclass
from typing import Any

import psutil
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager

from kennisbank.errors import KennisbankError
from kennisbank.serve.kernels.forked import Forkserver
from kennisbank.serve.watching.metrics import KERNEL_SECONDS, KERNELS

PASSED_ON = (
    "PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "SYSTEMROOT", "VIRTUAL_ENV", "PYTHONPATH", "XDG_CACHE_HOME",
    "KENNISBANK_URL", "KENNISBANK_LANG", "KENNISBANK_INDEX",
)  # fmt: skip
"""The only variables of the server that a kernel sees: what it knows besides these stays with the server."""
KERNEL = "kennisbank"
"""The name of our kernel (`share/kernels`), which is forked where there is a `forkserver`."""
FIRST_VISIT, GOODBYE = 60.0, 2.0
"""How long, in seconds, a page may take to connect, and how long a kernel stays when its page says goodbye."""


class TooBusy(KennisbankError):
    """There is no room for another kernel now; try again in a moment."""

    slug = "too-busy"


@dataclass(frozen=True)
class Limits:
    """How many kernels there may be, per person and in all; how much memory each may take and how much must be left (MB)."""

    each: int = 8
    in_all: int = 60
    megabytes: int = 1_000
    spare: int = 300
    grace: float = 15.0


@dataclass(frozen=True)
class Owner:
    """Whose kernel it is, and since when (a moment of the monotonic clock)."""

    account: str
    since: float


class OwnedKernels(AsyncMappingKernelManager):
    """Starts kernels for people and keeps to whom each belongs, whatever kernel a notebook names."""

    forkserver: Forkserver | None = None
    limits = Limits()

    def __init__(self, **given: Any) -> None:
        """Start with no kernels."""
        self.owners: dict[str, Owner] = {}
        self._ends: dict[str, asyncio.TimerHandle] = {}
        self._goodbyes: set[asyncio.Task[None]] = set()
        super().__init__(**given)

    @property
    def megabytes(self) -> int:
        """How much memory a kernel may take."""
        return self.limits.megabytes

    def belongs_to(self, kernel: str, account: str) -> bool:
        """Say whether `kernel` is one of `account`."""
        owner = self.owners.get(kernel)
        return owner is not None and bool(account) and owner.account == account

    def of(self, account: str) -> list[str]:
        """Return the kernels of `account`, oldest first."""
        mine = [(owner.since, id) for id, owner in self.owners.items() if owner.account == account]
        return [id for _, id in sorted(mine)]

    def check_room(self, account: str) -> None:
        """Raise TooBusy when there is no room for another kernel of `account`, even after closing an old one of theirs."""
        if len(self.of(account)) >= self.limits.each:
            return
        spare = psutil.virtual_memory().available / 1_000_000
        if len(self.owners) >= self.limits.in_all or spare < self.limits.spare:
            raise TooBusy(
                "There are as many pages open as this server can hold.", mend="Try again in a minute."
            )

    async def start_for(self, account: str, environment: dict[str, str]) -> str:
        """Start a kernel for `account` with `environment` besides what every kernel knows, and return its id.

        Who has too many already loses the oldest that no page is connected to, or else the oldest. Raises TooBusy.
        """
        self.check_room(account)
        began = time.perf_counter()
        self.owners[reserved := f"starting-{id(environment)}"] = Owner(account, time.monotonic())
        try:
            await self._close_surplus(account)
            known = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
            wanted = {**known, **environment, "KENNISBANK_ACTOR": account, "KENNISBANK_SERVED": "1"}
            kernel = await self.start_kernel(kernel_name=KERNEL, env=wanted)
        finally:
            del self.owners[reserved]
        self.owners[kernel] = Owner(account, time.monotonic())
        KERNELS.set(len(self.owners))
        KERNEL_SECONDS.observe(time.perf_counter() - began)
        self.end_after(kernel, FIRST_VISIT)
        return kernel

    async def _close_surplus(self, account: str) -> None:
        mine = [id for id in self.of(account) if id in self]
        while len(mine) >= self.limits.each:
            oldest = next((id for id in mine if not self._kernel_connections.get(id)), mine[0])
            mine.remove(oldest)
            await self.end(oldest)

    def end_after(self, kernel: str, seconds: float) -> None:
        """End `kernel` in `seconds`, unless a page connects to it meanwhile."""
        self._stay(kernel)

        def look() -> None:
            self._ends.pop(kernel, None)
            if not self._kernel_connections.get(kernel):
                task = asyncio.ensure_future(self.end(kernel))
                self._goodbyes.add(task)
                task.add_done_callback(self._goodbyes.discard)

        self._ends[kernel] = asyncio.get_running_loop().call_later(seconds, look)

    async def end(self, kernel: str) -> None:
        """End `kernel`, if it is there: it finishes what it is doing first."""
        if kernel in self:
            await self.shutdown_kernel(kernel)

    async def end_all_of(self, account: str) -> None:
        """End every kernel of `account`."""
        await asyncio.gather(*(self.end(kernel) for kernel in self.of(account)))

    def _stay(self, kernel: str) -> None:
        if timer := self._ends.pop(kernel, None):
            timer.cancel()

    def notify_connect(self, kernel_id: str) -> None:
        """Note that a page is connected."""
        super().notify_connect(kernel_id)
        self._stay(kernel_id)

    def notify_disconnect(self, kernel_id: str) -> None:
        """Note that a page is not connected any more; it may come back for a while."""
        super().notify_disconnect(kernel_id)
        if kernel_id in self and not self._kernel_connections.get(kernel_id):
            self.end_after(kernel_id, self.limits.grace)

    def remove_kernel(self, kernel_id: str) -> Any:
        """Forget a kernel that has ended."""
        self._stay(kernel_id)
        self.owners.pop(kernel_id, None)
        KERNELS.set(len(self.owners))
        return super().remove_kernel(kernel_id)
