"""A page with ipywidgets' own controls, as a colleague may make one: it works, hinders nobody and asks no other machine."""

import json

import pytest
from playwright.sync_api import expect

from tests.serve.attacks.conftest import attacked
from tests.story import tell

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(240)]
READY = 60_000
CELLS = [
    ("markdown", "# Proef\nVelden van ipywidgets."),
    ("code", "import ipywidgets as w"),
    ("code", "answer = w.HTML('<p>Nog niets</p>')\nbutton = w.Button(description='Tel op')"),
    ("code", "button.on_click(lambda _: setattr(answer, 'value', f'<p>Uitkomst {number.value + 1}</p>'))"),
    ("code", "number = w.BoundedIntText(value=41, min=0, max=99, description='Getal')"),
    (
        "code",
        (
            "w.VBox([w.Text(description='Tekst'), w.Textarea(description='Lange tekst'), number,"
            " w.Dropdown(options=['een', 'twee'], description='Keuze'),"
            " w.RadioButtons(options=['ja', 'nee'], description='Radio'),"
            " w.Checkbox(description='Vinkje'), w.DatePicker(description='Dag'),"
            " w.SelectMultiple(options=['a', 'b'], description='Meer'),"
            " w.ToggleButtons(options=['links', 'rechts'], description='Kant'),"
            " w.ToggleButton(description='Aan'), w.IntSlider(description='Schuif'),"
            " w.Button(icon='check', tooltip='Klaar'), button, answer])"
        ),
    ),
]


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    folder = tmp_path_factory.mktemp("controls")
    apps = folder / "apps"
    apps.mkdir()
    cells = [{"cell_type": kind, "source": [source], "metadata": {}} for kind, source in CELLS]
    (apps / "proef.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
    with attacked(tell(f"sqlite:///{folder / 'bank.db'}"), folder, apps=apps) as running:
        yield running


@pytest.fixture
def opened(served, page_at):
    def open_page(**options):
        page = page_at(f"{served.address}proef", storage_state=served.state, **options)
        page.wait_for_selector("html[data-ready]", timeout=READY)
        return page

    return open_page


def test_a_click_is_answered(opened):
    page = opened()
    page.get_by_role("button", name="Tel op").click()

    expect(page.get_by_text("Uitkomst 42")).to_be_visible(timeout=30_000)


def test_a_value_that_is_typed_is_the_one_that_counts(opened):
    page = opened()
    page.get_by_label("Getal").fill("9")
    page.get_by_label("Getal").press("Tab")
    page.get_by_role("button", name="Tel op").press("Enter")

    expect(page.get_by_text("Uitkomst 10")).to_be_visible(timeout=30_000)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_controls_hinder_nobody(opened, axe, dark, width):
    page = opened(dark=dark, width=width)

    assert [] == axe(page)
    assert width == page.evaluate("document.documentElement.scrollWidth")
