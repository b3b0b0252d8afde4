"""What the page on knowledge at risk knows: topics at risk, leavers, a what-if, proposals and the hand-overs going on."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Protocol

import traitlets as t

from kennisbank.domain.lifecycle import Step, steps_from
from kennisbank.domain.policy import Actor, may, may_move
from kennisbank.errors import KennisbankError
from kennisbank.text.catalogue import say
from kennisbank.text.faults import in_plain_words

ROOM = 15
"""Topics that are shown at once."""
SHARES = ("10", "25", "50")
"""The shares of a team, in percent, that one can let leave."""
MOST_TOPICS = 3
"""How many hand-overs are proposed at once, by default."""
ADDRESS = ("team",)


class Watch(Protocol):
    """What the page needs of a bank."""

    actor: Actor

    def at_risk(self, *, team: str = "") -> Any: ...  # noqa: D102
    def what_if(self, *, team: str = "", people: Iterable[str] = (), share: float = 0.0) -> Any: ...  # noqa: D102
    def propose_handovers(self, *, team: str = "", most: int = MOST_TOPICS) -> Any: ...  # noqa: D102
    @property
    def start_handover(self) -> Callable[..., Any]: ...  # noqa: D102
    def handovers(self, *, team: str = "", over: bool = False) -> tuple[Any, ...]: ...  # noqa: D102
    def announce_leaving(self, person: str, day: date | None, /) -> Any: ...  # noqa: D102
    def move(self, id: str, status: str, /, *, reason: str = "") -> Any: ...  # noqa: D102
    def records(self, kind: str = "", /) -> Iterable[Any]: ...  # noqa: D102
    def titles(self, ids: Iterable[str], /) -> dict[str, str]: ...  # noqa: D102
    def today(self) -> date: ...  # noqa: D102


class RiskState(t.HasTraits):
    """`risk` is what `bank.at_risk` gave for `team` (None when the actor may not weigh), `room` how much of it is shown.

    `chosen` are the people and `share` the percentage of the what-if, `outcome` what it gave. `proposals` are the
    hand-overs that would help most, `running` those going on, `ended` the last that ended, `titles` the names in them.
    Each part has a message of its own: `said` maps the name of a part to the sentence.
    """

    team = t.Unicode()
    teams = t.Dict()
    risk = t.Any(None, allow_none=True)
    room = t.Int(ROOM)
    chosen = t.Tuple()
    share = t.Unicode()
    outcome = t.Any(None, allow_none=True)
    proposals = t.Any(None, allow_none=True)
    running = t.Tuple()
    ended = t.Tuple()
    titles = t.Dict()
    said = t.Dict()
    address = t.Dict()

    def __init__(self, watch: Watch, *, language: str = "nl") -> None:
        """Start with nothing; `visit` looks."""
        self.watch = watch
        self.language = language
        super().__init__()

    @property
    def may_weigh(self) -> bool:
        """Say whether the visitor may see what is at risk."""
        return may(self.watch.actor, "weigh")

    @property
    def may_arrange(self) -> bool:
        """Say whether the visitor may let people hand over: who weighs and may add records."""
        return self.may_weigh and may(self.watch.actor, "add")

    def visit(self, address: Mapping[str, str]) -> None:
        """Bring the page to what `address` says; a team that is not one of theirs is left out."""
        self.teams = self._teams() if self.may_weigh else {}
        wanted = address.get("team", "")
        self.team = wanted if wanted in self.teams else ""
        self.look()

    def look_at(self, team: str) -> None:
        """Look at another team."""
        if team in self.teams or not team:
            self.team = team
            self.look()

    def look(self) -> None:
        """Look again at what is at risk and at what goes on; what was worked out before is put away."""
        self.room, self.chosen, self.share, self.outcome, self.proposals, self.said = (
            ROOM,
            (),
            "",
            None,
            None,
            {},
        )
        self.risk = (
            self._tried("topics", lambda: self.watch.at_risk(team=self.team)) if self.may_weigh else None
        )
        self._follow()
        self.address = {"team": self.team} if self.team else {}

    def more(self) -> None:
        """Show more topics."""
        self.room += ROOM

    def announce(self, person: str, day: date | None) -> None:
        """Keep that somebody leaves on `day`; without a day nothing is changed."""
        if person not in self._staff():
            self._say("leavers", "risk.leavers.choose")
        elif day is None:
            self._say("leavers", "risk.leavers.which_day")
        elif self._tried("leavers", lambda: self.watch.announce_leaving(person, day)) is not None:
            self.look()
            self._say("leavers", "risk.leavers.kept")

    def withdraw(self, person: str) -> None:
        """Keep that somebody who announced to leave stays after all."""
        if person not in self._staff():
            self._say("leavers", "risk.leavers.choose")
        elif self._tried("leavers", lambda: self.watch.announce_leaving(person, None)) is not None:
            self.look()
            self._say("leavers", "risk.leavers.stays")

    def weigh(self, people: Iterable[str], share: str = "") -> None:
        """Work out what is lost when `people` leave, or `share` percent of the team, whoever that is."""
        self.chosen = tuple(sorted(set(people) & self._staff().keys()))
        self.share = share if share in SHARES and not self.chosen else ""
        if not self.chosen and not self.share:
            self.outcome = None
            self._say("what_if", "risk.what_if.choose")
            return
        part = int(self.share or 0) / 100
        self.outcome = self._tried(
            "what_if", lambda: self.watch.what_if(team=self.team, people=self.chosen, share=part)
        )

    def propose(self) -> None:
        """Work out which hand-overs help most."""
        self.proposals = self._tried("proposals", lambda: self.watch.propose_handovers(team=self.team))

    def start(
        self, topic: str, giver: str, receiver: str, *, steps: str = "", due: date | None = None
    ) -> None:
        """Start a hand-over; doing it twice starts one."""
        made = self._tried(
            "running",
            lambda: self.watch.start_handover(
                topic, giver=giver, receiver=receiver, steps=steps, due=due, language=self.language
            ),
        )
        self._follow()
        if made is not None:
            self._say("running", "risk.running.started", title=made.title)

    def bring_on(self, id: str, status: str, *, reason: str = "") -> None:
        """Bring a hand-over to `status`; stopping asks a reason."""
        if status == "stopped" and not reason.strip():
            self._say("running", "risk.running.why")
            return
        moved = self._tried("running", lambda: self.watch.move(id, status, reason=reason))
        self._follow()
        if moved is not None:
            key = "done" if status == "done" else "stopped" if status == "stopped" else "moved"
            self._say("running", f"risk.running.{key}", title=moved.title)
            if status == "done" and self.may_weigh:
                # What was worked out before it is about knowledge that is shared by now.
                self.proposals = self.outcome = None
                self.risk = self._tried("topics", lambda: self.watch.at_risk(team=self.team))

    def steps_of(self, handover: Any) -> tuple[Step, ...]:
        """Return the steps that the visitor can take with a hand-over."""
        return tuple(
            step
            for step in steps_from(handover.status, kind=handover.kind)
            if may_move(self.watch.actor, handover, step.end)
        )

    def is_started(self, topic: str, giver: str, receiver: str) -> bool:
        """Say whether this hand-over is going on."""
        return any(
            (item.topic, item.giver, item.receiver) == (topic, giver, receiver) for item in self.running
        )

    def _follow(self) -> None:
        """See which hand-overs go on and which ended last, and what those in them are called."""
        running = self.watch.handovers(team=self.team)
        ended = sorted(
            self.watch.handovers(team=self.team, over=True), key=lambda item: str(item.modified), reverse=True
        )
        ids = {id for item in (*running, *ended) for id in (item.topic, item.giver, item.receiver) if id}
        self.titles = self.watch.titles(ids)
        self.running, self.ended = running, tuple(ended[:5])

    def _staff(self) -> dict[str, str]:
        return dict(self.risk.staff) if self.risk else {}

    def _teams(self) -> dict[str, str]:
        """Return the teams one can look at: one's own for who leads, all for the others."""
        actor = self.watch.actor
        found = {item.id: item.title for item in self.watch.records("team") if may(actor, "weigh", item)}
        return dict(sorted(found.items(), key=lambda pair: pair[1].casefold()))

    def _tried(self, part: str, deed: Callable[[], Any]) -> Any:
        """Return what `deed` gives; when it fails None, and the part says why."""
        try:
            found = deed()
        except KennisbankError as error:
            self.said = {**self.said, part: in_plain_words(error, self.language)}
            return None
        self.said = {name: text for name, text in self.said.items() if name != part}
        return found

    def _say(self, part: str, key: str, **values: str) -> None:
        self.said = {**self.said, part: say(key, self.language, **values)}
