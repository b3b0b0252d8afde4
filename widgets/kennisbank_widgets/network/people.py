"""What the network page knows about people: whom to ask, with whom to sit down, and (for research) where they stand."""

from collections.abc import Callable
from typing import Any, Protocol

import traitlets as t

from kennisbank.domain.policy import Actor, may
from kennisbank.domain.record import Record
from kennisbank.errors import KennisbankError
from kennisbank.text.catalogue import say
from kennisbank.text.faults import in_plain_words

SIZES = ("3", "4", "5", "6")
"""How many people a group for consultation can have, the asker among them."""
ROOM = 50
"""People in the table of positions that are shown at once."""


class Circle(Protocol):
    """What this part of the page needs of a bank."""

    actor: Actor

    def get(self, id: str, /) -> Record: ...  # noqa: D102
    def who_knows(self, topic: str, /) -> tuple[Any, ...]: ...  # noqa: D102
    def peer_group(self, *, size: int = 4) -> Any: ...  # noqa: D102
    def be_asked(self, willing: bool, /) -> Any: ...  # noqa: D102, FBT001
    def positions(self, *, language: str = "nl") -> Any: ...  # noqa: D102


class PeopleState(t.HasTraits):
    """`knowers` are whom to ask about the topic `subject`. `peers` is a group to sit down with, of `size` people.

    `willing` says whether the visitor may be named themselves. `positions` is the table for research, None until it is
    asked for: that it is asked for is written down. `said` maps a part to its message.
    """

    subject = t.Unicode()
    knowers = t.Tuple()
    size = t.Unicode("4")
    peers = t.Any(None, allow_none=True)
    willing = t.Bool(True)
    positions = t.Any(None, allow_none=True)
    room = t.Int(ROOM)
    said = t.Dict()

    def __init__(self, circle: Circle, *, language: str = "nl") -> None:
        """See whether the visitor may be named."""
        self.circle = circle
        self.language = language
        super().__init__()
        if self.is_somebody:
            self.willing = bool(
                self._tried(
                    "willing",
                    lambda: getattr(circle.get(circle.actor.person), "may_be_asked", True),
                    default=True,
                )
            )

    @property
    def is_somebody(self) -> bool:
        """Say whether the account is that of a person."""
        return bool(self.circle.actor.person)

    @property
    def may_answer(self) -> bool:
        """Say whether the visitor can say whether they may be asked: nobody changes a research copy or as a guest."""
        return self.is_somebody and self.circle.actor.role != "anonymous"

    @property
    def may_rank(self) -> bool:
        """Say whether the visitor may see where people stand beside each other."""
        return may(self.circle.actor, "rank")

    def ask_about(self, topic: str) -> None:
        """Look whom to ask about `topic`; an empty id puts it away."""
        self.subject = topic
        self.knowers = (
            self._tried("knowers", lambda: self.circle.who_knows(topic), default=()) if topic else ()
        )

    def gather(self, size: str) -> None:
        """Look with whom the visitor can sit down for advice."""
        self.size = size if size in SIZES else self.size
        self.peers = self._tried(
            "peers", lambda: self.circle.peer_group(size=int(self.size)), otherwise="network.peers.none"
        )

    def answer(self, willing: bool) -> None:  # noqa: FBT001 - it is the one thing that is said
        """Keep whether the visitor may be named."""
        person = self._tried("willing", lambda: self.circle.be_asked(willing))
        if person is not None:
            self.willing = person.may_be_asked
            self._say(
                "willing", say(f"network.willing.{'yes' if self.willing else 'no'}_kept", self.language)
            )
            self.ask_about(self.subject)

    def rank(self) -> None:
        """Show where people stand; that is written down."""
        self.room = ROOM
        self.positions = self._tried("positions", lambda: self.circle.positions(language=self.language))

    def more(self) -> None:
        """Show more of them."""
        self.room += ROOM

    def _tried(self, part: str, deed: Callable[[], Any], *, default: Any = None, otherwise: str = "") -> Any:
        """Return what `deed` gives; when it fails `default`, and the part says why (`otherwise` in words of its own)."""
        try:
            found = deed()
        except KennisbankError as error:
            own = otherwise and error.slug == "invalid-input"
            self._say(part, say(otherwise, self.language) if own else in_plain_words(error, self.language))
            return default
        self.said = {name: text for name, text in self.said.items() if name != part}
        return found

    def _say(self, part: str, text: str) -> None:
        self.said = {**self.said, part: text}
