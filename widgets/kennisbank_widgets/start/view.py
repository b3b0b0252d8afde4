"""The parts of the start page, each a widget that follows the state."""

from kennisbank_widgets.kit.address.widget import Address
from kennisbank_widgets.kit.leaf.widget import Leaf
from kennisbank_widgets.start import markup
from kennisbank_widgets.start.state import StartState


class StartPage:
    """`capture`, `search`, `waiting`, `newest` and `ways` are the parts, to be shown in any order."""

    def __init__(self, state: StartState) -> None:
        self.state = state
        self.address = Address()
        self.capture = Leaf(deeds={"begin": lambda _, given: state.begin(given.get("title", ""))})
        self.search, self.waiting, self.newest, self.ways = Leaf(), Leaf(), Leaf(), Leaf()
        state.observe(self.show_capture, ["message", "started"])
        state.observe(self.show, ["drafts", "actions", "handovers", "reviews", "newest"])
        state.observe(self.go_on, "started")
        self.search.html, self.ways.html = markup.search(state), markup.ways(state)
        self.show_capture()
        self.show()

    def show_capture(self, _change: object = None) -> None:
        """Draw the quick capture."""
        self.capture.html = markup.capture(self.state)

    def show(self, _change: object = None) -> None:
        """Draw what waits and what is new."""
        self.waiting.html, self.newest.html = markup.waiting(self.state), markup.newest(self.state)

    def go_on(self, _change: object) -> None:
        """Go to the capture page with the draft just begun."""
        self.address.go(f"vastleggen?draft={self.state.started}")
