"""The kernels of the server: each belongs to one person, knows only what it needs, and ends soon after its page."""

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import psutil
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from tornado.web import HTTPError

from kennisbank.errors import KennisbankError
from kennisbank.serve.kernels.forked import Forkserver, passed_on
from kennisbank.serve.watching.metrics import KERNEL_SECONDS, KERNELS

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
        """Start with no kernels.

        `lines` holds, for each kernel, how to hang up on the pages that are connected; `talking` the sessions of pages
        that it answered.
        """
        self.owners: dict[str, Owner] = {}
        self._ends: dict[str, asyncio.TimerHandle] = {}
        self._goodbyes: set[asyncio.Task[None]] = set()
        self._ending: set[str] = set()
        self.lines: dict[str, set[Callable[[], None]]] = {}
        self.talking: dict[str, set[str]] = {}
        super().__init__(**given)

    @property
    def megabytes(self) -> int:
        """How much memory a kernel may take."""
        return self.limits.megabytes

    def belongs_to(self, kernel: str, account: str) -> bool:
        """Say whether `kernel` is one of `account`."""
        owner = self.owners.get(kernel)
        return owner is not None and bool(account) and owner.account == account

    def connections(self, kernel: str) -> int:
        """Return how many pages are connected to `kernel`."""
        return int(self._kernel_connections.get(kernel, 0))

    def of(self, account: str) -> list[str]:
        """Return the kernels of `account`, oldest first."""
        mine = [(owner.since, id) for id, owner in self.owners.items() if owner.account == account]
        return [id for _, id in sorted(mine)]

    def check_room(self, account: str) -> None:
        """Raise TooBusy when there is no room for another kernel of `account`, even after closing an old one of theirs."""
        mine = self.of(account)
        starting = [id for id in mine if id not in self]
        if len(mine) >= self.limits.each > len(starting):
            return
        spare = psutil.virtual_memory().available / 1_000_000
        full = len(self.owners) >= self.limits.in_all or spare < self.limits.spare
        if full or len(starting) >= self.limits.each:
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
            wanted = {**passed_on(), **environment, "KENNISBANK_ACTOR": account, "KENNISBANK_SERVED": "1"}
            kernel = await self.start_kernel(kernel_name=KERNEL, env=wanted)
        finally:
            del self.owners[reserved]
        self.owners[kernel] = Owner(account, time.monotonic())
        KERNELS.set(len(self.owners))
        KERNEL_SECONDS.observe(time.perf_counter() - began)
        self.end_after(kernel, FIRST_VISIT)
        return kernel

    async def _close_surplus(self, account: str) -> None:
        """Close old kernels of `account` until all that start now fit, those of other requests too."""
        staying = [id for id in self.of(account) if id not in self._ending]
        surplus = max(0, len(staying) - self.limits.each)
        mine = (id for id in staying if id in self)
        oldest = sorted(mine, key=lambda id: bool(self.connections(id)))[:surplus]
        self._ending.update(oldest)
        await asyncio.gather(*(self.end(id) for id in oldest))

    def end_after(self, kernel: str, seconds: float) -> None:
        """End `kernel` in `seconds`, unless a page connects to it meanwhile."""
        self._stay(kernel)

        def look() -> None:
            self._ends.pop(kernel, None)
            if not self.connections(kernel):
                task = asyncio.ensure_future(self.end(kernel))
                self._goodbyes.add(task)
                task.add_done_callback(self._goodbyes.discard)

        self._ends[kernel] = asyncio.get_running_loop().call_later(seconds, look)

    async def end(self, kernel: str) -> None:
        """End `kernel`, if it is there: it finishes what it is doing first."""
        if kernel in self:
            with suppress(HTTPError):  # somebody else ended it at the same moment
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
        if kernel_id in self and not self.connections(kernel_id):
            self.end_after(kernel_id, self.limits.grace)

    def remove_kernel(self, kernel_id: str) -> Any:
        """Forget a kernel that has ended."""
        self._stay(kernel_id)
        self.owners.pop(kernel_id, None)
        self._ending.discard(kernel_id)
        self.talking.pop(kernel_id, None)
        for hang_up in self.lines.pop(kernel_id, ()):
            hang_up()
        KERNELS.set(len(self.owners))
        return super().remove_kernel(kernel_id)
