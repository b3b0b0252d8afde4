"""The published site in a real browser, straight from the files: search without a server, and nobody is hindered."""

import pytest
from playwright.sync_api import expect

from kennisbank.publish.site import build
from kennisbank.publish.write import write
from tests.publish import town

pytestmark = pytest.mark.browser
PAGES = {
    "home": "index.html",
    "lesson": f"les/{town.at('bridge')}/index.html",
    "topic": f"onderwerp/{town.at('residents')}/index.html",
    "team": f"team/{town.at('bridges')}/index.html",
    "search": "zoeken/index.html",
    "english": f"en/les/{town.at('english')}/index.html",
}
each_page = pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    root = tmp_path_factory.mktemp("site")
    pages = build(town.public(), revisions=town.revisions(), title="Wat wij leren", today=town.TODAY)
    write(pages, root / "site")
    return root / "site"


@each_page
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_nothing_hinders_people_on_a_page(site, page_at, axe, path, dark):
    assert [] == axe(page_at((site / path).as_uri(), dark=dark))


@each_page
@pytest.mark.parametrize("width", [390, 1280])
def test_a_page_fits(site, page_at, path, width):
    page = page_at((site / path).as_uri(), width=width)

    assert width == page.evaluate("document.documentElement.scrollWidth")


def test_search_works_by_keyboard_and_without_a_server(site, page_at):
    page = page_at((site / "index.html").as_uri())
    field = page.get_by_role("searchbox")
    while not field.evaluate("(field) => field === document.activeElement"):
        page.keyboard.press("Tab")
    page.keyboard.type("vergaderingen evalueren")
    page.keyboard.press("Enter")

    expect(
        page.get_by_role("link", name="De geëvalueerde vergadering werd een half uur korter")
    ).to_be_visible()


def test_the_first_tab_offers_to_skip_to_the_content(site, page_at):
    page = page_at((site / "index.html").as_uri())
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert "#inhoud" in page.url


def test_an_old_address_leads_to_the_new_one(site, page_at):
    page = page_at((site / f"les/{town.at('merged')}/index.html").as_uri())
    page.wait_for_url(f"**/{town.at('quay')}/**")

    expect(page.get_by_role("heading", level=1)).to_have_text("Een kade zakt eerst waar niemand kijkt")
