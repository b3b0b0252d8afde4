"""Documents that cannot lie: links lead somewhere, the reference is that of the code, decisions stay short."""

import re
import runpy
from pathlib import Path

import pytest
import typer

from kennisbank.cli.main import app
from kennisbank.domain.lifecycle import LESSON_STATUSES
from kennisbank.domain.policy import ROLES
from kennisbank.domain.registry import kinds

HOME = Path(__file__).parents[1]
PAGES = sorted([*HOME.glob("*.md"), *HOME.glob("docs/**/*.md")])


def commands(group, before=""):
    """Every command by its full name, those of a group as `user add`."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


COMMANDS = dict(commands(typer.main.get_command(app)))
LINK = re.compile(r"\]\((?!\w+:)([^)\s#]*)(?:#([^)\s]*))?\)")
FENCE = re.compile(r"^```.*?^```", flags=re.MULTILINE | re.DOTALL)


def anchors(page):
    """The names of the headings of a page, as a link to them is written."""
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    headings = re.findall(r"^#+ (.*)$", text, flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def dead_links(page):
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    for path, anchor in LINK.findall(text):
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and target.suffix == ".md" and anchor not in anchors(target)):
            yield f"{path}#{anchor}" if anchor else path


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(HOME)))
def test_every_link_leads_somewhere(page):
    assert [] == list(dead_links(page))


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_help_and_an_example(name):
    text = COMMANDS[name].help or ""

    assert re.match(r"[A-Z][^\n]*\.\n", text), "the first line is a sentence"
    assert "Example: `kennisbank " in text


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_stands_in_the_reference(name):
    page = (HOME / "docs/reference/cli.md").read_text(encoding="utf-8")

    assert f"## `kennisbank {name}`\n" in page


@pytest.mark.parametrize("name", ["cli.md", "kinds.md"])
def test_the_reference_is_that_of_the_code(name):
    make = runpy.run_path(str(HOME / "docs/generate.py"))["PAGES"][name]

    assert make() == (HOME / "docs/reference" / name).read_text(encoding="utf-8"), "run: make docs"


def test_decisions_are_numbered_in_a_row_and_short():
    pages = sorted((HOME / "docs/decisions").glob("0*.md"))
    numbers = [int(page.name[:4]) for page in pages]
    long = [page.name for page in pages if len(page.read_text(encoding="utf-8").splitlines()) > 40]

    assert list(range(1, len(pages) + 1)) == numbers
    assert [] == long


def test_every_page_is_reached_from_the_page_of_its_folder():
    lost = [
        str(page.relative_to(HOME)) for page in PAGES
        if page.parent.parent == HOME / "docs" and page.name != "README.md"
        and f"]({page.name})" not in (page.parent / "README.md").read_text(encoding="utf-8")
    ]  # fmt: skip

    assert [] == lost


def test_the_glossary_has_every_kind_status_and_role():
    page = (HOME / "docs/glossary.md").read_text(encoding="utf-8")
    words = [*kinds(), *LESSON_STATUSES, *ROLES]

    assert [] == [word for word in words if f"`{word}`" not in page]


def test_the_python_of_the_readme_runs(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    text = (HOME / "README.md").read_text(encoding="utf-8")
    sample = re.search(r"```python\n(.*?)```", text, flags=re.DOTALL)[1]
    exec(compile(sample, "README.md", "exec"), {})  # noqa: S102 - it is ours
    said = capsys.readouterr().out

    assert said.startswith("Bel eerst ")
    assert "There is no record '01kxxxxxxxxxxxxxxxxxxxxxxx'" in said
