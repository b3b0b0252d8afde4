"""The learning climate in a browser: a whole pulse by keyboard alone, nothing that hinders, and no way to another team."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from kennisbank.store import forms, waves
from tests.browser.conftest import serving
from tests.climate.waves.house import build
from tests.story import Story

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]
READY = 45_000
LEADER, MEMBER, ANNA, BEN = "noord1_0", "noord1_1", "noord1_2", "noord1_3"


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A house with one wave that is closed and one that can be answered today."""
    folder = tmp_path_factory.mktemp("climate")
    made = build(f"sqlite:///{folder / 'bank.db'}", {"noord": (12, 11, 4), "zuid": (15, 5, 5)})
    made.clock.now = datetime.now(UTC) - timedelta(days=16)
    made.closed = made.open("Voorjaar").id
    made.answer(made.closed, random.Random(7))
    made.close(made.closed)
    made.clock.now = datetime.now(UTC)
    made.wave = made.open("Najaar", days=40).id
    return made


@pytest.fixture(scope="module")
def served(house, tmp_path_factory):
    with serving(Story(house.url, house.clock), tmp_path_factory.mktemp("log") / "server.log") as running:
        yield running


@pytest.fixture
def opened(served, page_at):
    """`opened(account, "?…")` gives the page as somebody sees it."""

    def go(account, address="", **options):
        page = page_at(storage_state=served.as_(account), **options)
        page.faults = []
        page.on("pageerror", lambda fault: page.faults.append(str(fault)))
        page.goto(f"{served.address}leerklimaat{address}")
        page.wait_for_selector(".kb-climate-whole table", timeout=READY)
        return page

    return go


def tab_to(page, selector):
    for _ in range(200):
        if page.evaluate("(selector) => document.activeElement?.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"the keyboard does not reach {selector}")


def sent_forms(house):
    with house.bank() as bank, bank.store.reading() as connection:
        who = {one.account for one in waves.invited(connection, house.wave) if one.answered}
        return who, [form.answers for form in forms.of_wave(connection, house.wave) if form.sent]


def test_a_whole_pulse_goes_by_keyboard_alone(opened, house):
    page = opened(ANNA)
    tab_to(page, "[data-do=begin]")
    page.keyboard.press("Enter")
    with house.bank(ANNA) as bank:
        dimensions = bank.my_pulse().instrument.dimensions
    for dimension in dimensions:
        title = page.locator("#kb-pulse-title")
        expect(title).to_have_text(dimension.title("nl"), timeout=READY)
        expect(title).to_be_focused(timeout=READY)
        for number, item in enumerate(dimension.items):
            group = f'input[name="item:{item.id}"]'
            tab_to(page, group)
            page.keyboard.press("Space")
            for _ in range(number):
                page.keyboard.press("ArrowDown")
            expect(page.locator(f"{group}:checked")).to_have_count(1)
        tab_to(page, ".kb-questions .kb-primary")
        page.keyboard.press("Enter")
    expect(page.locator("#kb-pulse-title")).to_be_focused(timeout=READY)
    tab_to(page, "[data-do=send]")
    page.keyboard.press("Enter")
    expect(page.locator(".kb-pulse")).to_contain_text("Je antwoorden tellen mee", timeout=READY)
    who, answers = sent_forms(house)

    assert ANNA in who
    assert {item.id: number + 1 for one in dimensions for number, item in enumerate(one.items)} in answers
    assert [] == page.faults


def test_who_closes_the_browser_half_way_goes_on_where_they_were(opened, house, served, page_at):
    page = opened(BEN)
    page.locator("[data-do=begin]").click()
    page.locator(".kb-question input").first.check()
    page.locator(".kb-questions .kb-primary").click()
    expect(page.locator(".kb-progress")).to_contain_text("2", timeout=READY)
    word = page.inner_text(".kb-word")
    page.reload()
    expect(page.locator(".kb-question").first).to_be_visible(timeout=READY)
    assert 1 == page.locator(".kb-question input:checked").count()

    elsewhere = opened(BEN)  # another device, which knows no word
    elsewhere.locator("details[data-key=word] summary").click()
    elsewhere.fill("#kb-word", word)
    elsewhere.keyboard.press("Enter")
    expect(elsewhere.locator(".kb-question").first).to_be_visible(timeout=READY)
    assert 1 == elsewhere.locator(".kb-question input:checked").count()


@pytest.mark.parametrize("way", ["address", "message"])
def test_a_leader_gets_no_figure_of_another_team(opened, house, way):
    other = house.teams["zuid1"]
    page = opened(LEADER, f"?team={other}" if way == "address" else "")
    if way == "message":
        page.eval_on_selector(
            "select[data-do=team]",
            """(choice, other) => {
                choice.options[0].value = other;
                choice.value = other;
                choice.dispatchEvent(new Event("change", { bubbles: true }));
            }""",
            other,
        )
    expect(page.locator(".kb-climate .kb-message")).to_contain_text("ander team", timeout=READY)

    assert "Noord1" in page.inner_text(".kb-climate")
    assert "Zuid1" not in page.content()
    assert [] == page.faults


def test_what_a_leader_chooses_stands_beside_the_figures_for_the_team(opened, house):
    page = opened(LEADER)
    tab_to(page, "form[data-do=choose] select")
    page.keyboard.press("ArrowDown")
    tab_to(page, "form[data-do=choose] input[name=title]")
    page.keyboard.type("Elke maand terugkijken")
    page.keyboard.press("Enter")
    expect(page.locator(".kb-climate-actions .kb-message")).to_contain_text("Elke maand", timeout=READY)
    expect(page.locator(".kb-climate-actions h2")).to_be_focused()

    seen = opened(MEMBER)
    expect(seen.locator(".kb-climate-table").first).to_contain_text("Elke maand terugkijken")
    assert "Elke maand" not in opened("zuid1_1").content()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_nothing_hinders_people_who_answer_and_who_look(opened, axe, language, dark, width):
    page = opened("zuid1_0", f"?lang={language}", width=width, dark=dark)
    page.eval_on_selector_all("#kb-main details", "(all) => all.forEach((one) => { one.open = true; })")
    assert [] == axe(page)
    assert width == page.evaluate("document.documentElement.scrollWidth")
    page.locator("[data-do=begin]").click()
    page.wait_for_selector(".kb-question", timeout=READY)
    assert [] == axe(page)
    assert width == page.evaluate("document.documentElement.scrollWidth")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_nothing_hinders_a_researcher_who_works_it_out(opened, axe, dark):
    page = opened("onderzoek", width=390, dark=dark)
    page.locator("[data-do=study]").click()
    page.wait_for_selector(".kb-climate-statistics table", timeout=READY)

    assert [] == axe(page)
    assert 390 == page.evaluate("document.documentElement.scrollWidth")
