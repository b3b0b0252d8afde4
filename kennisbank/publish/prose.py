"""Turns Markdown that people wrote into HTML that cannot do harm, and into plain text for excerpts."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from kennisbank.domain.ids import is_id

SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_FIRST_HEADING = 3
_MARKS = re.compile(
    r"!?\[([^\]]*)\]\([^)]*\)|^\s{0,3}(?:#{1,6}|>|[-*+]|\d+[.)])\s+|[*_`~]{1,3}", re.MULTILINE
)
_SPACE = re.compile(r"\s+")


def html(text: str, places: Mapping[str, str]) -> str:
    """Return Markdown `text` as HTML.

    HTML in the text is shown, not obeyed; an address may only be http, https, mailto or tel; an image becomes a link
    (the site asks nothing of another host). A link whose address ends in the id of a published record (`places` gives
    the folder of its page) leads to that page, seen from a page two folders deep; other relative links are dropped.
    """
    return str(_markdown().render(text, {"places": places}))


def plain(text: str) -> str:
    """Return Markdown `text` without its marks, on one line."""
    return _SPACE.sub(" ", _MARKS.sub(lambda found: found[1] or "", text)).strip()


def excerpt(text: str, *, limit: int = 180) -> str:
    """Return the beginning of Markdown `text` as plain text: at most `limit` characters, cut between words."""
    flat = plain(text[: limit * 8])
    if len(flat) <= limit:
        return flat
    return flat[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


class _Markdown(MarkdownIt):
    """Markdown in which only a few schemes make a link; any other address stays text."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the name of the library
        """Say whether `url` may become a link or an image."""
        try:
            scheme = urlsplit(url.strip()).scheme.lower()
        except ValueError:
            return False
        return scheme in SCHEMES or not scheme


@cache
def _markdown() -> MarkdownIt:
    markdown = _Markdown("commonmark", {"html": False, "breaks": True}).enable(["table", "strikethrough"])
    for kind, rule in (
        ("image", _image), ("link_open", _link_open), ("link_close", _link_close),
        ("heading_open", _heading), ("heading_close", _heading),
        ("table_open", _table_open), ("table_close", _table_close),
    ):  # fmt: skip
        markdown.add_render_rule(kind, rule)
    return markdown


def _target(address: str, places: Mapping[str, str]) -> str:
    """Return where a link leads, or an empty text when it leads nowhere that is published."""
    if urlsplit(address).scheme:
        return address
    last = address.split("#", maxsplit=1)[0].rstrip("/").rsplit("/", 1)[-1].removesuffix(".md").lower()
    return f"../../{places[last]}" if is_id(last) and last in places else ""


Tokens = Sequence[Token]


def _link_open(renderer: RendererHTML, tokens: Tokens, index: int, options: OptionsDict, env: EnvType) -> str:
    token = tokens[index]
    target = _target(str(token.attrs.get("href", "")), env["places"])
    env.setdefault("dropped", []).append(not target)
    if not target:
        return ""
    token.attrs["href"] = target
    if urlsplit(target).scheme:
        token.attrs["rel"] = "noreferrer"
    return renderer.renderToken(tokens, index, options, env)


def _link_close(
    renderer: RendererHTML, tokens: Tokens, index: int, options: OptionsDict, env: EnvType
) -> str:
    return "" if env["dropped"].pop() else renderer.renderToken(tokens, index, options, env)


def _image(renderer: RendererHTML, tokens: Tokens, index: int, options: OptionsDict, env: EnvType) -> str:
    token = tokens[index]
    words = renderer.renderInlineAsText(token.children, options, env) or str(token.attrs.get("src", ""))
    target = _target(str(token.attrs.get("src", "")), env["places"])
    shown = _escaped(words)
    return f'<a href="{_escaped(target)}" rel="noreferrer">{shown}</a>' if target else shown


def _heading(renderer: RendererHTML, tokens: Tokens, index: int, options: OptionsDict, env: EnvType) -> str:
    """Put headings inside a text below the heading of the section they stand in."""
    token = tokens[index]
    token.tag = f"h{min(6, int((token.markup and token.tag[1:]) or 1) + _FIRST_HEADING - 1)}"
    return renderer.renderToken(tokens, index, options, env)


def _table_open(
    renderer: RendererHTML, tokens: Tokens, index: int, options: OptionsDict, env: EnvType
) -> str:
    return f'<div class="wide" tabindex="0">{renderer.renderToken(tokens, index, options, env)}'


def _table_close(
    renderer: RendererHTML, tokens: Tokens, index: int, options: OptionsDict, env: EnvType
) -> str:
    return f"{renderer.renderToken(tokens, index, options, env)}</div>"


def _escaped(text: Any) -> str:
    return str(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
