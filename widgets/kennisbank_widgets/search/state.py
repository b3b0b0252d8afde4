"""What the search page knows and can do: a question, filters, hits, and the record that is open."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol

import traitlets as t

from kennisbank.errors import KennisbankError
from kennisbank.text.catalogue import say
from kennisbank.text.faults import in_plain_words
from kennisbank_widgets.kit.record.state import Desk, RecordState

PAGE = 20
FACETS = ("kind", "topic", "team", "status", "confidence", "nature", "year")
SORTS = ("relevance", "newest", "oldest", "title")
ADDRESS = ("q", *FACETS, "sort", "page", "id")
"""What stands in the address of the page; it holds everything needed to see the same page again."""


class Library(Desk, Protocol):
    """What searching needs of a bank."""

    def find(self, text: str = "", /, **options: Any) -> Any: ...  # noqa: D102
    def clicked(self, search: str, /) -> None: ...  # noqa: D102


class SearchState(t.HasTraits):
    """`filters` maps a facet to the one value chosen; `found` is what `bank.find` returned, `hits` its hits.

    `titles` names the topics and teams in the facets. `edition` goes up after each search, when all is in place. `record` is the state of the record that is open.
    """

    text = t.Unicode()
    filters = t.Dict(value_trait=t.Unicode(), key_trait=t.Unicode())
    sort = t.Unicode("relevance")
    page = t.Int(1)
    hits = t.Tuple()
    total = t.Int(0)
    facets = t.Dict()
    titles = t.Dict()
    suggestion = t.Unicode()
    message = t.Unicode()
    address = t.Dict()
    edition = t.Int(0)

    def __init__(self, library: Library, *, language: str = "nl") -> None:
        """Start with an empty question."""
        self.library = library
        self.language = language
        self.record = RecordState(library, language=language)
        self._search = ""
        super().__init__()
        self.record.observe(self._opened, "id")

    def visit(self, address: Mapping[str, str]) -> None:
        """Bring the page to what `address` (the parts of a query string) says; what makes no sense is left out."""
        page = address.get("page", "1")
        with self.hold_trait_notifications():
            self.text = address.get("q", "")
            self.filters = {name: address[name] for name in FACETS if address.get(name)}
            self.sort = address["sort"] if address.get("sort") in SORTS else "relevance"
            self.page = int(page) if page.isascii() and page.isdigit() and 0 < int(page) < 10_000 else 1
        self.seek(log=False)
        self.record.id = address.get("id", "")

    def ask(self, text: str) -> None:
        """Search for `text`, from the first page on, with the filters as they are; an open record is put away."""
        self.text, self.page = text, 1
        self.record.close()
        self.seek()

    def narrow(self, facet: str, value: str) -> None:
        """Keep to what has `value` for `facet`; an empty value lets that filter go."""
        if facet not in FACETS:
            return
        rest = {name: chosen for name, chosen in self.filters.items() if name != facet}
        self.filters, self.page = ({**rest, facet: value} if value else rest), 1
        self.seek(log=False)

    def widen(self) -> None:
        """Let all filters go."""
        self.filters, self.page = {}, 1
        self.seek(log=False)

    def order(self, sort: str) -> None:
        """Put the hits in another order."""
        if sort in SORTS:
            self.sort, self.page = sort, 1
            self.seek(log=False)

    def turn(self, page: int) -> None:
        """Go to another page of hits."""
        self.page = min(max(1, page), self.pages)
        self.seek(log=False)

    def open(self, id: str) -> None:
        """Open a record, and keep that this search gave somebody something."""
        if self._search and any(hit.id == id for hit in self.hits):
            self.library.clicked(self._search)
        self.record.id = id

    @property
    def pages(self) -> int:
        """Return how many pages of hits there are, at least one."""
        return max(1, -(-self.total // PAGE))

    def seek(self, *, log: bool = True) -> None:
        """Search, and bring hits, facets, suggestion, message and address up to date."""
        try:
            found = self.library.find(
                self.text, limit=PAGE, offset=(self.page - 1) * PAGE, explain=True, log=log, **self._options()
            )
        except KennisbankError as error:
            self._show(None, in_plain_words(error, self.language))
            return
        if log:
            self._search = found.id
        self._show(found, say("finding.total", self.language, number=found.total))

    def _options(self) -> dict[str, Any]:
        options: dict[str, Any] = {name: value for name, value in self.filters.items() if name != "year"}
        year = self.filters.get("year", "")
        if year.isascii() and year.isdigit() and 0 < int(year) < 10_000:
            options |= {"since": date(int(year), 1, 1), "until": date(int(year), 12, 31)}
        return options if self.sort == "relevance" else {**options, "sort": self.sort}

    def _show(self, found: Any, message: str) -> None:
        with self.hold_trait_notifications():
            self.hits = tuple(found) if found else ()
            self.total = found.total if found else 0
            self.facets = {name: dict(counts) for name, counts in found.facets.items()} if found else {}
            self.suggestion = found.suggestion if found else ""
            self.titles = self.library.titles(self._referred()) if found else {}
            self.message = message
            self.address = self._address()
        self.edition += 1

    def _referred(self) -> set[str]:
        """Return the ids of the teams and topics that the page names."""
        ids = {
            value
            for name in ("topic", "team")
            for value in (*self.facets.get(name, {}), self.filters.get(name, ""))
        }
        return (ids | {str(hit.content.get("team", "")) for hit in self.hits}) - {""}

    def _address(self) -> dict[str, str]:
        sort = "" if self.sort == "relevance" else self.sort
        page = "" if self.page == 1 else str(self.page)
        everything = {"q": self.text, **self.filters, "sort": sort, "page": page, "id": self.record.id}
        return {name: everything[name] for name in ADDRESS if everything.get(name)}

    def _opened(self, _change: Any) -> None:
        self.address = self._address()
