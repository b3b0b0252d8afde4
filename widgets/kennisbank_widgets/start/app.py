"""Opens the bank and puts the page together."""

from kennisbank_widgets.kit import opening
from kennisbank_widgets.start.state import StartState
from kennisbank_widgets.start.view import StartPage


def start_page() -> StartPage:
    """Return the page, for the account and in the language that the server gives."""
    return StartPage(StartState(opening.bank(), language=opening.lang()))
