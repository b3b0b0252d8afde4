"""What a page starts from: the bank, the language and the address, as the server gave them."""

import os
from urllib.parse import parse_qsl

from kennisbank.bank import Bank, open_bank
from kennisbank.text.catalogue import language


def bank() -> Bank:
    """Open the bank the server serves, for the account it serves it to."""
    return open_bank(actor=os.environ.get("KENNISBANK_ACTOR", ""))


def query() -> dict[str, str]:
    """Return the parts of the address at which the page was opened."""
    return dict(parse_qsl(os.environ.get("KENNISBANK_QUERY", "")))


def lang() -> str:
    """Return the language of the page: that of the address, else that of the server."""
    return language(query().get("lang") or os.environ.get("KENNISBANK_LANG", ""))
