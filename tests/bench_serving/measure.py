"""Measuring one server: opening it, cold and warm; many visitors at once; what is left when they have gone."""

import asyncio
import random
import statistics
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Browser

from tests.bench_serving import chromium, protocol
from tests.bench_serving.chromium import Visit
from tests.bench_serving.servers import Peer, Running, running
from tests.bench_serving.wire import line

SEED = 11
THINKING = (1.0, 3.0)
"""Seconds between two clicks of one visitor: anything in between, two on average."""
AT_ONCE = 3
LETTING_GO = 18.0
Opened = tuple[Any, float | None]


@dataclass(frozen=True)
class Plan:
    """How much is measured. Times are in seconds; `opening` bounds how long visitors may take to come in."""

    rounds: int
    sizes: tuple[int, ...]
    clicking: float
    protocol: int
    opening: float = 150.0
    grace: float = 25.0


FULL = Plan(rounds=5, sizes=(1, 10, 40), clicking=15.0, protocol=40)
QUICK = Plan(rounds=2, sizes=(1, 10), clicking=6.0, protocol=0, grace=0.0)


def measure(peer: Peer, plan: Plan, tell: Callable[[str], None]) -> dict[str, Any]:
    """Return all figures of one server, alone on the machine. `tell` gets a line for each part that is done."""
    with running(peer) as server:
        server.settle()
        found: dict[str, Any] = {"idle_mb": server.family.megabytes()}
        found |= asyncio.run(_in_chromium(server, plan, tell))
        if plan.grace:
            time.sleep(plan.grace)
            found["after_leaving_mb"] = server.family.megabytes()
            found["after_leaving_processes"] = len(server.family.alive())
    if peer.jupyter and plan.protocol:
        with running(peer) as server:
            server.settle()
            found["protocol"] = asyncio.run(_in_protocol(server, plan, tell))
    return found


