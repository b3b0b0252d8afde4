"""The soak: people who open a page, type, leave and come back for minutes, while the server must stay as it was.

    python -m tests.bench_serving.soak --minutes 10 --people 40

Bound in number and time; it stops by itself. `problems` says what was not as it should be.
"""

import argparse
import asyncio
import json
import random
import signal
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

from tests.bench_serving.processes import Process, descriptors, heap, memory
from tests.bench_serving.protocol import NoAnswer, Visitor
from tests.bench_serving.servers import OURS_OWN, Running, running

LONGEST_MINUTES, MOST_PEOPLE = 30.0, 40
GROWTH, FEW_DESCRIPTORS = 0.10, 12
LEAVING = 90.0
"""Seconds in which everything of those who left must have gone: the grace for a broken line, and some more."""
WARMING, COMPARED = 0.3, 0.15
"""Parts of the time: until everybody was in and caches are full; at the begin and the end, to compare."""
WORDS = "brief bezwaar overleg dossier collega termijn besluit telefoon vraag antwoord plan kaart team ochtend".split()


@dataclass
class Told:
    """What the soak found. Memory is in MB; `heap` is what the lasting processes of the server wrote themselves."""

    people: int
    minutes: float
    visits: int = 0
    typed: int = 0
    faults: list[str] = field(default_factory=list)
    typing_ms: list[float] = field(default_factory=list)
    most_kernels: int = 0
    heap_before: float = 0.0
    heap_after: float = 0.0
    pss_before: float = 0.0
    pss_after: float = 0.0
    descriptors_before: int = 0
    descriptors_after: int = 0
    processes_before: int = 0
    processes_after: int = 0
    seconds_to_leave: float = 0.0

    @property
    def growth(self) -> float:
        """How much the server's memory grew, as a part of what it was."""
        return self.heap_after / self.heap_before - 1 if self.heap_before else 0.0


def problems(told: Told) -> list[str]:
    """Return what is not as it should be after a soak; nothing when all is well."""
    checks = (
        (told.visits < told.people, f"only {told.visits} visits by {told.people} people"),
        (told.typed == 0, "nothing that was typed was kept"),
        (bool(told.faults), f"{len(told.faults)} faults, the first: {told.faults[:1]}"),
        (told.growth > GROWTH, f"memory grew from {told.heap_before:.1f} to {told.heap_after:.1f} MB"),
        (
            told.processes_after > told.processes_before,
            f"{told.processes_after - told.processes_before} processes stayed behind",
        ),
        (
            told.descriptors_after > told.descriptors_before + FEW_DESCRIPTORS,
            f"open files went from {told.descriptors_before} to {told.descriptors_after}",
        ),
    )
    return [said for wrong, said in checks if wrong]


def run(*, minutes: float, people: int, tell: Callable[[str], None] = print) -> Told:
    """Soak a server of our own, started for it, for at most half an hour by at most forty people."""
    told = Told(people=min(people, MOST_PEOPLE), minutes=min(minutes, LONGEST_MINUTES))
    with running(OURS_OWN) as server:
        asyncio.run(_soak(server, told, tell))
    return told


async def _soak(server: Running, told: Told, tell: Callable[[str], None]) -> None:
    await _visit(server, random.Random(0), told, await _cookies(server, 0), until=time.monotonic())
    await _until_left(server, {*()}, told)
    lasting = server.family.alive()
    told.processes_before, told.descriptors_before = len(lasting), descriptors(server.family.head)
    told.visits, told.typed = 0, 0
    end = time.monotonic() + told.minutes * 60
    watching = asyncio.create_task(_watch(server, lasting, told, end, tell))
    await asyncio.gather(*(_person(server, number, told, end) for number in range(told.people)))
    await watching
    await _until_left(server, lasting, told)
    told.processes_after, told.descriptors_after = (
        len(server.family.alive()),
        descriptors(server.family.head),
    )
    tell(f"everybody left; after {told.seconds_to_leave:.0f} s {told.processes_after} processes")


async def _person(server: Running, number: int, told: Told, end: float) -> None:
    """Come, type, leave and come back until the end. People come in one after the other in the first seconds."""
    chance = random.Random(number)
    await asyncio.sleep(number * min(0.5, told.minutes * 60 * WARMING / 2 / told.people))
    cookies = await _cookies(server, number)
    while time.monotonic() < end:
        await _visit(server, chance, told, cookies, until=end)
        await asyncio.sleep(chance.uniform(2, 8))


