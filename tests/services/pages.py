"""Pages in a real browser, for tests: `page_at(address)` opens one, `axe(page)` says what hinders people on it."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.services.browser import MEND, NoBrowser, find

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # No name but this machine's resolves: a page that needs another host fails here, not at a customer's.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)
HERE = ("127.0.0.1", "localhost")
AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A running Chromium. Once per module, not per run: Playwright's event loop would block other modules' own."""
    path = find()
    if path is None:
        raise NoBrowser(MEND)
    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=path, args=FLAGS, chromium_sandbox=False)
        yield running
        running.close()


@pytest.fixture
def page_at(browser) -> Iterator[Callable[..., Page]]:
    """Open a page: `page_at(address, width=390, height=844, language="en", dark=True, **context options)`.

    Each call is a visitor of their own: nothing is shared between them. Without an address the page is blank.
    A request to any other machine than this one makes the test fail.
    """
    contexts, strayed = [], []

    def note(request) -> None:
        asked = urlsplit(request.url)
        if asked.scheme.startswith(("http", "ws")) and asked.hostname not in HERE:
            strayed.append(request.url)

    def open_page(address="", *, width=1280, height=900, language="nl", dark=False, **options) -> Page:
        shape = {"width": width, "height": height}
        scheme = "dark" if dark else "light"
        context = browser.new_context(viewport=shape, locale=language, color_scheme=scheme, **options)
        contexts.append(context)
        context.on("request", note)
        page = context.new_page()
        if address:
            page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()

    assert [] == strayed, "the page asked another machine"


@pytest.fixture(scope="session")
def axe() -> Callable[..., list[str]]:
    """Check a page for accessibility: `axe(page)` returns one line per violation (WCAG 2.2 A and AA, good practice)."""
    source = AXE.read_text(encoding="utf-8")

    def check(page: Page, *, inside: str = "document", rules: dict | None = None) -> list[str]:
        options = json.dumps({**RULES, "rules": rules or {}})
        page.evaluate(source)
        found = page.evaluate(f"async () => (await axe.run({inside}, {options})).violations")
        return [
            f"{fault['id']}: {fault['help']} ({fault['impact']}) at {node['target']}"
            for fault in found
            for node in fault["nodes"]
        ]

    return check
