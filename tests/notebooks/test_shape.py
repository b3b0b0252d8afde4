"""An app's notebook is a page to read: a title, what it is for, a few cells of one line, and how to go on in code."""

import ast
import re
from pathlib import Path

import jupytext
import nbformat
import pytest

APPS = Path(__file__).parents[2] / "notebooks" / "apps"
NOTEBOOKS = sorted(APPS.glob("*.ipynb"))
LINES = (ast.ImportFrom, ast.Assign, ast.Expr)
MARKUP = re.compile(r"<\s*(script|style|link|iframe)\b|%%|style\s*=", flags=re.IGNORECASE)

each_app = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def cells(path, kind=""):
    return [cell for cell in nbformat.read(path, as_version=4).cells if kind in ("", cell.cell_type)]


def test_there_are_apps_and_each_has_its_script():
    assert NOTEBOOKS
    assert [path.stem for path in NOTEBOOKS] == sorted(path.stem for path in APPS.glob("*.py"))


@each_app
def test_it_opens_with_its_title_and_what_it_is_for(path):
    first = cells(path)[0]
    title, _, about = first.source.partition("\n")

    assert "markdown" == first.cell_type
    assert re.fullmatch(r"# \S.*", title)
    assert about.strip()


@each_app
def test_every_cell_is_one_line_that_a_reader_can_follow(path):
    bodies = [ast.parse(cell.source).body for cell in cells(path, "code")]
    inner = [node for body in bodies for statement in body for node in ast.walk(statement)]

    assert bodies
    assert all(1 == len(body) and isinstance(body[0], LINES) for body in bodies)
    assert not [node for node in inner if isinstance(node, ast.Lambda | ast.comprehension | ast.NamedExpr)]


@each_app
def test_it_imports_pages_only(path):
    trees = [ast.parse(cell.source) for cell in cells(path, "code")]
    imports = [
        node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)
    ]

    assert imports
    assert all(re.fullmatch(r"kennisbank_widgets\.\w+\.app", getattr(node, "module", "")) for node in imports)


@each_app
def test_it_holds_no_markup_of_its_own(path):
    assert [] == [cell.source for cell in cells(path) if MARKUP.search(cell.source)]


@each_app
def test_it_closes_with_how_to_go_on_in_code(path):
    last = cells(path)[-1]
    sample = re.search(r"```python\n(.*?)```", last.source, flags=re.DOTALL)

    assert "markdown" == last.cell_type
    assert sample
    assert "kennisbank" in {name.name for node in ast.walk(ast.parse(sample[1])) for name in imported(node)}


def imported(node):
    if isinstance(node, ast.ImportFrom):
        return [ast.alias(node.module)]
    return node.names if isinstance(node, ast.Import) else []


@each_app
def test_it_is_kept_without_outputs(path):
    code = cells(path, "code")

    assert [] == [cell.outputs for cell in code if cell.outputs]
    assert {None} == {cell.execution_count for cell in code}


@each_app
def test_it_says_the_same_as_its_script(path):
    script = jupytext.read(path.with_suffix(".py"), fmt="py:percent")

    assert [(cell.cell_type, cell.source) for cell in script.cells] == [
        (cell.cell_type, cell.source) for cell in cells(path)
    ]
