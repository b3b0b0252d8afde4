"""A large map opens with groups; coming closer, looking for something or walking with keys shows what is in them."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import expect

from tests.bench_map.bank import fill
from tests.browser.conftest import serving
from tests.story import Story

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]
READY = 45_000
SIZE = 1_300


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    folder = tmp_path_factory.mktemp("large")
    url = f"sqlite:///{folder / 'bank.db'}"
    fill(url, SIZE)
    with serving(Story(url), folder / "server.log", actor="rik") as running:
        yield running


@pytest.fixture
def page(served, page_at):
    opened = page_at(f"{served.address}kennisnetwerk", storage_state=served.state)
    opened.faults = []
    opened.on("pageerror", lambda fault: opened.faults.append(str(fault)))
    opened.wait_for_selector(".map-stage[data-far]", timeout=READY)
    yield opened
    assert [] == opened.faults


def far(page, yes):
    expect(page.locator(".map-stage")).to_have_attribute(
        "data-far", "true" if yes else "false", timeout=READY
    )


def test_it_opens_with_groups_and_coming_closer_shows_what_is_in_them(page):
    far(page, yes=True)
    expect(page.locator(".map-live")).to_have_text(re.compile(r"^Van veraf: \d+ groepen"))
    assert str(SIZE) == page.get_attribute(".map-stage", "data-nodes")
    for _ in range(3):
        page.get_by_role("button", name="Inzoomen").click()
        page.wait_for_timeout(400)
    far(page, yes=False)
    page.get_by_role("button", name="Hele kaart").click()
    far(page, yes=True)


def test_looking_for_something_shows_nodes_and_letting_go_of_it_groups(page):
    box = page.get_by_label("Zoek op de kaart")
    box.fill("Onderwerp 1")
    far(page, yes=False)
    expect(page.locator(".map-live")).to_have_text(re.compile(r"\d+"))
    box.fill("")
    far(page, yes=True)


def test_the_keyboard_walks_among_nodes_and_escape_steps_back(page):
    page.locator(".map-stage").focus()
    page.keyboard.press("Home")
    far(page, yes=False)
    expect(page.locator(".map-live")).to_have_text(re.compile(r"banden"))
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    page.keyboard.press("0")
    far(page, yes=True)


def test_a_kind_that_is_switched_off_leaves_the_groups_smaller_and_the_file_shows_groups(page):
    groups = "{http://www.w3.org/2000/svg}"

    def kept():
        with page.expect_download() as waiting:
            page.get_by_role("button", name="Bewaar als SVG").click()
        drawn = ElementTree.fromstring(Path(waiting.value.path()).read_bytes())  # noqa: S314 - our own file
        told = [
            int(number)
            for text in drawn.findall(f"{groups}text")
            for number in re.findall(r"\((\d+)\)$", text.text)
        ]
        return len(drawn.findall(f"{groups}svg")), sum(told)

    before = kept()
    page.locator(".map-legend input[value=lesson]").uncheck()
    page.wait_for_timeout(500)
    after = kept()

    assert 0 < before[0] < 60
    assert before[1] > after[1] > 0


def test_nothing_hinders_people_on_a_large_map(page, axe):
    assert [] == axe(page)
