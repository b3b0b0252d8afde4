"""Coming back to a page: after a reload somebody is where they were, and what is open elsewhere ends with signing out."""

import httpx
import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]
READY = 60_000


def whole(page):
    page.wait_for_selector("html[data-ready]", timeout=READY)


def test_a_reload_leads_back_to_the_same_place(voila, page_at):
    page = page_at(f"{voila.address}zoeken", storage_state=voila.state, height=400)
    whole(page)
    page.evaluate("scrollTo(0, 500)")
    page.reload(wait_until="commit")
    whole(page)

    for _ in range(50):
        if page.evaluate("scrollY") == 500:
            break
        page.wait_for_timeout(100)

    assert 500 == page.evaluate("scrollY")


def test_a_page_opened_anew_begins_at_its_top(voila, page_at):
    page = page_at(f"{voila.address}zoeken", storage_state=voila.state, height=400)
    whole(page)
    page.evaluate("scrollTo(0, 500)")
    page.goto(f"{voila.address}start")
    page.goto(f"{voila.address}zoeken")
    whole(page)

    assert 0 == page.evaluate("scrollY")


def test_title_and_explanation_are_there_before_any_code_has_run(voila):
    cookies = {item["name"]: item["value"] for item in voila.state["cookies"]}
    with httpx.stream("GET", f"{voila.address}vastleggen", cookies=cookies, timeout=60) as answer:
        first = next(answer.iter_text())

    assert "<h1>Vastleggen</h1>" in first
    assert "Wat je typt wordt meteen bewaard" in first
    assert "kb-kernel" not in first


def test_signing_out_closes_what_is_open_in_another_tab(voila, page_at):
    state = voila.as_("daan")
    page = page_at(f"{voila.address}start", storage_state=state)
    whole(page)
    other = page.context.new_page()
    other.goto(f"{voila.address}vastleggen")
    whole(other)
    page.get_by_role("button", name="Afmelden").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("afgemeld", timeout=30_000)

    expect(other.locator("#kb-lost")).to_contain_text("Je tekst staat veilig", timeout=30_000)
