"""Whom to let hand over what to whom, so that least is lost: an optimisation that says how good its answer is."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import pandas as pd

from kennisbank.errors import InvalidInput
from kennisbank.network.described import Finding
from kennisbank.network.risk.choices import CERTAIN, Scores, choices, solve
from kennisbank.network.risk.held import Held, held
from kennisbank.network.risk.losing import probabilities

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


def handovers(
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

    An integer programme, exact: a 0/1 choice per topic of one receiver or of two (so the product is a plain number per
    choice), tied to 0/1 arcs giver → receiver; only receivers who can be in a best plan are looked at (the first `pairs`
    of each giver by ``leave``: a worse one can always be changed for one of them who is free). HiGHS
    (`scipy.optimize.milp`) solves it in at most `seconds`. Where plans are equally good it prefers receivers who already
    know something of the topic, and givers who are likelier to leave.
    With more than some 60,000 choices, the topics least likely to be lost are left out; `bound` allows for them.

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
    asked = choices(
        told, lost, leave, candidates, scores=scores, allowed=allowed, pairs=pairs, per_topic=per_topic
    )  # fmt: skip
    liking = [
        _liking(scores.get((topic, taker), 0.0), leave.get(giver, 0.0)) for topic, giver, taker in asked.arcs
    ]
    chosen, most = solve(asked, liking, pairs=pairs, per_person=per_person, seconds=seconds)
    rows = _rows(told, lost, chosen, leave)
    gain = float(sum(row["lowers"] for row in rows))
    reachable = min(before, max(most, gain) + pairs * asked.rest)
    return HandoverPlan(
        pairs=_named(rows, holders, scores),
        expected_before=before,
        expected_after=before - gain,
        bound=before - reachable,
        gap=(reachable - gain) / reachable if reachable - gain > CERTAIN * max(reachable, 0.0) else 0.0,
        method={
            "pairs": pairs, "per_person": per_person, "per_topic": per_topic, "stays": stays,
            "allowed": allowed is not None, "candidates": len(candidates), "choices": len(asked.sets),
        },
    )  # fmt: skip


def _scores(holders: pd.DataFrame) -> Scores:
    if "score" not in holders:
        return {}
    return dict(
        zip(zip(holders["topic"], holders["person"], strict=True), holders["score"].map(float), strict=True)
    )


def _liking(score: float, leaves: float) -> float:
    """Return how plausible a hand-over is: to somebody who knows something of it, from somebody who may leave."""
    return score / (1 + score) + leaves / 2


def _rows(
    told: Held, lost: Any, chosen: list[tuple[Any, Any, Any]], leave: Mapping[Any, float]
) -> list[dict[str, Any]]:
    """Return a row per hand-over; of two of one topic the second lowers what the first has left."""
    left = {topic: float(chance) for topic, chance in zip(told.topics, lost, strict=True)}
    rows = []
    for topic, giver, receiver in sorted(chosen, key=lambda arc: (leave.get(arc[2], 0.0), str(arc))):
        after = left[topic] * float(leave.get(receiver, 0.0))
        rows.append({"topic": topic, "giver": giver, "receiver": receiver, "lowers": left[topic] - after})
        left[topic] = after
    return sorted(rows, key=lambda row: -row["lowers"])


def _named(rows: list[dict[str, Any]], holders: pd.DataFrame, scores: Scores) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["topic", "giver", "receiver", "lowers"])
    for column, kind in (("topic", "topic"), ("giver", "person"), ("receiver", "person")):
        told = holders[f"{kind}_title"] if f"{kind}_title" in holders else holders[kind].map(str)
        names = dict(zip(holders[kind], told, strict=True))
        table[f"{column}_title"] = [names.get(one, str(one)) for one in table[column]]
    pairs = zip(table["topic"], table["receiver"], strict=True)
    table["receiver_score"] = [scores.get(pair, 0.0) for pair in pairs]
    return table
