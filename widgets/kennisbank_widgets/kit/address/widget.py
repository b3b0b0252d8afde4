"""The address of the page as a widget without a face."""

from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

import anywidget
import traitlets as t

from kennisbank_widgets.kit.asset import asset

HERE = Path(__file__).parent
LONGEST = 4_000


class Address(anywidget.AnyWidget):
    """`arrived` is the query string with which the page was opened (or gone back to), `address` the one to show.

    `arrived` ends in a space, so that arriving without a query string is news as well. `passing` are parts that change while
    somebody looks around, such as the text in a search box: Back does not stop at each of their values.
    """

    _esm = asset(HERE / "address.js")

    arrived = t.Unicode().tag(sync=True)
    address = t.Unicode().tag(sync=True)
    destination = t.Unicode().tag(sync=True)
    passing = t.Tuple().tag(sync=True)

    def follow(self, state: t.HasTraits, visit: Callable[[Mapping[str, str]], None]) -> None:
        """Give `visit` every address at which one arrives, and show trait `address` (a dict) of `state`.

        Arriving where the page is already changes nothing.
        """
        t.dlink((state, "address"), (self, "address"), query)

        def arrive(change: t.Bunch) -> None:
            told = parts(change["new"])
            if query(told) != self.address or not told:
                visit(told)

        self.observe(arrive, "arrived")

    def go(self, destination: str) -> None:
        """Leave this page for another one of this site."""
        self.destination = destination


def parts(arrived: str) -> dict[str, str]:
    """Return the parts of a query string but for the language; of a part that is there twice, the last."""
    told = dict(parse_qsl(arrived[:LONGEST].strip().removeprefix("?"), errors="replace"))
    return {name: value for name, value in told.items() if name != "lang"}


def query(address: Mapping[str, str]) -> str:
    """Return `address` as a query string, an empty text when there is nothing in it."""
    return f"?{urlencode(address)}" if address else ""
