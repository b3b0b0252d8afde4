"""Visitors in a real Chromium: opening the page, and clicking in it. The same client for every peer."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Browser, BrowserContext, Error, Page, async_playwright

from tests.bench_serving.apps import realistic
from tests.bench_serving.servers import Running
from tests.services.browser import MEND, NoBrowser, find
from tests.services.pages import FLAGS, HERE

PROBE = Path(__file__).with_name("probe.js").read_text(encoding="utf-8")
WANT = json.dumps({"title": realistic.TITLE, "button": realistic.BUTTON, "labels": realistic.LABELS})
PATIENCE = 60.0
CLICK_PATIENCE = 15_000


class NotUsable(Exception):
    """A page never became usable."""


@dataclass
class Traffic:
    """What one visit asked for: bytes as they were encoded, headers included; frames of web sockets as they were read."""

    bytes: int = 0
    socket_bytes: int = 0
    requests: int = 0
    hosts: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Visit:
    """One opening: milliseconds since the address was entered, traffic, and CPU seconds of the server."""

    first_byte: float
    title: float
    drawn: float
    usable: float
    bytes: int
    socket_bytes: int
    requests: int
    other_hosts: tuple[str, ...]
    cpu: float


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """Run a Chromium while the block runs."""
    path = find()
    if path is None:
        raise NoBrowser(MEND)
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=path, args=FLAGS, chromium_sandbox=False)
        yield browser
        await browser.close()


async def new_visitor(browser: Browser, running: Running, number: int) -> BrowserContext:
    """Return a browser of somebody who was never here, signed in where one must be."""
    context = await browser.new_context(viewport={"width": 1280, "height": 900}, locale="nl")
    cookies = await asyncio.to_thread(running.signed_in, number)
    if cookies:
        await context.add_cookies(
            [{"name": name, "value": value, "url": running.base} for name, value in cookies.items()]
        )
    await context.add_init_script(f"if (window === window.top) {{ {PROBE}; window.kbBench.watch({WANT}); }}")
    return context


async def opened(context: BrowserContext, running: Running) -> tuple[Page, dict[str, float], Traffic]:
    """Open the app and wait until it is usable: a click on its button was answered. Raises NotUsable."""
    page = await context.new_page()
    traffic = await _counted(page)
    try:
        await page.goto(running.page, wait_until="commit", timeout=PATIENCE * 1000)
        marks = await _marks(page)
    except (Error, TimeoutError) as fault:
        shown = await page.evaluate("window.kbBench?.marks")
        raise NotUsable(f"{running.peer.name}: {str(fault) or type(fault).__name__} {shown}") from fault
    marks["first_byte"] = await page.evaluate("performance.getEntriesByType('navigation')[0].responseStart")
    return page, marks, traffic


async def _marks(page: Page) -> dict[str, float]:
    """Return when the parts of the page came, once it is usable. (Waiting inside the page needs what a CSP forbids.)."""
    async with asyncio.timeout(PATIENCE):
        while True:
            marks: dict[str, float] = await page.evaluate("kbBench.marks")
            if "usable" in marks:
                return marks
            await asyncio.sleep(0.1)


async def visit(context: BrowserContext, running: Running) -> Visit:
    """Open the app, measure, and close it again."""
    await asyncio.to_thread(running.settle)
    before = running.family.cpu()
    page, marks, traffic = await opened(context, running)
    await asyncio.to_thread(running.settle)
    cpu = running.spent_since(before)
    await page.close(run_before_unload=False)
    told = asdict(traffic)
    return Visit(
        **{name: marks[name] for name in ("first_byte", "title", "drawn", "usable")},
        **{name: told[name] for name in ("bytes", "socket_bytes", "requests")},
        other_hosts=tuple(sorted(traffic.hosts)),
        cpu=cpu,
    )


async def click(page: Page) -> float | None:
    """Click once; return the milliseconds until the new value stood in the page, None when it did not come."""
    took: float | None = await page.evaluate(f"kbBench.click({WANT}, {CLICK_PATIENCE})")
    return took


async def _counted(page: Page) -> Traffic:
    """Return what this page asks for, counted from now on."""
    traffic = Traffic()
    session = await page.context.new_cdp_session(page)

    def asked(event: dict[str, Any]) -> None:
        where = urlsplit(event["request"]["url"] if "request" in event else event["url"])
        if where.scheme in ("http", "https", "ws", "wss"):
            traffic.requests += 1
            if where.hostname not in HERE:
                traffic.hosts.add(str(where.hostname))

    def loaded(event: dict[str, Any]) -> None:
        traffic.bytes += int(event["encodedDataLength"])

    def framed(event: dict[str, Any]) -> None:
        frame = event["response"]
        length = len(frame["payloadData"])
        traffic.socket_bytes += length if frame["opcode"] == 1 else length * 3 // 4

    session.on("Network.requestWillBeSent", asked)
    session.on("Network.webSocketCreated", asked)
    session.on("Network.loadingFinished", loaded)
    session.on("Network.webSocketFrameReceived", framed)
    session.on("Network.webSocketFrameSent", framed)
    await session.send("Network.enable")
    return traffic
