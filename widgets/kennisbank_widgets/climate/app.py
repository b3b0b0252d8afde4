"""Opens the bank and puts the page together."""

from kennisbank_widgets.climate.pulse import PulseState
from kennisbank_widgets.climate.state import ClimateState
from kennisbank_widgets.climate.view import ClimatePage
from kennisbank_widgets.kit import opening


def climate_page() -> ClimatePage:
    """Return the page, for the account, in the language and at the address that the server gives."""
    bank = opening.bank()
    page = ClimatePage(PulseState(bank, language=opening.lang()), ClimateState(bank, language=opening.lang()))
    page.asked.visit()
    page.state.visit(opening.query())
    return page
