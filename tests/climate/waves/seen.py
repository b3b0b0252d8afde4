"""What somebody sees: every figure on the page for every account, wave and part, read from the HTML and the messages it comes in."""

import re
from html.parser import HTMLParser

from kennisbank_widgets.climate.pulse import PulseState
from kennisbank_widgets.climate.state import ClimateState
from kennisbank_widgets.climate.view import ClimatePage

NOW = " (indeling van nu)"
WHOLE = "de hele organisatie"
TRAITS = {"Iedereen die een team leidt": "leads", "Iedereen die geen team leidt": "works"}


class _Tables(HTMLParser):
    """Collects the tables of a page: the caption, and the cells of each row."""

    def __init__(self):
        super().__init__()
        self.tables, self._in, self._text = [], "", []

    def handle_starttag(self, tag, attrs):
        if tag == "table":
            self.tables.append(["", []])
        if tag == "tr" and self.tables:
            self.tables[-1][1].append([])
        if tag in ("caption", "th", "td"):
            self._in, self._text = tag, []

    def handle_data(self, data):
        if self._in:
            self._text.append(data)

    def handle_endtag(self, tag):
        if tag == self._in:
            text = "".join(self._text).strip()
            if tag == "caption":
                self.tables[-1][0] = text
            else:
                self.tables[-1][1][-1].append(text)
            self._in = ""


def tables(html: str) -> list[tuple[str, list[list[str]]]]:
    """Return (caption, rows of cells) of every table in `html`."""
    reader = _Tables()
    reader.feed(html)
    return [(caption, rows) for caption, rows in reader.tables]


def shown_on(html: str) -> set[str]:
    """Return the titles of all parts of which numbers stand in `html`."""
    found = set()
    for caption, rows in tables(html):
        if caption.startswith("Leerklimaat van ") and any(
            re.search(r"\d,\d", "".join(row)) for row in rows[1:]
        ):
            found.add(caption.removeprefix("Leerklimaat van ").rpartition(":")[0])
        if caption.startswith("Gemiddelde per onderdeel"):
            found |= {row[0] for row in rows[1:] if any(re.search(r"\d,\d", cell) for cell in row[1:])}
    return found


def pages_of(house, account):
    """Yield (wave, HTML of the whole page) for every wave and part that the page offers to `account`."""
    with house.bank(account) as bank:
        page = ClimatePage(PulseState(bank), ClimateState(bank))
        page.asked.visit()
        page.state.visit({})
        for wave in page.state.waves:
            page.state.look_at(wave=wave.id, team="")
            offered = {
                part.unit or team
                for part in page.state.results.parts
                for team in (part.unit, *part.teams)
                if team
            }
            for team in sorted({"", *offered, *house.teams.values()}):
                page.state.look_at(wave=wave.id, team=team)
                yield (
                    wave.id,
                    "".join(
                        leaf.html
                        for leaf in (page.results, page.whole, page.actions, page.questions, page.statistics)
                    ),
                )
