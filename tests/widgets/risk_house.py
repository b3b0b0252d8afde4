"""A bank as the page on knowledge at risk sees it: a team, topics at risk, somebody who leaves, and a plan."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kennisbank_widgets.risk.state import RiskState

from kennisbank.actions.foreseeing import Foreseen, Proposal, Proposals
from kennisbank.actions.weighing import AtRisk, Leaver, TopicAtRisk
from kennisbank.domain.kinds.handover import Handover
from kennisbank.domain.kinds.team import Team
from kennisbank.domain.policy import Actor
from kennisbank.errors import InvalidInput
from tests.widgets.shelves import TODAY, as_id

ANN, BEN, TEAM, OTHER, KERN, RAND = (as_id(name) for name in ("ann", "ben", "team", "ander", "kern", "rand"))
BOSS = Actor(name="bas", role="team_leader", person=BEN, teams=frozenset({TEAM}), leads=frozenset({TEAM}))
TOPICS = (
    TopicAtRisk(
        topic=KERN,
        title="Kern <b>",
        holders=1,
        inside=1,
        leaving=1,
        reason="alone",
        people=((ANN, "Ann <b>"),),
    ),
    TopicAtRisk(topic=RAND, title="Rand", holders=12, inside=3),
)
RISK = AtRisk(
    at=TODAY, teams=(TEAM,), topics=TOPICS, staff=((ANN, "Ann <b>"), (BEN, "Ben")),
    leavers=(Leaver(person=ANN, name="Ann <b>", on=date(2026, 6, 1), topics=((KERN, "Kern <b>"),)),),
)  # fmt: skip
LOST = Foreseen(
    people=((ANN, "Ann <b>"),), share=0, lost=((KERN, "Kern <b>"),), missed=((RAND, "Rand <i>"),), single=(), flows=4, flows_cut=2, parts_before=1,
    parts_after=2, expected=1.25, interval=(1.0, 2.0), held=3, not_known=0,
)  # fmt: skip
PLAN = Proposals(
    best=(Proposal(topic=(KERN, "Kern <b>"), giver=(ANN, "Ann <b>"), receiver=(BEN, "Ben"), lowers=0.9, knows_some=True),),
    before=1.4, after=0.5, bound=0.5, gap=0.0, held=3,
)  # fmt: skip


@dataclass
class House:
    """A bank that only remembers what was asked of it."""

    actor: Actor = BOSS
    risk: Any = RISK
    lost: Foreseen = LOST
    plan: Proposals = PLAN
    asked: list[Any] = field(default_factory=list)
    held: list[Handover] = field(default_factory=list)

    def at_risk(self, *, team=""):
        self.asked.append(("at_risk", team))
        return self.risk

    def what_if(self, *, team="", people=(), share=0.0):
        self.asked.append(("what_if", tuple(people), share))
        return self.lost

    def propose_handovers(self, *, team="", most=3):
        return self.plan

    def start_handover(self, topic, **how):
        if how["giver"] == how["receiver"]:
            raise InvalidInput("Nobody hands over to themselves.")
        kept = next((item for item in self.held if item.topic == topic), None)
        if kept is None:
            kept = Handover(
                id=as_id("h1"),
                title="Overdracht <i>",
                topic=topic,
                giver=how["giver"],
                receiver=how["receiver"],
                steps=how["steps"],
                due=how["due"],
                made_by="bas",
                team=TEAM,
            )
            self.held.append(kept)
        return kept

    def handovers(self, *, team="", over=False):
        return tuple(item for item in self.held if (item.status in ("done", "stopped")) == over)

    def announce_leaving(self, person, day):
        self.asked.append(("announce", person, day))
        return person

    def move(self, id, status, *, reason=""):
        self.asked.append(("move", status, reason))
        self.held = [item.but(status=status) if item.id == id else item for item in self.held]
        return self.held[0]

    def records(self, kind=""):
        return (Team(id=TEAM, title="Vergunningen"), Team(id=OTHER, title="Kwaliteit"))

    def titles(self, ids):
        return {ANN: "Ann <b>", BEN: "Ben", KERN: "Kern <b>"}

    def today(self):
        return TODAY


def opened(**house) -> RiskState:
    state = RiskState(House(**house))
    state.visit({})
    return state
