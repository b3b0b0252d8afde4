"""Long lists of records, cut into pages of fifty."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kennisbank.domain.record import Record
from kennisbank.publish.render import Leaf
from kennisbank.publish.shelf import Shelf

PER_PAGE = 50


@dataclass(frozen=True)
class Pager:
    """Where one is in a long list: `number` of `last`, and the folder of the first page."""

    number: int
    last: int
    place: str

    def at(self, number: int) -> str:
        """Return the folder of page `number`, inside the language tree."""
        return self.place if number == 1 else f"{self.place}{number}/"


def listing(  # noqa: PLR0913 - a list has a place, a heading and a way back
    records: Sequence[Record],
    shelf: Shelf,
    lang: str,
    *,
    place: str,
    heading: str,
    back: tuple[str, str] | None = None,
) -> Iterator[Leaf]:
    """Yield the pages of a list of `records` at `place`; `back` is (text, place) of the page it hangs under."""
    last = max(1, -(-len(records) // PER_PAGE))
    for number in range(1, last + 1):
        pager = Pager(number, last, place)
        part = records[(number - 1) * PER_PAGE : number * PER_PAGE]
        values = {"cards": shelf.shown(part, lang), "pager": pager, "total": len(records), "back": back}
        yield Leaf(
            file=f"{pager.at(number)}index.html",
            lang=lang,
            template="listing.html",
            heading=heading,
            values=values,
        )
