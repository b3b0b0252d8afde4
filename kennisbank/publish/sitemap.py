"""Tells machines what is here: sitemap.xml (when the site knows where it stands) and robots.txt."""

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from kennisbank.publish.addresses import Addresses
from kennisbank.publish.page import Page, text_page
from kennisbank.publish.shelf import Shelf

MOST = 50_000
"""The protocol allows no more addresses in one file (sitemaps.org)."""
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap_pages(shelf: Shelf, *, most: int = MOST) -> Iterator[Page]:
    """Yield robots.txt, and with a base address the sitemap, in parts when it is long."""
    if not shelf.addresses.base_url:
        yield text_page("robots.txt", "User-agent: *\nAllow: /\n")
        return
    yield text_page(
        "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {shelf.addresses.absolute('sitemap.xml')}\n"
    )
    entries = list(_entries(shelf))
    if len(entries) <= most:
        yield text_page("sitemap.xml", _document("urlset", entries))
        return
    parts = [f"sitemap-{start // most + 1}.xml" for start in range(0, len(entries), most)]
    for number, name in enumerate(parts):
        yield text_page(name, _document("urlset", entries[number * most : (number + 1) * most]))
    yield text_page(
        "sitemap.xml", _document("sitemapindex", [_part(name, shelf.addresses) for name in parts])
    )


def _entries(shelf: Shelf) -> Iterator[str]:
    for lang in shelf.addresses.languages:
        tree = shelf.addresses.tree(lang)
        yield _entry(shelf.addresses.absolute(tree), "")
        for id, record in shelf.collection.records.items():
            day = record.modified.date().isoformat() if record.modified else ""
            yield _entry(shelf.addresses.absolute(tree + shelf.places[id]), day)


def _entry(address: str, day: str) -> str:
    changed = f"<lastmod>{day}</lastmod>" if day else ""
    return f"<url><loc>{escape(address)}</loc>{changed}</url>"


def _part(name: str, addresses: Addresses) -> str:
    return f"<sitemap><loc>{escape(addresses.absolute(name))}</loc></sitemap>"


def _document(tag: str, entries: Sequence[str]) -> str:
    inner = "\n".join(entries)
    return f'<?xml version="1.0" encoding="utf-8"?>\n<{tag} xmlns="{_NAMESPACE}">\n{inner}\n</{tag}>\n'
