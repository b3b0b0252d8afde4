"""Every page as people meet it: wide and narrow, light and dark, in both languages, whole and without hindrance."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]
READY = 45_000
LAST_PART = {
    "start": ".kb-ways",
    "vastleggen": "#kb-title",
    "zoeken": ".kb-hit",
    "kennisnetwerk": ".kb-table tbody tr",
    "kennisrisico": ".kb-running",
    "leerklimaat": ".kb-climate",
}
pages = pytest.mark.parametrize("name", LAST_PART)


@pytest.fixture
def open_page(voila, page_at):
    def opened(name, **options):
        page = page_at(storage_state=voila.state, **options)
        page.faults = []
        page.on("pageerror", lambda fault: page.faults.append(str(fault)))
        page.goto(f"{voila.address}{name}")
        page.wait_for_selector(LAST_PART[name.partition("?")[0]], timeout=READY)
        return page

    return opened


@pages
@pytest.mark.parametrize("width", [390, 1280])
def test_a_page_fits_and_nothing_of_it_is_cut_off(open_page, name, width):
    page = open_page(name, width=width)
    page.get_by_role("heading", name="Verder in je eigen code").wait_for(timeout=READY)
    wide = page.evaluate("document.documentElement.scrollWidth")
    high = page.evaluate("document.documentElement.scrollHeight")
    last = page.evaluate(
        "Math.max(...[...document.querySelectorAll('#kb-main *')]"
        ".filter((e) => e.checkVisibility({ contentVisibilityAuto: true }) && !e.closest('.kb-scroll')).map((e) => e.getBoundingClientRect().bottom + scrollY))"
    )

    assert width == wide
    assert last <= high
    assert page.evaluate("document.getElementById('kb-lost').hidden")
    assert [] == page.faults


@pages
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_nothing_hinders_people_on_a_page(open_page, axe, name, language, dark):
    page = open_page(f"{name}?lang={language}", dark=dark)

    assert language == page.get_attribute("html", "lang")
    assert 1 == page.get_by_role("heading", level=1).count()
    assert [] == axe(page)


def test_the_map_has_the_colours_of_its_theme(open_page):
    page = open_page("kennisnetwerk")
    page.wait_for_selector(".map-stage[data-nodes]", timeout=READY)
    paints = page.eval_on_selector_all(
        ".map-legend svg > *",
        "(all) => all.map((e) => getComputedStyle(e).fill + getComputedStyle(e).stroke)",
    )

    assert len(paints) == len(set(paints)) > 5


def test_the_chosen_theme_stays_on_the_next_page(open_page, voila):
    page = open_page("start")
    page.get_by_role("button", name="Licht of donker").click()
    page.goto(f"{voila.address}zoeken")

    assert "dark" == page.get_attribute("html", "data-theme")
