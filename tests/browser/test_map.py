"""The map in a browser: the route between two records is told, and what one sees can be kept as a file."""

import re
from io import BytesIO
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]
READY = 45_000
SPACE = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def page(voila, page_at):
    opened = page_at(f"{voila.address}kennisnetwerk", storage_state=voila.state)
    opened.wait_for_selector(".map-stage[data-nodes]", timeout=READY)
    faults = []
    # What goes wrong while a widget takes a message is only written to the console.
    opened.on("pageerror", lambda fault: faults.append(str(fault)))
    opened.on("console", lambda line: line.type == "error" and faults.append(line.text))
    yield opened
    assert [] == faults


def _kept(page, form: str) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=f"Bewaar als {form}").click()
    assert f"kennisnetwerk.{form.lower()}" == waiting.value.suggested_filename
    return Path(waiting.value.path()).read_bytes()


def test_the_route_between_two_records_is_told_to_who_cannot_see_it(page):
    live = page.locator(".map-live")
    begin = page.get_by_role("button", name="Route vanaf hier")
    begin.click()
    expect(live).to_have_text(re.compile("Kies eerst"))

    stage = page.locator(".map-stage")
    stage.focus()
    page.keyboard.press("Home")
    page.keyboard.press("p")
    expect(begin).to_have_attribute("aria-pressed", "true")
    expect(live).to_have_text(re.compile("Kies nu het einde"))

    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    expect(live).to_have_text(re.compile(r"^Route van .+ naar .+\. Aantal stappen: [12]\. 1\. .+: .+\.$"))


def test_what_one_sees_can_be_kept_as_a_file(page):
    nodes = int(page.get_attribute(".map-stage", "data-nodes"))
    drawn = ElementTree.fromstring(_kept(page, "SVG"))  # noqa: S314 - our own file

    legend = "".join(drawn.find(f"{SPACE}g[@class='legend']").itertext())

    assert b"\x89PNG" == _kept(page, "PNG")[:4]
    assert "les" in legend.lower() and "Tot en met 20" in legend and "meer verbanden" in legend
    assert nodes == len(drawn.findall(f"{SPACE}svg"))
    assert nodes == len(nx.read_gexf(BytesIO(_kept(page, "GEXF"))))


def _signs(svg: bytes, shape: str) -> list[float]:
    """Return how wide each sign of one shape is drawn."""
    drawn = ElementTree.fromstring(svg).findall(f"{SPACE}svg")  # noqa: S314 - our own file
    return [
        float(sign.get("width"))
        for sign in drawn
        if [f"{SPACE}{shape}"] == [part.tag for part in sign] and "fill: none" not in sign[0].get("style", "")
    ]


def test_people_are_all_of_one_size_and_the_keys_do_not_begin_with_one(page):
    sizes = _signs(_kept(page, "SVG"), "circle")
    page.locator(".map-stage").focus()
    page.keyboard.press("Home")

    assert 1 < len(sizes) and 1 == len(set(sizes))
    expect(page.locator(".map-live")).to_have_text(re.compile(r"^[^,]+, (?!persoon)\w+, \d+ banden\.$"))


def test_a_kind_that_is_switched_off_in_the_address_is_on_no_map_and_in_no_file(page, voila, page_at):
    with_people = int(page.get_attribute(".map-stage", "data-shown"))
    people = int(page.locator(".map-legend label:has(input[value=person]) .map-count").inner_text())
    again = page_at(f"{voila.address}kennisnetwerk?hide=person", storage_state=voila.state)
    again.wait_for_selector(".map-stage[data-shown]", timeout=READY)

    expect(again.locator(".map-stage")).to_have_attribute("data-shown", str(with_people - people))
    assert [] == _signs(_kept(again, "SVG"), "circle")
    assert "person" not in dict(nx.read_gexf(BytesIO(_kept(again, "GEXF"))).nodes(data="kind")).values()


def test_a_filter_draws_another_map_whatever_was_chosen_and_sought_before(page):
    stage, rows = page.locator(".map-stage"), page.locator(".kb-tabled tbody tr")
    stage.focus()
    page.keyboard.press("Home")
    expect(page.locator(".map-live")).not_to_be_empty()
    page.locator("select[data-do=topic]").select_option(index=1)
    expect(page.locator(".map-live")).to_be_empty(timeout=READY)
    page.locator("select[data-do=topic]").select_option(index=0)
    page.locator(".kb-tabled tbody tr a").last.click()
    page.get_by_label("Zoek op de kaart").fill("e")
    expect(rows).not_to_have_count(int(stage.get_attribute("data-nodes")))
    for topic in (1, 2, 0):
        page.locator("select[data-do=topic]").select_option(index=topic)
        page.wait_for_timeout(800)
    page.get_by_label("Zoek op de kaart").fill("")

    expect(rows).to_have_count(int(stage.get_attribute("data-nodes")))


