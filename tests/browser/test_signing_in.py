"""Signing in as people meet it: by keyboard, in both languages, light and dark, without hindrance; and out again."""

import pytest
from playwright.sync_api import expect

from kennisbank.actions.context import utc_now
from kennisbank.actions.signing_in import Hasher, accept_invitation

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]
READY = 45_000
PASSWORD = "vier losse woorden"


@pytest.fixture
def link(voila):
    """The address with which daan chooses a password."""
    with voila.story.bank() as bank:
        return f"{voila.address}welkom/{_link(bank, 'daan')}"


def _link(bank, name):
    bank._clock = utc_now  # the story is long ago, the server is of today
    return bank.invite(name)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_nothing_hinders_people_who_sign_in(voila, page_at, axe, link, language, dark):
    page = page_at(f"{voila.address}aanmelden?lang={language}", dark=dark)
    found = axe(page)
    page.fill("#name", "niemand")
    page.fill("#password", "zomaar een gok")
    page.keyboard.press("Enter")
    focused = page.get_by_role("alert")
    expect(focused).to_be_focused()
    found += axe(page)
    page.goto(f"{link}?lang={language}")
    found += axe(page)
    page.fill("#password", "kort")
    page.fill("#again", "kort")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_focused()
    found += axe(page)

    assert language == page.get_attribute("html", "lang")
    assert [] == found


@pytest.mark.parametrize("width", [320, 1280])
def test_the_form_fits(voila, page_at, width):
    page = page_at(f"{voila.address}aanmelden", width=width)

    assert width == page.evaluate("document.documentElement.scrollWidth")


def test_somebody_signs_in_by_keyboard_comes_where_they_wanted_and_signs_out(voila, page_at):
    with voila.story.bank() as bank:
        word = _link(bank, "carla")
        accept_invitation(bank.store, word, PASSWORD, hasher=Hasher())
    page = page_at(f"{voila.address}zoeken?q=brief")
    page.get_by_label("Accountnaam").focus()
    page.keyboard.type("carla")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector(".kb-hit", timeout=READY)
    where, acting = page.url, page.locator(".kb-acting").inner_text()
    page.get_by_role("button", name="Afmelden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Je bent afgemeld")
    page.goto(f"{voila.address}zoeken")

    assert f"{voila.address}zoeken?q=brief" == where
    assert "Je werkt als Carla Sánchez" == acting
    expect(page.get_by_role("heading", level=1)).to_have_text("Aanmelden")


def test_two_people_on_one_server_each_see_their_own(voila, page_at):
    seen = []
    for account in ("anna", "daan"):
        page = page_at(f"{voila.address}zoeken?q=verloop", storage_state=voila.as_(account))
        page.wait_for_selector(".kb-hit", timeout=READY)
        seen.append(page.get_by_role("link", name="Verloop van personeel zie je te laat").count())

    assert [1, 0] == seen
