"""Whom to ask about a topic: by what they showed and how long ago, with the reasons."""

from collections import Counter
from collections.abc import Hashable, Iterable
from datetime import date
from typing import Any

import networkx as nx
import pandas as pd

from kennisbank.errors import InvalidInput
from kennisbank.network.described import frame
from kennisbank.network.evidence import HALF_LIFE, TIE, Evidence, check_half_life, of_ties, of_topic
from kennisbank.network.graph import kind_of
from kennisbank.network.risk.holding import is_of_a_bank, is_there, people_of
from kennisbank.network.showing import WEIGHTS, narrower


def who_knows(  # noqa: PLR0913 - what counts as knowing has these sides
    net: "nx.Graph[Any]",
    topic: Any,
    *,
    at: date,
    half_life_days: float = HALF_LIFE,
    without: Iterable[Any] = (),
    people: Iterable[Hashable] | None = None,
    weight: str | None = None,
    day: str = "day",
) -> pd.DataFrame:
    """Return whom to ask about `topic` (or a narrower one) on the day `at`, most evidence that is still fresh first.

    Index: the person. Columns: `score`, as in `holders`; `title`; a count per kind of evidence; `last_day`; and `why`, the
    evidence itself (`Evidence`: word, record, day, weight), the latest first and what has no day last. Equal scores are
    ordered by title. Who has left is not in it, nor is anybody in `without`: whoever does not want to be found this way.
    For a graph that is not a bank's, `people`, `weight` and `day` are as in `holders`.

    ``score = Σ weight × 2^(−age in days / half_life_days)``, each record counted once whatever narrower topics it is about; in
    R ``tapply(w * 0.5^(age / h), person, sum)``. With ``half_life_days=float("inf")`` the score is the evidence added up. It shows whom to ask, not who is best.
    Raises InvalidInput when `topic` is not in the network or is no topic, and as `holders` does.
    """
    check_half_life(half_life_days)
    out = frozenset(without)
    if topic not in net:
        raise InvalidInput(f"{topic!r} is not in the network.", mend="Name a topic that is.", where="topic")
    if people is None and is_of_a_bank(net):
        bank: Any = net
        if kind_of(bank, topic) != "topic":
            raise InvalidInput(f"{topic!r} is a {kind_of(bank, topic)}.", mend="Name a topic.", where="topic")
        found = [
            one
            for concept in narrower(bank, topic)
            for one in of_topic(bank, concept, at=at)
            if is_there(net.nodes[one.person])
        ]
        words = list(WEIGHTS)
    else:
        known = people_of(net, people)
        if topic in known:
            raise InvalidInput(f"{topic!r} is a person.", mend="Name a topic.", where="topic")
        about = nx.subgraph_view(net, filter_edge=lambda *ends: topic in ends[:2])
        found, words = list(of_ties(about, known, at=at, weight=weight, day=day)), [TIE]
    told: dict[Any, dict[tuple[Any, ...], Evidence]] = {}
    for number, one in enumerate(found):
        if one.person not in out:
            mark = (one.word, one.record) if one.record is not None else (number,)
            told.setdefault(one.person, {}).setdefault(mark, one)
    rows = [
        _row(net, person, list(shown.values()), at, half_life_days, words) for person, shown in told.items()
    ]
    rows.sort(key=lambda row: (-row["score"], row["title"].casefold(), str(row["person"])))
    columns = {name: [row[name] for row in rows] for name in ("score", "title", *words, "last_day", "why")}
    return frame(
        "who_knows", [row["person"] for row in rows], columns, topic=topic, at=at,
        half_life_days=float(half_life_days), left_out=len(out),
    )  # fmt: skip


def _row(  # noqa: PLR0913 - a row has these parts
    net: "nx.Graph[Any]",
    person: Any,
    shown: list[Evidence],
    at: date,
    half_life_days: float,
    words: list[str],
) -> dict[str, Any]:
    counted = Counter(one.word for one in shown)
    shown.sort(key=lambda one: (-(one.day or date.min).toordinal(), -one.weight, str(one.record)))
    return {
        "person": person,
        "score": sum(sorted(one.counts(at, half_life_days) for one in shown)),
        "title": str(net.nodes[person].get("title", person)),
        **{word: counted[word] for word in words},
        "last_day": max((one.day for one in shown if one.day is not None), default=None),
        "why": tuple(shown),
    }
