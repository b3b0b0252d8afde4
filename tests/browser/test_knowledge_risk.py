"""Knowledge at risk in a browser: a leader hands over by keyboard, sees nobody ranked, and research is written down."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]
READY = 45_000
LEADER, RESEARCHER = "bilal", "rik"


@pytest.fixture
def opened(voila, page_at):
    """`opened(address, account)` gives a page that shows its last part."""

    def go(address, account, *, last=".kb-running", **options):
        page = page_at(storage_state=voila.as_(account), **options)
        page.faults = []
        page.on("pageerror", lambda fault: page.faults.append(str(fault)))
        page.goto(f"{voila.address}{address}")
        page.wait_for_selector(last, timeout=READY)
        page.get_by_role(
            "heading", name=re.compile("Verder in je eigen code|Further in your own code")
        ).wait_for(timeout=READY)
        return page

    return go


def tab_to(page, selector):
    for _ in range(150):
        if page.evaluate("(selector) => document.activeElement?.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"the keyboard does not reach {selector}")


def looks(voila, deed):
    with voila.story.bank() as bank:
        return [item.account for item in bank.events(limit=500) if item.deed == deed]


def test_a_hand_over_is_started_once_and_brought_on_by_keyboard_alone(voila, opened):
    page = opened("kennisrisico", LEADER)
    tab_to(page, "[data-do=propose]")
    page.keyboard.press("Enter")
    page.wait_for_selector("form[data-do=start]", timeout=READY)
    tab_to(page, "form[data-do=start] button")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator(".kb-running")).to_contain_text("is voorgesteld", timeout=READY)
    with voila.story.bank(LEADER) as bank:
        mine = [item for item in bank.handovers() if item.status == "proposed"]
    assert 1 == len(mine)

    for status, word in (("agreed", "afgesproken"), ("running", "loopt"), ("done", "klaar")):
        expect(page.locator(".kb-running h2")).to_be_focused(timeout=READY)
        tab_to(page, f'[data-do=bring][data-value="{mine[0].id} {status}"]')
        page.keyboard.press("Enter")
        expect(page.locator(".kb-running > .kb-message")).to_contain_text(
            "is klaar" if status == "done" else "stap verder", timeout=READY
        )
        if status != "done":
            expect(page.locator(".kb-running .kb-badge").filter(has_text=word).first).to_be_visible()
    with voila.story.bank(LEADER) as bank:
        assert "done" == bank.get(mine[0].id).status
    assert [] == page.faults


def test_what_is_typed_in_a_form_stays_until_it_is_sent(opened):
    page = opened("kennisrisico", LEADER)
    page.locator("details[data-key=announce] summary").click()
    day = page.locator("form[data-do=announce] input[name=day]")
    page.locator("form[data-do=announce] select").select_option(index=1)
    day.fill("2031-05-01")
    page.locator("form[data-do=announce] button").click()
    withdraw = page.locator("[data-do=withdraw]")
    expect(withdraw).to_have_count(1, timeout=READY)
    expect(day).to_have_value("")
    day.fill("2032-06-02")
    withdraw.click()
    expect(withdraw).to_have_count(0, timeout=READY)

    expect(day).to_have_value("2032-06-02")
    assert [] == page.faults


def test_what_if_is_worked_out_by_keyboard_and_told_to_who_cannot_see_it(voila, opened):
    page = opened("kennisrisico", LEADER)
    tab_to(page, ".kb-checks input")
    page.keyboard.press("Space")
    tab_to(page, "#kb-weigh")
    page.keyboard.press("Enter")
    outcome = page.locator(".kb-outcome")

    expect(outcome).to_contain_text("95 procent kans", timeout=READY)
    assert "status" == outcome.get_attribute("role")
    expect(page.locator("#kb-weigh")).to_be_focused()
    assert page.locator(".kb-checks input").first.is_checked()
    assert LEADER in looks(voila, "look-what-if")


def test_a_leader_sees_nobody_ranked_and_no_name_of_another_team(opened):
    risk = opened("kennisrisico", LEADER).inner_text("#kb-main")
    page = opened("kennisnetwerk", LEADER, last=".kb-table tbody tr")
    numbers = page.eval_on_selector_all(
        ".kb-tabled tbody tr",
        "(rows) => rows.filter((row) => row.cells[1].innerText === 'persoon').map((row) => row.cells[2].innerText.trim())",
    )

    assert not [name for name in ("Carla", "Daan", "Lea", "Rik") if name in risk]
    assert ["", "", "", "", "", ""] == numbers
    assert 0 == page.locator(".kb-positions").count()
    assert 0 == page.locator("[data-do=rank]").count()


def test_a_researcher_sees_where_people_stand_and_each_look_stands_in_the_log(voila, opened):
    page = opened("kennisnetwerk", RESEARCHER, last=".kb-positions")
    before = looks(voila, "look-positions")
    expect(page.locator(".kb-positions")).to_contain_text("leggen we vast wie keek en wanneer")
    tab_to(page, "[data-do=rank]")
    page.keyboard.press("Enter")
    expect(page.locator(".kb-positions tbody tr")).to_have_count(6, timeout=READY)
    once = looks(voila, "look-positions")
    expect(page.locator("[data-do=rank]")).to_be_focused()
    page.keyboard.press("Enter")
    for _ in range(100):  # nothing on the page changes: the bank is asked until the second look is in it
        if len(looks(voila, "look-positions")) > len(once):
            break
        page.wait_for_timeout(200)

    assert ([], [RESEARCHER], [RESEARCHER, RESEARCHER]) == (before, once, looks(voila, "look-positions"))


def test_a_researcher_sees_topics_at_risk_without_names(opened):
    page = opened("kennisrisico", RESEARCHER)
    text = page.inner_text("#kb-main")

    assert "Leges" in text
    assert not [name for name in ("Anna de Wit", "Carla", "Daan") if name in text]
    assert 0 == page.locator(".kb-leavers").count()


def test_who_may_not_weigh_reads_why(opened):
    page = opened("kennisrisico", "lea")

    expect(page.locator("#kb-main")).to_contain_text("zien teamleiders van hun eigen team")
    assert 0 == page.locator(".kb-risks").count()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_nothing_hinders_people_when_everything_is_open(opened, axe, language, dark, width):
    page = opened(f"kennisrisico?lang={language}", LEADER, width=width, dark=dark)
    page.locator(".kb-checks input").first.check()
    page.locator("#kb-weigh").click()
    page.wait_for_selector(".kb-outcome h3", timeout=READY)
    page.locator("[data-do=propose]").click()
    page.wait_for_selector(".kb-proposals", timeout=READY)
    page.eval_on_selector_all("#kb-main details", "(all) => all.forEach((one) => { one.open = true; })")

    assert [] == axe(page)
    assert width == page.evaluate("document.documentElement.scrollWidth")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_nothing_hinders_a_researcher_who_looks_at_where_people_stand(opened, axe, dark):
    page = opened("kennisnetwerk", RESEARCHER, last=".kb-positions", width=390, dark=dark)
    page.locator("[data-do=rank]").click()
    page.wait_for_selector(".kb-positions tbody tr", timeout=READY)

    assert [] == axe(page)
    assert 390 == page.evaluate("document.documentElement.scrollWidth")
