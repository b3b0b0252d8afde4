"""Markdown to HTML that is safe to show: no raw HTML, no pictures from elsewhere, no scripts in links."""

from functools import cache

from markdown_it import MarkdownIt


@cache
def _reader() -> MarkdownIt:
    # Text comes from people: HTML in it is shown as text; a picture would be fetched from another host.
    return MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table").disable("image")


def html(text: str) -> str:
    """Return Markdown `text` as HTML. Headings start below the page's own (`h4`), links open without telling from where."""
    tokens = _reader().parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) + 3)}"
        for child in token.children or ():
            if child.type == "link_open":
                child.attrSet("rel", "noopener noreferrer nofollow")
    return _reader().renderer.render(tokens, _reader().options, {})
