"""Whom to let hand over what to whom, so that least is lost: an optimisation that says how good its answer is."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import pandas as pd

from kennisbank.errors import InvalidInput
from kennisbank.network.described import Finding
from kennisbank.network.risk.choices import CERTAIN, best, steps
from kennisbank.network.risk.held import held
from kennisbank.network.risk.losing import probabilities
from kennisbank.network.risk.takers import Arc, Question

MODEL = (
    "Choose hand-overs (topic, giver, receiver), 0 or 1 each, that lower Σ Π leave most; at most `pairs` in all, "
    "`per_person` per giver and per receiver, `per_topic` per topic; people leave independently; a hand-over works."
)


@dataclass(frozen=True, kw_only=True)
class HandoverPlan(Finding):
    """Which hand-overs lower the expected number of lost topics most.

    `pairs`: one row per hand-over, most useful first: topic, giver, receiver (with titles), the receiver's score of the
    topic now, and by how much it `lowers` the expected loss. No plan within the same limits gets below `bound`; `gap` is
    the share of the possible gain that this plan may still miss: 0 is proof that there is none better.
    """

    measure: ClassVar[str] = "handovers"
    pairs: pd.DataFrame
    expected_before: float
    expected_after: float
    bound: float
    gap: float
    model: str = MODEL


def handovers(  # noqa: PLR0913 - a plan has these limits
    holders: pd.DataFrame,
    leave: Mapping[Any, float],
    *,
    pairs: int = 5,
    per_person: int = 2,
    per_topic: int = 2,
    allowed: Mapping[Any, Collection[Any]] | None = None,
    people: Collection[Any] | None = None,
    stays: float = 0.5,
    seconds: float = 10.0,
) -> HandoverPlan:
    """Return the hand-overs that lower the expected number of lost topics most.

    A hand-over of a topic to r multiplies the probability that it is lost by ``leave[r]``. Chosen are (topic, giver,
    receiver) with: the giver holds the topic and the receiver does not; ``leave[receiver] <= stays``; the receiver is in
    ``allowed[giver]`` when `allowed` is given (`near(net, at=…)` makes one: same team or a contact); at most `pairs` in
    all, `per_person` per giver and per receiver, `per_topic` (1 or 2) per topic. Receivers come from who is in `holders`
    or in `people`.

    A plan is made step by step and compared with what the same number of hand-overs could gain if nobody had too many: where
    they are equal it is the best. Otherwise an integer programme decides, exactly: a 0/1 choice per topic of one receiver or
    of two (so the product is a plain number per choice), tied to 0/1 arcs giver → receiver. HiGHS
    (`scipy.optimize.milp`) solves it in at most `seconds`; `bound` is what it proved. Choices that cannot be in a better
    plan are left out first; of receivers who are as likely to leave, who knows more of the topic comes first. Beyond some
    12,000 choices the topics least likely to be lost are left out, and `bound` allows for them.

    Raises InvalidInput when a probability is not from 0 to 1 or a limit is below 0.
    """
    if pairs < 0 or per_person < 0 or per_topic not in (1, 2):
        raise InvalidInput(
            f"pairs={pairs}, per_person={per_person}, per_topic={per_topic} cannot be used.",
            mend="Give pairs and per_person of 0 or more and per_topic of 1 or 2.",
        )
    told = held(holders)
    chances = told.leave(leave)
    lost = probabilities(told, chances)
    before = float(lost.sum())
    scores = _scores(holders)
    candidates = [
        person
        for person in sorted({*holders["person"], *(people or ())}, key=str)
        if float(leave.get(person, 0.0)) <= min(stays, 1 - CERTAIN)
    ]
    asked = Question(
        told=told, lost=lost, leave=leave, candidates=candidates, scores=scores, allowed=allowed,
        pairs=pairs, per_person=per_person, per_topic=per_topic,
    )  # fmt: skip
    plan = best(asked, seconds=seconds)
    short = plan.most - plan.gain
    return HandoverPlan(
        pairs=_named(asked, plan.arcs, holders),
        expected_before=before,
        expected_after=before - plan.gain,
        bound=max(0.0, before - plan.most),
        gap=short / plan.most if short > CERTAIN * plan.most else 0.0,
        method={
            "way": plan.way, "pairs": pairs, "per_person": per_person, "per_topic": per_topic, "stays": stays,
            "allowed": allowed is not None, "candidates": len(candidates), "seconds": seconds,
        },
    )  # fmt: skip


def _scores(holders: pd.DataFrame) -> dict[tuple[Any, Any], float]:
    if "score" not in holders:
        return {}
    return dict(
        zip(zip(holders["topic"], holders["person"], strict=True), holders["score"].map(float), strict=True)
    )


def _named(asked: Question, arcs: tuple[Arc, ...], holders: pd.DataFrame) -> pd.DataFrame:
    rows = [(*arc, lowers) for arc, lowers in sorted(steps(asked, arcs), key=lambda step: -step[1])]
    table = pd.DataFrame(rows, columns=["topic", "giver", "receiver", "lowers"])
    for column, kind in (("topic", "topic"), ("giver", "person"), ("receiver", "person")):
        told = holders[f"{kind}_title"] if f"{kind}_title" in holders else holders[kind].map(str)
        names = dict(zip(holders[kind], told, strict=True))
        table[f"{column}_title"] = [names.get(one, str(one)) for one in table[column]]
    pairs = zip(table["topic"], table["receiver"], strict=True)
    table["receiver_score"] = [asked.scores.get(pair, 0.0) for pair in pairs]
    return table
