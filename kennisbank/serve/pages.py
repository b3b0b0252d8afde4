"""The pages there are: notebooks, read once, as text to show at once and code to run."""

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt

from kennisbank.text.catalogue import LANGUAGES, known, say

ORDER = ("start", "vastleggen", "zoeken", "kennisnetwerk", "kennisrisico", "leerklimaat")
_NAME = re.compile(r"^[a-z]+$")


@dataclass(frozen=True)
class Cell:
    """A piece of a page: text as HTML, or code."""

    html: str = ""
    code: str = ""


@dataclass(frozen=True)
class Page:
    """A page in one language: what can be shown before any code has run (`lead`), and then its cells."""

    name: str
    lang: str
    title: str
    lead: str
    cells: tuple[Cell, ...]


def apps_folder() -> Path:
    """Return the folder of the notebooks: that of the installed package, or of the checkout it runs from."""
    here = Path(__file__).parent
    return next(path for path in (here / "apps", here.parents[1] / "notebooks" / "apps") if path.is_dir())


def names(folder: Path) -> tuple[str, ...]:
    """Return the names of the pages in `folder`, in the order of the navigation."""
    found = {path.stem for path in folder.glob("*.ipynb") if _NAME.match(path.stem)}
    return (*(name for name in ORDER if name in found), *sorted(found - set(ORDER)))


def page(folder: Path, name: str, lang: str) -> Page:
    """Return page `name` of `folder`; a notebook that was changed is read anew."""
    path = folder / f"{name}.ipynb"
    return _read(path, path.stat().st_mtime_ns, lang)


def code_cells(folder: Path) -> list[list[str]]:
    """Return the code cells of every page: what is worth having done once before somebody comes."""
    pages = (page(folder, name, LANGUAGES[0]) for name in names(folder))
    return [[cell.code for cell in one.cells if cell.code] for one in pages]


def title(name: str, lang: str) -> str:
    """Return what page `name` is called."""
    return say(f"page.{name}", lang) if known(f"page.{name}") else name.capitalize()


@lru_cache(maxsize=64)
def _read(path: Path, _changed: int, lang: str) -> Page:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    cells = [_cell(raw) for raw in notebook["cells"] if _is_for(raw, lang)]
    first_code = next((place for place, cell in enumerate(cells) if cell.code), len(cells))
    lead = "".join(cell.html for cell in cells[:first_code])
    return Page(path.stem, lang, title(path.stem, lang), lead, tuple(cells[first_code:]))


def _is_for(raw: dict[str, Any], lang: str) -> bool:
    """Say whether a cell is for readers of `lang`: one with the tag of another language is not."""
    if raw["cell_type"] not in ("markdown", "code"):
        return False
    return not (set(LANGUAGES) - {lang}) & set(raw["metadata"].get("tags", ()))


def _cell(raw: dict[str, Any]) -> Cell:
    source = "".join(raw["source"])
    if raw["cell_type"] == "code":
        return Cell(code=source)
    text = MarkdownIt("commonmark", {"html": False}).enable("table").render(source)
    text = text.replace(
        "<pre>", "<pre tabindex='0'>"
    )  # a sample may be wider than the page: keys must scroll it
    return Cell(html=f"<div class='kb-text'>{text}</div>\n")
