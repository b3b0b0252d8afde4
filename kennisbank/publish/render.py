"""Fills the templates in; the one place where markup is made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache, partial
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from kennisbank.domain.words import day_text, label
from kennisbank.publish.addresses import Addresses, folder, plural_folder, up
from kennisbank.publish.cards import Card
from kennisbank.publish.page import Page, text_page
from kennisbank.publish.showing import capital
from kennisbank.text.catalogue import say

LANGUAGE_NAMES = {"nl": "Nederlands", "en": "English"}


@dataclass(frozen=True, kw_only=True, eq=False)
class Shell:
    """What stands around every page: the name of the site, its languages, its kinds, the editions of its files."""

    title: str
    addresses: Addresses
    kinds: tuple[str, ...]
    editions: Mapping[str, str]
    search: str


@dataclass(frozen=True, kw_only=True)
class Leaf:
    """One page to be: its file inside the language tree, its language, its template and what only it shows."""

    file: str
    lang: str
    template: str
    heading: str
    values: Mapping[str, Any]
    about: str = ""
    data: str = ""


def fill(shell: Shell, leaf: Leaf) -> Page:
    """Return the page for `leaf`."""
    path = shell.addresses.tree(leaf.lang) + leaf.file
    text = _template(leaf.template).render(**_surroundings(shell, leaf, path, up(path)), **leaf.values)
    return text_page(path, text)


def fill_anywhere(shell: Shell, leaf: Leaf) -> Page:
    """Return a page that a server may show at any address, so its links start at the root of the host."""
    values = _surroundings(shell, leaf, leaf.file, shell.addresses.root_path())
    return text_page(leaf.file, _template(leaf.template).render(**values, **leaf.values))


def _surroundings(shell: Shell, leaf: Leaf, path: str, root: str) -> dict[str, Any]:
    lang = leaf.lang
    inner = leaf.file.removesuffix("index.html")
    current = inner if inner.count("/") == 1 else ""
    return {
        "site": shell.title, "lang": lang, "heading": leaf.heading, "about": leaf.about, "data": leaf.data,
        "root": root, "home": root + shell.addresses.tree(lang), "editions": shell.editions, "search": shell.search,
        "links": _piece("links.html", shell, lang, root, ""), "menu": _piece("menu.html", shell, lang, root, current),
        "foot": _piece("foot.html", shell, lang, root, ""), "t": _speaker(lang), "day": _day_writer(lang),
        "translations": _translations(shell, inner),
        "canonical": shell.addresses.absolute(path.removesuffix("index.html")) if shell.addresses.base_url else "",
    }  # fmt: skip


def _translations(shell: Shell, inner: str) -> tuple[tuple[str, str, str], ...]:
    """Return (language, path from the root of the site, whole address or nothing) of this page in every language."""
    found = []
    for lang in shell.addresses.languages:
        path = shell.addresses.tree(lang) + inner
        found.append((lang, path, shell.addresses.absolute(path) if shell.addresses.base_url else ""))
    return tuple(found)


@cache
def _speaker(lang: str) -> Callable[..., str]:
    fixed: dict[str, Markup] = {}

    def speak(key: str, **values: object) -> str:
        if values:
            return say(key, lang, **values)
        if key not in fixed:
            fixed[key] = escape(say(key, lang))
        return fixed[key]

    return speak


def _tongue(own: str, lang: str) -> Markup:
    """Return the attribute that says in which language a text is, where that is not the language of the page."""
    return Markup(' lang="{}"').format(own) if own and own != lang else Markup()


@lru_cache(maxsize=50_000)
def _card(card: Card, home: str, lang: str, level: int) -> Markup:
    """Return the markup of a card; the same card stands on many pages."""
    return Markup(_macro("card")(card, home, lang, level))  # noqa: S704 - made by a template


@lru_cache(maxsize=256)
def _piece(template: str, shell: Shell, lang: str, root: str, current: str) -> Markup:
    """Return a part that is the same on many pages: `root` is how to get to the root, `current` the menu item."""
    text = _template(template).render(
        site=shell.title, lang=lang, root=root, home=root + shell.addresses.tree(lang), current=current,
        kinds=shell.kinds, editions=shell.editions, t=_speaker(lang),
    )  # fmt: skip
    return Markup(text)  # noqa: S704 - made by a template


@cache
def _day_writer(lang: str) -> Callable[[date], str]:
    return partial(day_text, lang=lang)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("kennisbank.publish", "templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    environment.filters["capital"] = capital
    environment.globals.update(
        card=_card,
        tongue=_tongue,
        label=label,
        folder=folder,
        plural_folder=plural_folder,
        languages=LANGUAGE_NAMES,
    )
    return environment


@cache
def _template(name: str) -> Template:
    return _environment().get_template(name)


@cache
def _macro(name: str) -> Callable[..., str]:
    found: Callable[..., str] = getattr(_template("pieces.html").module, name)
    return found
