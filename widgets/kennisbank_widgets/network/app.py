"""Opens the bank and puts the page together."""

from kennisbank_widgets.kit import opening
from kennisbank_widgets.network.state import NetworkState
from kennisbank_widgets.network.view import NetworkPage


def network_page() -> NetworkPage:
    """Return the page, for the account, in the language and at the address that the server gives."""
    page = NetworkPage(NetworkState(opening.bank(), language=opening.lang()))
    page.state.visit(opening.query())
    return page
