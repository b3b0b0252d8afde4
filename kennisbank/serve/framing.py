"""The frame around a page: what the template shows besides the notebook's own text."""

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from tornado.escape import json_encode

from kennisbank.serve.pages import Page, title
from kennisbank.serve.settings import Settings
from kennisbank.text.catalogue import LANGUAGES, known, messages, say

TEMPLATES = Path(__file__).parent / "share" / "pages"
_WORDS = ("name", "skip", "pages", "language", "theme", "wait", "noscript", "leave")
_SAID_LATER = ("lost", "reload", "failed", "fault")


@cache
def environment() -> Environment:
    """Return the templates, read once."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )


def opening(
    page: Page, names: tuple[str, ...], *, told: Settings, assets: str, who: str, **given: Any
) -> str:
    """Return the page up to where its cells come."""
    base = told.base_url
    here = "" if page.lang == told.language else f"?lang={page.lang}"
    # The browser fills in what is between braces, so these go as they are.
    later = {name: messages()[f"shell.{name}"][page.lang] for name in _SAID_LATER}
    config = {"base": base, "assets": assets, "lang": page.lang, "words": later}
    return environment().get_template("opening.html").render(
        page=page,
        lead=Markup(page.lead),  # noqa: S704 - made by us from a notebook of ours, its HTML switched off
        home=f"{base}{names[0]}{here}",
        nav=[{"href": f"{base}{name}{here}", "title": title(name, page.lang), "here": name == page.name} for name in names],
        acting=say("shell.acting", page.lang, name=who),
        leave="" if told.user_header else f"{base}afmelden{here}",  # a proxy's session is not ours to end
        other=next(tag for tag in LANGUAGES if tag != page.lang),
        words={name: say(f"shell.{name}", page.lang) for name in _WORDS},
        config=Markup(json_encode(config)),  # noqa: S704 - JSON with its slashes escaped
        assets=assets,
        **given,
    )  # fmt: skip


def closing(*, whole: bool) -> str:
    """Return the end of the page; `whole` says that every cell has run."""
    return environment().get_template("closing.html").render(whole=whole)


def trouble(what: str, lang: str, *, base: str, assets: str) -> str:
    """Return the page that says in plain words why there is nothing else to see."""
    key = f"trouble.{what}" if known(f"trouble.{what}.title") else "trouble.other"
    return environment().get_template("trouble.html").render(
        lang=lang,
        title=say(f"{key}.title", lang),
        text=say(f"{key}.text", lang),
        name=say("shell.name", lang),
        back=say("trouble.back", lang),
        base=base,
        assets=assets,
    )  # fmt: skip
