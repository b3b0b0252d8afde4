"""The line between a page and its kernel, as a page sees it that asks for its widgets while cells still make some."""

import json
import re

import pytest

from tests.serve.attacks.attacker import Browser, unframed
from tests.serve.attacks.conftest import attacked
from tests.story import tell

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]
SLOW = "import time\nimport ipywidgets as w\nfor _ in range(20):\n    w.Button()\n    time.sleep(.05)"


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lines")
    apps = folder / "apps"
    apps.mkdir()
    cell = {"cell_type": "code", "source": SLOW, "metadata": {}}
    (apps / "traag.ipynb").write_text(json.dumps({"cells": [cell]}), encoding="utf-8")
    with attacked(tell(f"sqlite:///{folder / 'bank.db'}"), folder, apps=apps) as running:
        yield Browser(running, "anna")


def test_a_page_hears_of_no_widget_before_the_kernel_answers_it(browser):
    with browser.http.stream("GET", "traag") as page:
        kernel, chunks = None, page.iter_text()
        while kernel is None:
            kernel = re.search(r"id='kb-kernel' data-id='([0-9a-f-]+)'", next(chunks))
        with browser.line(kernel[1]) as line:
            made = line.states()
            heard = [unframed(data) for data in line.heard]

    kinds = [(told["header"]["msg_type"], told["parent_header"].get("msg_type")) for told in heard]
    assert ("comm_open", "execute_request") not in kinds
    assert ("status", "execute_request") in kinds
    assert 20 == sum(state.get("_model_name") == "ButtonModel" for state in made.values())
