"""Opens the bank and puts the page together."""

from kennisbank_widgets.kit import opening
from kennisbank_widgets.search.state import SearchState
from kennisbank_widgets.search.view import SearchPage


def search_page() -> SearchPage:
    """Return the page, for the account, in the language and at the address that the server gives."""
    page = SearchPage(SearchState(opening.bank(), language=opening.lang()))
    page.state.visit(opening.query())
    return page
