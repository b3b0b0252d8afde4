"""Capturing in a real browser: by keyboard alone, and without losing a letter whatever happens."""

import os
import signal

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import serving
from tests.story import tell

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]
READY = 45_000


def opened(page_at, voila, page="vastleggen", **options):
    shown = page_at(f"{voila.address}{page}", storage_state=voila.state, **options)
    shown.wait_for_selector("#kb-title", timeout=READY)
    return shown


def kept(page):
    expect(page.locator(".kb-kept")).to_contain_text("Concept bewaard", timeout=15_000)


def test_a_lesson_is_captured_by_keyboard_alone(voila, page_at):
    page = opened(page_at, voila)
    while page.evaluate("document.activeElement?.id") != "kb-title":
        page.keyboard.press("Tab")
    page.keyboard.type("Vraag naar de bedoeling")
    page.keyboard.press("Tab")
    page.keyboard.type("We losten het verkeerde probleem op.")
    page.keyboard.press("Tab")
    page.keyboard.type("Eerst vragen, dan doen.")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#kb-saved", timeout=20_000)
    id = page.get_attribute("#kb-saved", "data-id")

    with voila.story.bank("anna") as anna:
        lesson = anna.get(id)
        assert ("Vraag naar de bedoeling", "Eerst vragen, dan doen.") == (lesson.title, lesson.learned)
        assert () == tuple(draft for draft in anna.my_drafts() if draft.values.get("title") == lesson.title)


def test_similar_lessons_appear_while_typing(voila, page_at):
    page = opened(page_at, voila)
    page.fill("#kb-title", "Eerst bellen voordat de brief de deur uit gaat")

    expect(page.get_by_role("link", name="Bel voor de brief de deur uit gaat")).to_be_visible(timeout=20_000)


def test_a_reload_in_the_middle_of_a_sentence_loses_nothing(voila, page_at):
    page = opened(page_at, voila)
    page.fill("#kb-title", "Half een zin die ik nog")
    page.reload()
    page.wait_for_selector("#kb-title", timeout=READY)

    assert "Half een zin die ik nog" == page.input_value("#kb-title")


def test_a_killed_kernel_loses_nothing(voila, page_at):
    page = opened(page_at, voila)
    page.fill("#kb-title", "Dit kwam nog aan")
    kept(page)
    for kernel in voila.kernels():
        os.kill(kernel, signal.SIGKILL)
    page.fill("#kb-happened", "Dit typte ik toen de kernel al dood was.")
    page.wait_for_timeout(600)
    page.reload()
    page.wait_for_selector("#kb-title", timeout=READY)

    assert "Dit kwam nog aan" == page.input_value("#kb-title")
    assert "Dit typte ik toen de kernel al dood was." == page.input_value("#kb-happened")
    kept(page)
    with voila.story.bank("anna") as anna:
        assert any(
            draft.values.get("happened") == "Dit typte ik toen de kernel al dood was."
            for draft in anna.my_drafts()
        )


def test_a_page_whose_kernel_is_gone_says_that_the_text_is_safe(voila, page_at):
    page = opened(page_at, voila)
    for kernel in voila.kernels():
        os.kill(kernel, signal.SIGKILL)

    expect(page.locator("#kb-lost")).to_contain_text("Je tekst staat veilig", timeout=30_000)


@pytest.mark.slow
def test_a_restarted_server_loses_nothing(tmp_path, page_at):
    story = tell(f"sqlite:///{tmp_path / 'bank.db'}")
    with serving(story, tmp_path / "one.log") as first:
        page = opened(page_at, first)
        page.fill("#kb-title", "Voor de herstart")
        kept(page)
        port = int(first.address.rsplit(":", 1)[1].strip("/"))
    page.fill("#kb-happened", "Getypt terwijl de server weg was.")
    with serving(story, tmp_path / "two.log", port=port):
        page.reload()
        page.wait_for_selector("#kb-title", timeout=READY)

        assert "Voor de herstart" == page.input_value("#kb-title")
        assert "Getypt terwijl de server weg was." == page.input_value("#kb-happened")


def test_a_lesson_without_text_is_explained_at_the_field(voila, page_at):
    page = opened(page_at, voila)
    page.fill("#kb-title", "Alleen een titel")
    page.keyboard.press("Control+Enter")

    expect(page.locator(".kb-summary")).to_contain_text("Vertel wat er gebeurde", timeout=15_000)
    assert "true" == page.get_attribute("#kb-happened", "aria-invalid")


def test_both_texts_are_shown_when_somebody_else_saved_first(voila, page_at):
    story = voila.story
    page = opened(page_at, voila, f"vastleggen?id={story.ids['leaving']}")
    with story.bank("bilal") as bilal:
        bilal.save(bilal.get(story.ids["leaving"]).but(learned="De tekst van Bilal."))
    page.fill("#kb-learned", "De tekst van Anna.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".kb-theirs")).to_contain_text("De tekst van Bilal.", timeout=20_000)
    mine = page.input_value("#kb-learned")
    page.fill("#kb-learned", "De tekst van Anna en Bilal.")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#kb-saved", timeout=20_000)

    assert "De tekst van Anna." == mine
    with story.bank("anna") as anna:
        assert "De tekst van Anna en Bilal." == anna.get(story.ids["leaving"]).learned


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_nothing_hinders_people_on_the_page(voila, page_at, axe, language, dark):
    page = opened(page_at, voila, f"vastleggen?lang={language}", dark=dark)

    assert language == page.get_attribute("html", "lang")
    assert [] == axe(page)
