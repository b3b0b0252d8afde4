"""Make the pictures of the README: the apps and the site, on the demo organisation, in a real browser (`make screens`)."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from kennisbank import open_bank
from kennisbank.actions.demonstrating import demo_actor, make_demo
from tests.browser.conftest import Served, serving
from tests.services.browser import find
from tests.services.pages import FLAGS
from tests.story import Story

PICTURES = Path(__file__).parent / "pictures"
SIZE = {"width": 1180, "height": 780}


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run a browser."""
    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=find(), args=FLAGS, chromium_sandbox=False)
        yield running
        running.close()


def keep(page: Page, name: str) -> None:
    """Write what the page shows now to `docs/pictures/<name>.png`."""
    page.wait_for_timeout(1500)
    page.screenshot(path=PICTURES / f"{name}.png")
    print(f"docs/pictures/{name}.png")


def apps(browser: Browser, served: Served) -> None:
    """Show the apps at work."""
    address = served.address
    page = browser.new_page(viewport=SIZE, locale="nl", color_scheme="light", storage_state=served.state)
    page.goto(f"{address}vastleggen")
    page.wait_for_selector("#kb-title")
    page.fill("#kb-title", "Bel de aanvrager voordat je een brief stuurt")
    page.fill(
        "#kb-happened", "De aanvraag was niet compleet. Na een telefoontje had ik alles binnen een dag."
    )
    page.wait_for_selector("#kb-main a[href*='zoeken?id=']")
    keep(page, "vastleggen")
    page.goto(f"{address}zoeken?q=vergaderingen+evalueren")
    page.wait_for_selector(".kb-hit mark")
    keep(page, "zoeken")
    page.goto(f"{address}kennisnetwerk")
    page.wait_for_selector(".map-stage[data-nodes]")
    page.locator(".map-search").scroll_into_view_if_needed()
    page.evaluate("document.querySelector('.map-bar').scrollIntoView()")
    keep(page, "kennisnetwerk")
    page.goto(f"{address}leerklimaat")
    page.wait_for_selector(".kb-climate-table")
    page.evaluate("document.querySelector('.kb-climate').scrollIntoView()")
    keep(page, "leerklimaat")


def site(browser: Browser, folder: Path) -> None:
    """Show a lesson on the published site."""
    page = browser.new_page(viewport=SIZE, locale="nl", color_scheme="light")
    page.goto((folder / "index.html").as_uri())
    keep(page, "site")


def main() -> None:
    """Make them all anew."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name, chromium() as browser:
        home = Path(name)
        url = f"sqlite:///{home / 'demo.db'}"
        make_demo(url)
        with serving(Story(url), home / "log", actor=demo_actor(url)) as served:
            apps(browser, served)
        with open_bank(url, actor=demo_actor(url)) as bank:
            bank.publish(home / "site")
        site(browser, home / "site")


if __name__ == "__main__":
    main()
