"""The parts of the search page, each a widget that follows the state."""

from kennisbank_widgets.kit.address.widget import Address, query
from kennisbank_widgets.kit.leaf.widget import Leaf
from kennisbank_widgets.kit.record.view import record_leaf
from kennisbank_widgets.search import markup
from kennisbank_widgets.search.state import SearchState


class SearchPage:
    """`search_box`, `filters`, `results` and `record` are the parts, to be shown in any order."""

    def __init__(self, state: SearchState) -> None:
        self.state = state
        self.address = Address()
        deeds = {
            "ask": lambda value, given: state.ask(given.get("q", value)),
            "narrow": lambda value, _: state.narrow(*value.partition(":")[::2]),
            "widen": lambda _, __: state.widen(),
            "order": lambda value, _: state.order(value),
            "turn": lambda value, _: state.turn(int(value) if value.isdecimal() else 1),
            "open": lambda id, _: state.open(id),
        }
        self.search_box = Leaf(deeds=deeds)
        self.filters = Leaf(deeds=deeds)
        self.results = Leaf(deeds=deeds)
        self.record = record_leaf(state.record, address=self.link, open=self.open)
        state.observe(self.show, "edition")
        state.observe(self.show_box, "text")
        state.record.observe(self.show, "reading")
        self.show_box()
        self.address.follow(state, state.visit)

    def show_box(self, _change: object = None) -> None:
        """Draw the search box."""
        self.search_box.html = markup.search_box(self.state)

    def show(self, _change: object = None) -> None:
        """Draw what was found; an open record takes its place."""
        reading = self.state.record.reading is not None
        self.filters.html = "" if reading else markup.filters(self.state)
        self.results.html = "" if reading else markup.results(self.state, address=self.link)

    def link(self, id: str) -> str:
        """Return the address at which a record is read with the search as it is."""
        return query(
            {**{name: value for name, value in self.state.address.items() if name != "id"}, "id": id}
        )

    def open(self, id: str) -> None:
        """Go to a record, or back to the results, with the keyboard where one was."""
        left = self.state.record.id
        self.state.open(id)
        if not id and left:
            self.results.focus(f'[data-open="{left}"]')
