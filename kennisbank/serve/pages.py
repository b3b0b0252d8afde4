"""The pages there are, and dressing a notebook before it runs: language, title, words of the frame."""

import json
import os
import re
from pathlib import Path
from typing import Any

from kennisbank.text.catalogue import LANGUAGES, known, language, say

ORDER = ("start", "vastleggen", "zoeken", "kennisnetwerk")
_FRAME = (
    "name",
    "skip",
    "pages",
    "language",
    "theme",
    "wait",
    "lost",
    "reload",
    "failed",
    "noscript",
    "leave",
)
_IMPORT = re.compile(r"^(?:from|import) ([\w.]+)", re.MULTILINE)
_NAME = re.compile(r"^[a-z]+$")


def apps_folder() -> Path:
    """Return the folder of the notebooks: that of the installed package, or of the checkout it runs from."""
    here = Path(__file__).parent
    return next(path for path in (here / "apps", here.parents[1] / "notebooks" / "apps") if path.is_dir())


def names(folder: Path) -> tuple[str, ...]:
    """Return the names of the pages in `folder`, in the order of the navigation."""
    found = {path.stem for path in folder.glob("*.ipynb") if _NAME.match(path.stem)}
    return (*(name for name in ORDER if name in found), *sorted(found - set(ORDER)))


def modules(folder: Path) -> tuple[str, ...]:
    """Return the modules that the pages in `folder` import: worth having ready before somebody comes."""
    found: set[str] = set()
    for path in folder.glob("*.ipynb"):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        for cell in cells:
            if cell["cell_type"] == "code":
                found.update(_IMPORT.findall("".join(cell["source"])))
    return tuple(sorted(found))


def dress(handler: Any, *, notebook: Any, cwd: str) -> Any:  # noqa: ARG001 - Voila gives all three
    """Prepare `notebook` for the person who asks: keep the cells of their language, and give the frame its words.

    A Markdown cell with the tag `nl` or `en` is for readers of that language; without a tag it is for all.
    """
    lang = language(handler.get_argument("lang", os.environ.get("KENNISBANK_LANG", "nl")))
    other = {tag for tag in LANGUAGES if tag != lang}
    notebook.cells = [cell for cell in notebook.cells if not other & set(cell.metadata.get("tags", ()))]
    who, xsrf = handler.current_user.name, handler.xsrf_token.decode()
    notebook.metadata["kennisbank"] = {
        **frame(handler.page, handler.pages, lang=lang, base=handler.base_url, who=who), "xsrf": xsrf
    }  # fmt: skip
    notebook.metadata["title"] = f"{notebook.metadata['kennisbank']['title']} · {say('shell.name', lang)}"
    return notebook


def frame(page: str, pages: tuple[str, ...], *, lang: str, base: str = "/", who: str = "") -> dict[str, Any]:
    """Return what the template shows around page `page`."""
    here = "" if lang == "nl" else f"?lang={lang}"
    other = next(tag for tag in LANGUAGES if tag != lang)
    return {
        "lang": lang,
        "other": other,
        "title": _title(page, lang),
        "home": f"{base}start{here}",
        "nav": [
            {"href": f"{base}{name}{here}", "title": _title(name, lang), "here": name == page}
            for name in pages
        ],
        "acting": say("shell.acting", lang, name=who),
        "leave": f"{base}afmelden{here}",
        "words": {name: say(f"shell.{name}", lang) for name in _FRAME},
    }


def _title(page: str, lang: str) -> str:
    return say(f"page.{page}", lang) if known(f"page.{page}") else page.capitalize()
