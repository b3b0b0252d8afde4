"""Pages before and while they run: a notebook becomes text at once and code to run, and outcomes become HTML."""

import json
import os

import pytest

from kennisbank.serve.outputs import as_html
from kennisbank.serve.pages import apps_folder, code_cells, names, page

NOTEBOOK = [
    ("markdown", "# Titel\nWaarvoor.", []),
    ("markdown", "# Title\nWhat for.", ["en"]),
    ("code", "import json", []),
    ("markdown", "Tussen <script>alert(1)</script> de cellen", ["nl"]),
    ("code", "json.dumps(1)", []),
    ("raw", "niet voor mensen", []),
]


@pytest.fixture
def folder(tmp_path):
    cells = [
        {"cell_type": kind, "source": source.splitlines(keepends=True), "metadata": {"tags": tags}}
        for kind, source, tags in NOTEBOOK
    ]
    (tmp_path / "proef.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
    (tmp_path / "Geen-Pagina.ipynb").write_text("{}", encoding="utf-8")
    return tmp_path


def test_only_notebooks_with_a_plain_name_are_pages(folder):
    assert ("proef",) == names(folder)


def test_what_stands_before_the_first_code_can_be_shown_at_once(folder):
    read = page(folder, "proef", "nl")

    assert "<h1>Titel</h1>" in read.lead
    assert "Title" not in read.lead
    assert ["import json", "json.dumps(1)"] == [cell.code for cell in read.cells if cell.code]


def test_a_cell_for_readers_of_another_language_is_left_out(folder):
    english = page(folder, "proef", "en")

    assert "<h1>Title</h1>" in english.lead
    assert not any("Tussen" in cell.html for cell in english.cells)


def test_html_in_the_text_of_a_notebook_is_shown_as_text(folder):
    text = "".join(cell.html for cell in page(folder, "proef", "nl").cells)

    assert "<script>" not in text
    assert "&lt;script&gt;" in text


def test_a_changed_notebook_is_read_anew(folder):
    before = page(folder, "proef", "nl").lead
    path = folder / "proef.ipynb"
    path.write_text(path.read_text(encoding="utf-8").replace("Waarvoor", "Waartoe"), encoding="utf-8")
    os.utime(path, ns=(1, 1))

    assert "Waarvoor" in before
    assert "Waartoe" in page(folder, "proef", "nl").lead


def test_every_app_can_be_rehearsed():
    assert all(cells and "import" in cells[0] for cells in code_cells(apps_folder()))


@pytest.mark.parametrize(("data", "shown"), [
    ({"text/plain": "1 < 2"}, "<pre>1 &lt; 2</pre>"),
    ({"text/html": ["<b>vet", "</b>"], "text/plain": "vet"}, "<div class='kb-output'><b>vet</b></div>"),
    ({"image/png": "QUJD\n"}, "src='data:image/png;base64,QUJD'"),
    ({"application/vnd.jupyter.widget-view+json": {"model_id": "a'b"}, "text/plain": "x"}, "data-model='a&#x27;b'"),
    ({"application/x-unknown": "?"}, ""),
])  # fmt: skip
def test_an_outcome_is_shown_in_its_richest_form(data, shown):
    html = as_html({"output_type": "display_data", "data": data})

    assert shown in html
    assert bool(shown) == bool(html)


def test_what_is_told_on_the_error_stream_is_not_shown():
    told = {"output_type": "stream", "name": "stderr", "text": "/een/pad/op/de/server"}

    assert "" == as_html(told)
    assert "<pre>klaar</pre>" == as_html({**told, "name": "stdout", "text": "klaar"})
