"""The parts of the page on knowledge at risk, each a widget that follows the state."""

from kennisbank_widgets.kit.address.widget import Address
from kennisbank_widgets.kit.leaf.widget import Leaf
from kennisbank_widgets.kit.record.view import day
from kennisbank_widgets.risk import markup, transfers
from kennisbank_widgets.risk.state import RiskState

PERSON = "person:"
"""What the name of a box begins with by which a person is chosen."""


class RiskPage:
    """`scope`, `topics`, `leavers`, `what_if`, `proposals` and `running` are the parts, to be shown in any order."""

    def __init__(self, state: RiskState) -> None:
        self.state = state
        self.address = Address()
        self.scope = Leaf(deeds={"team": lambda value, _: state.look_at(value)})
        self.topics = Leaf(deeds={"more": lambda _, __: state.more()})
        self.leavers = Leaf(
            deeds={
                "announce": lambda _, given: state.announce(
                    given.get("person", ""), day(given.get("day", ""))
                ),
                "withdraw": lambda person, _: self.withdraw(person),
            }
        )
        self.what_if = Leaf(
            deeds={"weigh": lambda _, given: state.weigh(chosen(given), given.get("share", ""))}
        )
        self.proposals = Leaf(deeds={"propose": lambda _, __: state.propose(), "start": self.start})
        self.running = Leaf(
            deeds={
                "bring": lambda value, _: self.bring_on(value),
                "stop": lambda id, given: self.bring_on(f"{id} stopped", reason=given.get("reason", "")),
            }
        )
        state.observe(
            self.show,
            [
                "team",
                "teams",
                "risk",
                "room",
                "chosen",
                "share",
                "outcome",
                "proposals",
                "running",
                "ended",
                "titles",
                "said",
            ],
        )
        self.show()
        self.address.follow(state, state.visit)

    def show(self, _change: object = None) -> None:
        """Draw what changed; a part that stays the same is not sent again."""
        state = self.state
        self.scope.html, self.topics.html = markup.scope(state), markup.topics(state)
        self.leavers.html, self.what_if.html = markup.leavers(state), markup.what_if(state)
        self.proposals.html, self.running.html = transfers.proposals(state), transfers.running(state)

    def start(self, key: str, given: dict[str, str]) -> None:
        """Start the hand-over that `key` names (topic, giver, receiver), and bring the keyboard to those going on."""
        parts = key.split(" ")
        if len(parts) != 3:
            return
        topic, giver, receiver = parts
        self.state.start(topic, giver, receiver, steps=given.get("steps", ""), due=day(given.get("due", "")))
        self.running.focus("h2")

    def withdraw(self, person: str) -> None:
        """Keep that somebody stays after all; their button is gone then."""
        self.state.withdraw(person)
        self.leavers.focus("h2")

    def bring_on(self, value: str, *, reason: str = "") -> None:
        """Bring on the hand-over that `value` names, to the status after it; its button is gone then."""
        id, _, status = value.partition(" ")
        if status:
            self.state.bring_on(id, status, reason=reason)
            self.running.focus("h2")


def chosen(given: dict[str, str]) -> tuple[str, ...]:
    """Return the people whose boxes are ticked."""
    return tuple(name.removeprefix(PERSON) for name in given if name.startswith(PERSON))
