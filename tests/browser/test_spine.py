"""The whole way of one lesson: typed by keyboard, found, on the map and, once somebody looked at it, on the site."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]
READY = 45_000
TITLE = "Loop de route eerst zelf"


def tab_to(page, id):
    for _ in range(120):
        if page.evaluate("document.activeElement?.id") == id:
            return
        page.keyboard.press("Tab")
    pytest.fail(f"the keyboard does not reach {id}")


def test_a_lesson_typed_by_keyboard_is_found_on_the_map_and_on_the_site(voila, page_at, tmp_path):
    page = page_at(f"{voila.address}vastleggen", storage_state=voila.state)
    page.wait_for_selector("#kb-title", timeout=READY)
    tab_to(page, "kb-title")
    page.keyboard.type(TITLE)
    tab_to(page, "kb-happened")
    page.keyboard.type("De bewegwijzering klopte niet en bezoekers verdwaalden.")
    tab_to(page, "kb-learned")
    page.keyboard.type("Wie zelf loopt, ziet wat er mist.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # folds out what may be told as well
    tab_to(page, "kb-visibility")
    page.keyboard.type("iedereen")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#kb-saved", timeout=20_000)
    id = page.get_attribute("#kb-saved", "data-id")

    page = page_at(f"{voila.address}zoeken", storage_state=voila.state)
    page.wait_for_selector("#kb-q", timeout=READY)
    tab_to(page, "kb-q")
    page.keyboard.type("bewegwijzeringen verdwalen")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name=TITLE)).to_be_visible(timeout=20_000)

    page = page_at(f"{voila.address}kennisnetwerk", storage_state=voila.state)
    search = page.get_by_label("Zoek op de kaart")
    search.wait_for(timeout=READY)
    search.focus()
    page.keyboard.type(TITLE)
    expect(page.locator(".map-live")).to_have_text(re.compile(r"\b1\b"), timeout=20_000)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=TITLE, exact=True)).to_be_visible(timeout=20_000)

    with voila.story.bank("carla") as carla:
        for status in ("submitted", "identified"):
            carla.move(id, status)
        carla.publish(tmp_path / "site")
    found = [path for path in (tmp_path / "site").rglob("*.html") if id in path.as_posix()]
    page = page_at(found[0].as_uri())
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
