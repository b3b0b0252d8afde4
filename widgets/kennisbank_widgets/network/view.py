"""The parts of the network page, each a widget that follows the state."""

import traitlets as t

from kennisbank.network.layout import positions
from kennisbank_widgets.kit.address.widget import Address, query
from kennisbank_widgets.kit.leaf.widget import Leaf
from kennisbank_widgets.kit.map.drawing import draw
from kennisbank_widgets.kit.map.widget import KnowledgeMap
from kennisbank_widgets.kit.record.view import record_leaf
from kennisbank_widgets.network import markup
from kennisbank_widgets.network.state import ORDERS, NetworkState


class NetworkPage:
    """`filters`, `map`, `table`, `experts`, `near` and `record` are the parts, to be shown in any order."""

    def __init__(self, state: NetworkState) -> None:
        self.state = state
        self.address = Address()
        deeds = {
            "topic": lambda value, _: state.set_trait("topic", value),
            "team": lambda value, _: state.set_trait("team", value),
            "years": lambda value, _: state.set_trait("years", value),
            "order": lambda value, _: state.set_trait("order", value if value in ORDERS else "ties"),
            "more": lambda _, __: state.more(),
            "open": lambda id, _: state.choose(id),
        }
        self.filters, self.table = Leaf(deeds=deeds), Leaf(deeds=deeds)
        self.near, self.experts = Leaf(deeds=deeds), Leaf(deeds=deeds)
        self.map = KnowledgeMap(language=state.language)
        self.record = record_leaf(state.record, address=self.link, open=state.choose, on_map=False)
        for name in ("query", "hidden", "selected", "moment"):
            t.link((state, name), (self.map, name))
        state.observe(self.show_map, "net")
        state.observe(self.show_filters, ["topics", "teams", "topic", "team", "years"])
        state.observe(self.show_table, ["rows", "room", "order"])
        state.observe(self.show_people, ["people", "subject"])
        state.record.observe(self.show_near, "reading")
        for show in (self.show_filters, self.show_table, self.show_people, self.show_near):
            show()
        self.address.follow(state, state.visit)

    def show_map(self, _change: object = None) -> None:
        """Lay the network out and draw it."""
        self.map.show(draw(self.state.net, positions(self.state.net), whole=self.state.part))

    def show_filters(self, _change: object = None) -> None:
        """Draw the three choices."""
        self.filters.html = markup.filters(self.state)

    def show_table(self, _change: object = None) -> None:
        """Draw the table."""
        self.table.html = markup.table(self.state, address=self.link)

    def show_people(self, _change: object = None) -> None:
        """Draw who knows about the topic."""
        self.experts.html = markup.people(self.state, address=self.link)

    def show_near(self, _change: object = None) -> None:
        """Draw what the chosen record is tied to."""
        self.near.html = markup.near(self.state, address=self.link)

    def link(self, id: str) -> str:
        """Return the address of this page with that record chosen."""
        return query(
            {**{name: value for name, value in self.state.address.items() if name != "id"}, "id": id}
        )
