"""Opens the bank and puts the page together."""

from kennisbank_widgets.kit import opening
from kennisbank_widgets.risk.state import RiskState
from kennisbank_widgets.risk.view import RiskPage


def risk_page() -> RiskPage:
    """Return the page, for the account, in the language and at the address that the server gives."""
    page = RiskPage(RiskState(opening.bank(), language=opening.lang()))
    page.state.visit(opening.query())
    return page