def test_no_name_is_written_over_another(page):
    page.set_content(f"<body>{_kept(page, 'SVG').decode()}</body>")
    boxes = page.evaluate(
        """() => [...document.querySelectorAll("body > svg > text")].map((text) => {
             const { x, y, width, height } = text.getBBox();
             return [text.textContent, x, y, x + width, y + height];
           })"""
    )

    assert 4 < len(boxes)
    assert [] == [
        (one[0], other[0])
        for one, other in combinations(boxes, 2)
        if min(one[3], other[3]) > max(one[1], other[1]) and min(one[4], other[4]) > max(one[2], other[2])
    ]


def test_the_map_and_the_table_show_how_it_was(page):
    slider = page.get_by_role("slider", name="Zoals het was tot en met")
    rows = page.locator(".kb-tabled tbody tr")
    today = rows.count()
    slider.focus()
    page.keyboard.press("Home")
    expect(page.locator(".map-live")).to_have_text(
        re.compile(r"^Tot en met \d{4}-\d\d-\d\d: \d+ punten in beeld\.$")
    )
    shown = int(page.get_attribute(".map-stage", "data-shown"))

    expect(rows).to_have_count(shown)
    page.keyboard.press("End")
    expect(rows).to_have_count(today)


def test_a_moment_stands_in_the_address_and_comes_back_from_it(page, voila, page_at):
    slider = page.get_by_role("slider", name="Zoals het was tot en met")
    slider.focus()
    page.keyboard.press("Home")
    expect(page).to_have_url(re.compile(r"moment=\d{4}-\d\d-\d\d"))
    told = slider.get_attribute("aria-valuetext")
    again = page_at(page.url, storage_state=voila.state)
    again.wait_for_selector(".map-stage[data-shown]", timeout=READY)

    expect(again.get_by_role("slider", name="Zoals het was tot en met")).to_have_attribute(
        "aria-valuetext", told
    )
    expect(again.locator(".kb-tabled tbody tr")).to_have_count(page.locator(".kb-tabled tbody tr").count())


def test_a_day_between_two_stops_is_shown_as_that_day(voila, page_at):
    opened = page_at(f"{voila.address}kennisnetwerk?moment=2026-03-10", storage_state=voila.state)
    slider = opened.get_by_role("slider", name="Zoals het was tot en met")

    expect(slider).to_have_attribute("aria-valuetext", "2026-03-10", timeout=READY)


def test_looking_back_in_time_takes_no_step_of_the_back_button(page):
    before = page.evaluate("history.length")
    slider = page.get_by_role("slider", name="Zoals het was tot en met")
    slider.fill(str(int(slider.get_attribute("max")) - 2))
    expect(page).to_have_url(re.compile(r"moment="))
    page.locator(".map-time button").click()
    expect(page).not_to_have_url(re.compile(r"moment="), timeout=READY)

    assert before == page.evaluate("history.length")


def test_enter_opens_where_one_stands_and_what_one_looks_at(page):
    stage, near = page.locator(".map-stage"), page.locator(".kb-near h2")
    stage.focus()
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    expect(near).to_be_visible(timeout=READY)
    first = near.inner_text()
    stage.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(near).not_to_have_text(first, timeout=READY)
    second = near.inner_text()
    stage.focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(near).to_have_text(first, timeout=READY)
    assert first != second


@pytest.mark.parametrize("calm", [False, True], ids=["motion", "no motion"])
def test_time_runs_only_for_who_wants_motion(page, calm):
    page.emulate_media(reduced_motion="reduce" if calm else "no-preference")
    slider = page.get_by_role("slider", name="Zoals het was tot en met")
    last = int(slider.get_attribute("max"))
    button = page.locator(".map-time button")
    slider.fill(str(last - 3))
    button.click()

    if calm:
        expect(button).to_have_text("Volgende stap")
        expect(slider).to_have_value(str(last - 2))
        button.click()
        expect(slider).to_have_value(str(last - 1))
    else:
        expect(button).to_have_text("Pauze")
        expect(slider).to_have_value(str(last))
        expect(button).to_have_text("Speel af")
        button.click()
        expect(slider).to_have_value("0")