async def _in_chromium(server: Running, plan: Plan, tell: Callable[[str], None]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    async with chromium.chromium() as browser:
        await _round(browser, server, 0)  # the first visitor of all pays for what the server loads late
        found["cold"], found["warm"], found["failed"] = [], [], 0
        for number in range(plan.rounds):
            try:
                cold, warm = await _round(browser, server, number + 1)
            except chromium.NotUsable as fault:
                found["failed"] += 1
                tell(str(fault))
                continue
            found["cold"].append(_shown(cold))
            found["warm"].append(_shown(warm))
        if not found["cold"]:
            raise chromium.NotUsable(f"{server.peer.name}: no round came through")
        for name in ("cold", "warm"):
            median = statistics.median(visit["usable"] for visit in found[name])
            tell(f"usable {name} {median:,.0f} ms")
        found["wire"] = await _on_the_wire(browser, server)
        tell(
            f"on the wire {found['wire']['cold'] / 1000:,.0f} kB cold, {found['wire']['warm'] / 1000:,.0f} kB warm"
        )
    if server.peer.jupyter:
        await asyncio.sleep(
            LETTING_GO
        )  # kernels that end after their page has closed must not end while we count
    async with chromium.chromium() as browser:

        async def come(number: int) -> Opened:
            context = await chromium.new_visitor(browser, server, number)
            page, marks, _ = await chromium.opened(context, server)
            return page, marks["usable"]

        crowds = await _crowds(server, plan.sizes, plan, come, chromium.click, tell)
    return {**found, "crowds": crowds}


async def _in_protocol(server: Running, plan: Plan, tell: Callable[[str], None]) -> list[dict[str, Any]]:
    async def come(number: int) -> Opened:
        cookies = await asyncio.to_thread(server.signed_in, number)
        visitor = protocol.Visitor(server.base, server.peer.path, cookies)
        start = time.perf_counter()
        await visitor.open(until=protocol.usable)
        return visitor, (time.perf_counter() - start) * 1000

    return await _crowds(server, (1, plan.protocol), plan, come, protocol.click, tell)


async def _round(browser: Browser, server: Running, number: int) -> tuple[Visit, Visit]:
    """Let somebody visit twice: the first time with an empty cache."""
    context = await chromium.new_visitor(browser, server, number)
    try:
        cold = await chromium.visit(context, server)
        return cold, await chromium.visit(context, server)
    finally:
        await context.close()


async def _on_the_wire(browser: Browser, server: Running) -> dict[str, int]:
    """Return the bytes that passed, both ways, web sockets as they were compressed: cold and warm."""
    found = {}
    async with line(int(urlsplit(server.base).port or 0)) as counted:
        there = replace(server, base=f"http://127.0.0.1:{counted.own_port}/")
        context = await chromium.new_visitor(browser, server, 0)
        for name in ("cold", "warm"):
            counted.bytes = 0
            page, _, _ = await chromium.opened(context, there)
            await asyncio.to_thread(server.settle)
            found[name] = counted.bytes
            await page.close(run_before_unload=False)
        await context.close()
    return found


async def _crowds(
    server: Running,
    sizes: Sequence[int],
    plan: Plan,
    come: Callable[[int], Awaitable[Opened]],
    click: Callable[[Any], Awaitable[float | None]],
    tell: Callable[[str], None],
) -> list[dict[str, Any]]:
    """Let visitors come in until there are as many as each of `sizes`, and click."""
    chance = random.Random(SEED)
    inside: list[Any] = []
    found = []
    deadline = time.monotonic() + plan.opening
    for size in sizes:
        before = server.family.cpu()
        came = await _come_in(range(len(inside), size), come, deadline)
        await asyncio.to_thread(server.settle)
        opening = server.spent_since(before)
        inside += [visitor for visitor, _ in came]
        memory = server.family.megabytes()
        before = server.family.cpu()
        pauses = [[chance.uniform(*THINKING) for _ in range(50)] for _ in inside]
        took = await _clicking(inside, click, seconds=plan.clicking, pauses=pauses)
        used = server.spent_since(before)
        answered = [each for each in took if each is not None]
        row = {
            "size": size, "inside": len(inside), "megabytes": memory,
            "opening_ms": [ms for _, ms in came], "opening_cpu": opening / max(len(came), 1),
            "clicks": len(took), "unanswered": len(took) - len(answered),
            "p50": percentile(answered, 50), "p95": percentile(answered, 95),
            "cpu_per_click": used / max(len(took), 1), "cpu_per_visitor": used / plan.clicking / max(len(inside), 1),
        }  # fmt: skip
        found.append(row)
        tell(
            f"{len(inside)} visitors: {memory:,.0f} MB, click p50 {row['p50']:,.0f} p95 {row['p95']:,.0f} ms, "
            f"{row['unanswered']} of {row['clicks']} unanswered"
        )
        if len(inside) < size:
            break
    return found


async def _come_in(
    numbers: Sequence[int], come: Callable[[int], Awaitable[Opened]], deadline: float
) -> list[Opened]:
    """Let these visitors in, a few at the same time, while there is time. Who cannot get in is left out."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(number: int) -> Opened | None:
        async with gate:
            if time.monotonic() > deadline:
                return None
            try:
                return await come(number)
            except (chromium.NotUsable, protocol.NoAnswer) as fault:
                print(f"  visitor {number} did not get in: {fault}", flush=True)
                return None

    return [came for came in await asyncio.gather(*map(one, numbers)) if came]


async def _clicking(
    visitors: Sequence[Any],
    click: Callable[[Any], Awaitable[float | None]],
    *,
    seconds: float,
    pauses: Sequence[Sequence[float]],
) -> list[float | None]:
    """Let everybody click, with pauses to think in between; return how long each click took."""
    end = time.monotonic() + seconds

    async def one(visitor: Any, own: Sequence[float]) -> list[float | None]:
        took = []
        for pause in own:
            await asyncio.sleep(pause)
            if time.monotonic() > end:
                break
            took.append(await click(visitor))
        return took

    found = await asyncio.gather(*(one(each, own) for each, own in zip(visitors, pauses, strict=True)))
    return [took for visitor in found for took in visitor]


def percentile(values: Sequence[float], share: int) -> float:
    """Return the `share`-th percentile of `values`; not a number when there are none."""
    if len(values) < 2:
        return values[0] if values else float("nan")
    return statistics.quantiles(values, n=100, method="inclusive")[share - 1]


def _shown(visit: Visit) -> dict[str, Any]:
    return {**visit.__dict__, "other_hosts": list(visit.other_hosts)}
