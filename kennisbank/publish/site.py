"""Turns records into a whole site in memory: from values to pages, nothing is read or written."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from importlib.resources import files
from urllib.parse import urlsplit

from kennisbank.domain.record import Record
from kennisbank.domain.revision import Revision
from kennisbank.errors import InvalidInput
from kennisbank.publish.addresses import Addresses
from kennisbank.publish.collection import collect
from kennisbank.publish.feeds import site_feeds, topic_feed
from kennisbank.publish.front_pages import front_leaves, missing_leaf
from kennisbank.publish.open_data import data_pages
from kennisbank.publish.overview_pages import overview_leaves
from kennisbank.publish.page import Page
from kennisbank.publish.record_pages import record_leaves, redirect_leaves
from kennisbank.publish.render import Shell, fill, fill_anywhere
from kennisbank.publish.search_files import search_pages, version
from kennisbank.publish.search_results import results
from kennisbank.publish.shelf import Shelf, stock
from kennisbank.publish.sitemap import sitemap_pages
from kennisbank.publish.text_index import build_index
from kennisbank.publish.vocabulary import vocabulary_page
from kennisbank.text.catalogue import LANGUAGES

NAVIGATION = ("lesson", "topic", "team", "source")
"""The kinds in the menu, in this order; those there are none of are left out."""


@dataclass(frozen=True, kw_only=True)
class Site:
    """A site that can be gone through page by page, as often as one likes: each time the same bytes."""

    shelf: Shelf

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the interface languages; the first stands at the root, each other in a folder of its own."""
        return self.shelf.addresses.languages

    def __iter__(self) -> Iterator[Page]:
        """Yield every page; the pages of records are made one by one, so they are never all in memory."""
        yield from self._statics
        yield from self._search
        yield from self._front()
        yield from self._records()
        yield from self._data()

    def __length_hint__(self) -> int:
        """Return about how many pages there are, to show how far a publication is."""
        collection = self.shelf.collection
        pages = (len(collection.records) + len(collection.moved)) * len(self.languages)
        return pages + len(self._search) + len(self._statics)

    def _front(self) -> Iterator[Page]:
        for lang in self.languages:
            for leaf in front_leaves(self.shelf, lang):
                yield fill(self._shell, leaf)
            for kind in self.shelf.collection.kinds():
                yield from (fill(self._shell, leaf) for leaf in overview_leaves(kind, self.shelf, lang))
        yield fill_anywhere(self._shell, missing_leaf(self.languages[0]))

    def _records(self) -> Iterator[Page]:
        for record in self.shelf.collection.records.values():
            yield from (fill(self._shell, leaf) for leaf in record_leaves(record, self.shelf, self.languages))
            if record.kind == "topic" and (feed := topic_feed(record, self.shelf)):
                yield feed
        for old, new in self.shelf.collection.moved.items():
            leaves = redirect_leaves(old, new, self.shelf, self.languages)
            yield from (fill(self._shell, leaf) for leaf in leaves)

    def _data(self) -> Iterator[Page]:
        yield from site_feeds(self.shelf, self.languages[0])
        for kind in self.shelf.collection.kinds():
            yield from data_pages(kind, self.shelf)
        yield vocabulary_page(self.shelf, self.languages[0])
        yield from sitemap_pages(self.shelf)

    @cached_property
    def _statics(self) -> tuple[Page, ...]:
        folder = files(__package__).joinpath("static")
        return tuple(
            Page(f"static/{item.name}", item.read_bytes())
            for item in sorted(folder.iterdir(), key=lambda item: item.name)
            if item.is_file() and not item.name.startswith(".")
        )

    @cached_property
    def _search(self) -> tuple[Page, ...]:
        return search_pages(self.shelf.index, results(self.shelf))

    @cached_property
    def _shell(self) -> Shell:
        present = self.shelf.collection.kinds()
        return Shell(
            title=self.shelf.title, addresses=self.shelf.addresses, search=version(self._search),
            kinds=tuple(kind for kind in NAVIGATION if kind in present),
            editions={page.path.removeprefix("static/"): version([page]) for page in self._statics},
        )  # fmt: skip


def build(  # noqa: PLR0913 - what a site is made from
    records: Iterable[Record], *, revisions: Mapping[str, Sequence[Revision]] | None = None, title: str,
    base_url: str = "", today: date, languages: Sequence[str] = LANGUAGES,
) -> Site:  # fmt: skip
    """Return the site of `records`, merged ones included (they become redirects), as it is on `today`.

    `base_url` is where it will stand; without it the site works anywhere, but has no sitemap and its feeds have relative
    links. Raises NotAllowed when a record is not for everybody, and InvalidInput for an address or language we do not know.
    """
    _check(base_url, languages)
    collection = collect(records, today=today)
    addresses = Addresses(base_url=base_url, languages=tuple(languages))
    index = build_index(tuple(collection.records.values()))
    shelf = stock(collection, index, revisions=revisions or {}, title=title, addresses=addresses, today=today)
    return Site(shelf=shelf)


def _check(base_url: str, languages: Sequence[str]) -> None:
    parts = urlsplit(base_url)
    if base_url and (
        parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment
    ):
        raise InvalidInput(
            f"{base_url!r} is not the address of a site.",
            mend="Give one like https://lessen.voorbeeld.nl/kennisbank/.",
        )
    if not languages or len(set(languages)) < len(languages) or set(languages) - set(LANGUAGES):
        raise InvalidInput(
            f"A site cannot be made in {', '.join(languages) or 'no language'}.",
            mend=f"Choose from: {', '.join(LANGUAGES)}.",
        )
