"""What the network page knows: the part of the network on show, its table, what is chosen, and who knows about a topic."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol
from unicodedata import combining, normalize

import networkx as nx
import traitlets as t

from kennisbank.errors import KennisbankError
from kennisbank.network.graph import around, known_on, strongest, up_to
from kennisbank.network.ties import neighbours, ties
from kennisbank.text.catalogue import say
from kennisbank.text.faults import in_plain_words
from kennisbank_widgets.kit.map.drawing import NODE_LIMIT, SHAPES, day_or_none
from kennisbank_widgets.kit.record.state import Desk, RecordState
from kennisbank_widgets.network.people import Circle, PeopleState

PERIODS = {"": 0, "1": 1, "2": 2, "5": 5}
"""The periods one can choose, in years back from today; empty is everything."""
HUBS = frozenset({"topic", "team"})
"""Kinds that tie nearly everything: the surroundings of one do not go on through another."""
ROWS = 200
"""Rows of the table that are shown at once."""
ADDRESS = ("q", "hide", "topic", "team", "years", "moment", "id")


class Office(Desk, Circle, Protocol):
    """What the network page needs of a bank."""

    def network(self, *, at: date | None = None, since: date | None = None) -> "nx.MultiDiGraph[str]": ...  # noqa: D102


@dataclass(frozen=True, kw_only=True)
class Row:
    """A line of the table beside the map. Of people `ties` is None: they are not counted beside each other here."""

    id: str
    title: str
    kind: str
    ties: int | None


ORDERS: dict[str, Callable[[Row], tuple[object, ...]]] = {
    "ties": lambda row: (row.ties is None, -(row.ties or 0), row.title.casefold(), row.id),
    "title": lambda row: (row.title.casefold(), row.id),
    "kind": lambda row: (row.kind, -(row.ties or 0), row.title.casefold(), row.id),
}
"""How the table can be sorted."""


class NetworkState(t.HasTraits):
    """`net` is the part of the network that the filters let through, `rows` the table of what is visible in it.

    `hidden` are the kinds switched off, `query` the text searched for, `topic` and `team` ids, `years` a key of
    `PERIODS`; `moment` is the last day of what is shown, empty for today. `past` is all there ever was until today, `whole`
    what holds today; `net` and `part` have what ended too, for the moments before, and `held` is what of `net` holds at the
    moment. `order` is how the table is sorted and `room`
    how many of its rows are shown. `part` is the network before what is too much to draw was left out. `selected` is the
    id of the chosen record; `near` are its ties. `people` is the state of what concerns people: whom to ask about the
    topic `subject`, and more. `message` says how much is in the table, `fault` why the network could not be opened.
    """

    query = t.Unicode()
    hidden = t.Tuple()
    topic = t.Unicode()
    team = t.Unicode()
    years = t.Unicode()
    moment = t.Unicode()
    selected = t.Unicode()
    net = t.Any()
    order = t.Unicode("ties")
    room = t.Int(ROWS)
    rows = t.Tuple()
    near = t.Tuple()
    subject = t.Unicode()
    topics = t.Dict()
    teams = t.Dict()
    message = t.Unicode()
    fault = t.Unicode()
    address = t.Dict()

    def __init__(self, office: Office, *, language: str = "nl") -> None:
        """Start with an empty map; `visit` loads the network."""
        self.office = office
        self.language = language
        self.record = RecordState(office, language=language)
        self.people = PeopleState(office, language=language)
        self.past: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        self.whole: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        self.part: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        self.held: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        super().__init__(net=nx.MultiDiGraph())

    def visit(self, address: Mapping[str, str]) -> None:
        """Bring the page to what `address` says; what makes no sense is left out."""
        years = address["years"] if address.get("years") in PERIODS else ""
        if self.years == years:
            self._load()
        self.years = years
        self.query = address.get("q", "")
        self.hidden = tuple(sorted(set(address.get("hide", "").split(",")) & set(SHAPES)))
        self.topic = address["topic"] if address.get("topic") in self.topics else ""
        self.team = address["team"] if address.get("team") in self.teams else ""
        moment = day_or_none(address.get("moment", ""))
        self.moment = moment if moment < self.office.today().isoformat() else ""
        self.selected = address.get("id", "")

    @t.observe("years")
    def _load(self, _change: Any = None) -> None:
        today = self.office.today()
        back = PERIODS.get(self.years, 0)
        since = date(today.year - back, today.month, min(today.day, 28)) if back else None
        self.fault = ""
        try:
            self.past = up_to(self.office.network(since=since), today)
        except KennisbankError as error:
            self.past, self.fault = nx.MultiDiGraph(), in_plain_words(error, self.language)
        self.whole = known_on(self.past, today)
        self.topics, self.teams = self._titles("topic"), self._titles("team")
        self._narrow()

    @t.observe("topic", "team")
    def _narrow(self, _change: Any = None) -> None:
        """Keep what is tied to the chosen topic and to the chosen team, directly or through one other record."""
        net = self.whole
        for chosen in filter(None, (self.team, self.topic)):
            part = around(self.whole, chosen, steps=2, stop_at=HUBS) if chosen in self.whole else ()
            net = net.subgraph([node for node in net if node in part])
        self.part = self.past if net is self.whole else self.past.subgraph(net).copy()
        self.net = strongest(self.part, limit=NODE_LIMIT)
        self._ask_who()
        self._go()

    @t.observe("moment")
    def _go(self, _change: Any = None) -> None:
        """See what held at the moment that is looked at."""
        if self.moment:
            self.held = known_on(self.net, date.fromisoformat(self.moment))
        elif self.net is self.past:
            self.held = self.whole
        else:
            self.held = known_on(self.net, self.office.today())
        self._list()

    @t.observe("query", "hidden", "order")
    def _list(self, _change: Any = None) -> None:
        """Make the table of what is visible: the same records as on the map."""
        self.room = ROWS
        net = self.held
        wanted = _folded(self.query.strip())
        found = (
            Row(
                id=node,
                title=str(about["title"]),
                kind=str(about["kind"]),
                ties=None if about["kind"] == "person" else len(neighbours(net, node)),
            )
            for node, about in net.nodes(data=True)
            if about["kind"] not in self.hidden and wanted in _folded(str(about["title"]))
        )
        self.rows = tuple(sorted(found, key=ORDERS[self.order if self.order in ORDERS else "ties"]))
        self.message = say("network.shown", self.language, number=len(self.rows))
        self._write_address()

    @t.observe("selected")
    def _choose(self, _change: Any) -> None:
        self.near = ties(self.whole, self.selected) if self.selected in self.whole else ()
        self.record.id = self.selected
        self._ask_who()
        self._write_address()

    def _ask_who(self) -> None:
        """Look who knows about the chosen record when that is a topic, else about the topic of the filter."""
        self.subject = self.selected if self.selected in self.topics else self.topic
        self.people.ask_about(self.subject if self.subject in self.whole else "")

    def choose(self, id: str) -> None:
        """Choose a record; an empty id lets go."""
        self.selected = id

    def more(self) -> None:
        """Show more rows of the table."""
        self.room += ROWS

    def _titles(self, kind: str) -> dict[str, str]:
        found = {
            node: str(about["title"]) for node, about in self.whole.nodes(data=True) if about["kind"] == kind
        }
        return dict(sorted(found.items(), key=lambda pair: pair[1].casefold()))

    def _write_address(self) -> None:
        held = {
            "q": self.query, "hide": ",".join(self.hidden), "topic": self.topic, "team": self.team, "years": self.years,
            "moment": self.moment, "id": self.selected,
        }  # fmt: skip
        self.address = {name: held[name] for name in ADDRESS if held[name]}


def _folded(text: str) -> str:
    """Return `text` without accents and capitals, as the map compares it."""
    return "".join(letter for letter in normalize("NFD", text) if not combining(letter)).lower()