async def _visit(
    server: Running, chance: random.Random, told: Told, cookies: dict[str, str], *, until: float
) -> None:
    visitor = Visitor(server.base, server.peer.path, dict(cookies))
    try:
        await visitor.open(until=_form)
        told.visits += 1
        for number in range(1, chance.randint(5, 20)):
            await _type(visitor, chance, told, number)
            await asyncio.sleep(chance.uniform(0.5, 3))
            if time.monotonic() > until:
                break
    except (NoAnswer, TimeoutError, OSError) as fault:
        told.faults.append(f"{type(fault).__name__}: {fault}"[:300])
    finally:
        await visitor.leave(politely=chance.random() < 0.7)


async def _type(visitor: Visitor, chance: random.Random, told: Told, number: int) -> None:
    """Type a sentence, and wait until the server says that the bank has it."""
    text = " ".join(chance.choices(WORDS, k=12))
    values = {"title": text[:60], "happened": f"{text}. " * chance.randint(1, 20)}
    form = _form(visitor)
    start = time.perf_counter()
    await visitor.send(form, {"do": "typed", "values": values, "number": number})
    await visitor.wait(lambda now: now.models[form].get("acknowledged") == number)
    told.typed += 1
    told.typing_ms.append((time.perf_counter() - start) * 1000)


def _form(visitor: Visitor) -> str:
    """Return the id of the form on the page; empty while it is not there."""
    return visitor.model("AnyModel", lambda state: "acknowledged" in state)


async def _watch(
    server: Running, lasting: set[Process], told: Told, end: float, tell: Callable[[str], None]
) -> None:
    """Weigh the lasting processes of the server each second, and compare the end with the begin."""
    heaps, weights = [], []
    started = time.monotonic()
    said = started
    while (now := time.monotonic()) < end:
        alive = await asyncio.to_thread(server.family.alive)
        told.most_kernels = max(told.most_kernels, len(alive) - len(lasting))
        heaps.append(sum(heap(process.pid) for process in lasting))
        weights.append(sum(memory(process.pid) for process in lasting))
        if now - said > 30:
            said = now
            tell(
                f"{now - started:4.0f} s: {told.visits} visits, {told.typed} times typed, "
                f"{len(alive) - len(lasting)} kernels, heap {heaps[-1]:.1f} MB, {len(told.faults)} faults"
            )
        await asyncio.sleep(1)
    few = max(1, int(len(heaps) * COMPARED))
    warm = int(len(heaps) * WARMING)
    told.heap_before, told.heap_after = (
        statistics.median(heaps[warm : warm + few]),
        statistics.median(heaps[-few:]),
    )
    told.pss_before, told.pss_after = (
        statistics.median(weights[warm : warm + few]),
        statistics.median(weights[-few:]),
    )


async def _until_left(server: Running, lasting: set[Process], told: Told) -> None:
    """Wait until only the lasting processes are there; without `lasting`: until no process has gone for a while."""
    start = time.monotonic()
    while time.monotonic() - start < LEAVING:
        alive = await asyncio.to_thread(server.family.alive)
        if lasting and alive <= lasting:
            break
        if not lasting and time.monotonic() - start > 20:
            break
        await asyncio.sleep(0.5)
    told.seconds_to_leave = time.monotonic() - start


async def _cookies(server: Running, number: int) -> dict[str, str]:
    return await asyncio.to_thread(server.signed_in, number)


def summary(told: Told) -> dict[str, Any]:
    """Return what was found, for the JSON file: times as percentiles, and the problems in words."""
    body = asdict(told)
    times = body.pop("typing_ms")
    shares = statistics.quantiles(times, n=100, method="inclusive") if len(times) > 1 else [0.0] * 99
    return {
        **body,
        "growth": told.growth,
        "typing_p50": shares[49],
        "typing_p95": shares[94],
        "problems": problems(told),
    }


def main() -> None:
    """Soak, print what was found, and fail when something is not as it should be."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench_serving.soak", description=__doc__.splitlines()[0]
    )
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--people", type=int, default=40)
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the server is stopped as well
    found = summary(run(minutes=asked.minutes, people=asked.people))
    print(json.dumps(found, indent=1))
    sys.exit(bool(found["problems"]))


if __name__ == "__main__":
    main()
