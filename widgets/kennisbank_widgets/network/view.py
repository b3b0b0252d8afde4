"""The parts of the network page, each a widget that follows the state."""

import traitlets as t

from kennisbank.network.layout import positions
from kennisbank_widgets.kit.address.widget import Address, query
from kennisbank_widgets.kit.leaf.widget import Leaf
from kennisbank_widgets.kit.map.drawing import draw
from kennisbank_widgets.kit.map.widget import KnowledgeMap
from kennisbank_widgets.kit.record.view import record_leaf
from kennisbank_widgets.network import markup, people_markup
from kennisbank_widgets.network.state import ORDERS, NetworkState


class NetworkPage:
    """`filters`, `map`, `table`, `near`, `record`, `experts`, `peers` and `positions` are the parts, to be shown in any order."""

    def __init__(self, state: NetworkState) -> None:
        self.state = state
        self.address = Address(passing=("q", "moment"))
        deeds = {
            "topic": lambda value, _: state.set_trait("topic", value),
            "team": lambda value, _: state.set_trait("team", value),
            "years": lambda value, _: state.set_trait("years", value),
            "order": lambda value, _: state.set_trait("order", value if value in ORDERS else "ties"),
            "more": lambda _, __: state.more(),
            "open": lambda id, _: state.choose(id),
        }
        self.filters, self.table = Leaf(deeds=deeds), Leaf(deeds=deeds)
        self.near = Leaf(deeds=deeds)
        people = state.people
        asked = {
            "open": deeds["open"],
            "answer": lambda value, _: people.answer(value == "yes"),
            "gather": lambda _, given: people.gather(given.get("size", "")),
            "rank": lambda _, __: people.rank(),
            "more": lambda _, __: people.more(),
        }
        self.experts, self.peers, self.positions = Leaf(deeds=asked), Leaf(deeds=asked), Leaf(deeds=asked)
        self.map = KnowledgeMap(language=state.language)
        self.record = record_leaf(state.record, address=self.link, open=state.choose, on_map=False)
        for name in ("query", "hidden", "selected", "moment"):
            t.link((state, name), (self.map, name))
        state.observe(self.show_map, "net")
        state.observe(self.show_filters, ["topics", "teams", "topic", "team", "years", "fault"])
        state.observe(self.show_table, ["rows", "room", "order"])
        people.observe(
            self.show_people, ["knowers", "subject", "peers", "size", "willing", "positions", "room", "said"]
        )
        state.record.observe(self.show_near, "reading")
        for show in (self.show_filters, self.show_table, self.show_people, self.show_near):
            show()
        self.address.follow(state, state.visit)

    def show_map(self, _change: object = None) -> None:
        """Lay the network out and draw it."""
        self.map.show(
            draw(
                self.state.net,
                positions(self.state.net),
                whole=self.state.part,
                today=self.state.office.today(),
            )
        )

    def show_filters(self, _change: object = None) -> None:
        """Draw the three choices."""
        self.filters.html = markup.filters(self.state)

    def show_table(self, _change: object = None) -> None:
        """Draw the table."""
        self.table.html = markup.table(self.state, address=self.link)

    def show_people(self, _change: object = None) -> None:
        """Draw who knows about the topic, with whom to sit down, and where people stand."""
        people = self.state.people
        title = self.state.topics.get(people.subject, "")
        self.experts.html = people_markup.knowers(people, title=title, address=self.link)
        self.peers.html = people_markup.peers(people, address=self.link)
        self.positions.html = people_markup.positions(people, address=self.link)

    def show_near(self, _change: object = None) -> None:
        """Draw what the chosen record is tied to."""
        self.near.html = markup.near(self.state, address=self.link)

    def link(self, id: str) -> str:
        """Return the address of this page with that record chosen."""
        return query(
            {**{name: value for name, value in self.state.address.items() if name != "id"}, "id": id}
        )
