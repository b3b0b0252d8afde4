"""Who holds knowledge of which topic on a day, by what they contributed and how long ago."""

from collections.abc import Hashable, Iterable, Iterator
from datetime import date
from math import isnan
from typing import Any, NamedTuple

import networkx as nx
import numpy as np
import pandas as pd

from kennisbank.errors import InvalidInput
from kennisbank.network.evidence import HALF_LIFE, TIE, Evidence, check_half_life, of_ties, of_topic
from kennisbank.network.risk.given import with_columns
from kennisbank.network.showing import WEIGHTS, narrower as below

HOLDS = 1.0
"""The score from which somebody holds a topic: one lesson written two years ago just counts, one two years and a day not."""


def holders(  # noqa: PLR0913 - what counts as holding has these sides
    net: "nx.Graph[Any]",
    *,
    at: date,
    half_life_days: float = HALF_LIFE,
    threshold: float = HOLDS,
    narrower: bool = False,
    people: Iterable[Hashable] | None = None,
    weight: str | None = None,
    day: str = "day",
    without: frozenset[Any] = frozenset(),
) -> pd.DataFrame:
    """Return how much each person knows of each topic on the day `at`, and whether that is enough to hold it.

    ``score = Σ weight × 2^(−age in days / half_life_days)`` over the evidence up to and including `at`, with the weights
    of `showing.WEIGHTS` (says so 3, had it handed over 3, wrote 2, applied 2, looked back 1, owns an action 1). What somebody says of
    themselves does not fade; evidence without a day counts in full and is counted in `undated`. ``holds`` is
    ``score >= threshold``. A degree of knowledge in the sense of Fritz et al. (2014, *ACM TOSEM* 23(2)), with weights of
    our own choice and no counting against somebody of what others did.

    One row per pair that has evidence: `topic`, `person`, `topic_title`, `person_title`, `score`, a count per kind of
    evidence, `undated`, `last_day`, `holds`; topics in order of id, most knowledge first. In a bank's network each topic
    counts for itself, or with what is below it (`narrower`), and only people who are there (`active`) count.
    `attrs["unknown"]` lists the topics for which nobody who is there has any evidence.

    Any other graph of people and topics will do: `people` says which nodes are people (or ``kind == "person"``, or
    ``bipartite == 0`` as networkx has it); a tie is evidence of `weight` (None: 1) on its attribute `day`, if it has one.
    People in `without` are left out. The same number in R: ``tapply(w * 0.5^(age / h), list(topic, person), sum)``.

    Raises InvalidInput when a weight is no number of 0 or more, when it cannot tell who is a person, or when the
    half-life is not above 0 or the threshold is NaN.
    """
    check_half_life(half_life_days)
    if isnan(threshold):
        raise InvalidInput("A threshold of nan holds nothing.", mend="Give a number.", where="threshold")
    if people is None and is_of_a_bank(net):
        present = {node for node, about in net.nodes(data=True) if is_there(about)} - without
        topics = [node for node, about in net.nodes(data=True) if about.get("kind") == "topic"]
        found = _in_bank(net, topics, at=at, narrower=narrower)
    else:
        known = people_of(net, people)
        present, topics = set(known) - without, [node for node in net if node not in frozenset(known)]
        found = of_ties(net, known, at=at, weight=weight, day=day)
    table = _table(net, (one for one in found if one.person in present), at, half_life_days)
    table["holds"] = table["score"] >= threshold
    seen = set(table["topic"])
    table.attrs["measure"] = "holders"
    table.attrs["method"] = {
        "at": at, "half_life_days": float(half_life_days), "threshold": float(threshold), "narrower": narrower,
        "weight": weight, "people": len(present), "topics": len(topics),
    }  # fmt: skip
    table.attrs["unknown"] = tuple(sorted((one for one in topics if one not in seen), key=str))
    return table


def single_knowers(holders: pd.DataFrame) -> pd.DataFrame:
    """Return the topics that exactly one person holds, with that person and how far the next one is.

    Columns `topic`, `person`, their titles, `score`, `last_day`, and `next_person`, `next_score`: who knows most of it
    without holding it (None and 0 when there is nobody). Ordered by `next_score`, the barest first. In R: the groups of one row in
    ``split(h[h$holds, ], h$topic[h$holds])``. Raises InvalidInput when a column of `holders` is not there.
    """
    with_columns(holders, "topic", "person", "topic_title", "person_title", "score", "last_day", "holds")
    held = holders[holders["holds"]]
    alone = held[~held["topic"].duplicated(keep=False)]
    others = holders[~holders["holds"]].drop_duplicates("topic")
    after = {
        topic: (person, float(score))
        for topic, person, score in zip(others["topic"], others["person"], others["score"], strict=True)
    }
    table = alone[["topic", "person", "topic_title", "person_title", "score", "last_day"]].copy()
    following = [after.get(topic, (None, 0.0)) for topic in table["topic"]]
    table["next_person"] = pd.Series([person for person, _ in following], index=table.index, dtype=object)
    table["next_score"] = [score for _, score in following]
    table = table.sort_values("next_score", kind="stable").reset_index(drop=True)
    table.attrs["measure"], table.attrs["method"] = "single_knowers", dict(holders.attrs.get("method", {}))
    return table


def is_of_a_bank(net: "nx.Graph[Any]") -> bool:
    """Tell whether `net` is made of records: directed, with kinds, and references that say what they are."""
    if not (net.is_directed() and net.is_multigraph()):
        return False
    return all("kind" in about for _, about in net.nodes(data=True)) and all(
        "relation" in tie for _, _, tie in net.edges(data=True)
    )


def is_there(about: dict[str, Any]) -> bool:
    """Tell whether a node is a person who has not left."""
    return about.get("kind") == "person" and about.get("status", "active") == "active"


def people_of(net: "nx.Graph[Any]", people: Iterable[Hashable] | None) -> list[Hashable]:
    """Return the nodes of `net` that are people. Raises InvalidInput when it cannot tell."""
    if people is not None:
        given = list(dict.fromkeys(people))
        lacking = [one for one in given if one not in net]
        if lacking:
            raise InvalidInput(
                f"{lacking[0]!r} is not in the graph.", mend="Give only people who are.", where="people"
            )
        return given
    for name, value in (("kind", "person"), ("bipartite", 0)):
        if len(net) and all(name in about for _, about in net.nodes(data=True)):
            return [node for node, about in net.nodes(data=True) if about[name] == value]
    if not len(net):
        return []
    raise InvalidInput(
        "The graph does not tell who is a person.", mend="Say so with people=.", where="people"
    )


def _in_bank(net: Any, topics: list[str], *, at: date, narrower: bool) -> Iterator[Evidence]:
    for topic in topics:
        for concept in below(net, topic) if narrower else (topic,):
            for one in of_topic(net, concept, at=at):
                yield one if concept == topic else _as_of(one, topic)


def _as_of(one: Evidence, topic: str) -> Evidence:
    return Evidence(
        person=one.person, topic=topic, word=one.word, record=one.record, day=one.day, weight=one.weight
    )


def _table(net: Any, found: Iterable[Evidence], at: date, half_life_days: float) -> pd.DataFrame:
    """Return the evidence added up per pair of a topic and a person."""
    topics, people, words = dict[Any, int](), dict[Any, int](), dict[str, int]()
    cells, counts = list[tuple[int, int, int, int]](), list[float]()
    seen: set[tuple[Any, ...]] = set()
    for one in found:
        mark = (one.topic, one.person, one.word, one.record)
        if one.record is None or mark not in seen:
            seen.add(mark)
            at_topic = topics.setdefault(one.topic, len(topics))
            at_person = people.setdefault(one.person, len(people))
            word = words.setdefault(one.word, len(words))
            cells.append((at_topic, at_person, word, one.day.toordinal() if one.day else 0))
            counts.append(one.counts(at, half_life_days))
    told, scores = np.array(cells, dtype=np.int64).reshape(-1, 4), np.array(counts)
    pair = told[:, 0] * max(1, len(people)) + told[:, 1]
    # Added up in order of size, so that the order of the graph does not matter.
    order = np.lexsort((scores, pair))
    told, scores, pair = told[order], scores[order], pair[order]
    starts = np.flatnonzero(np.diff(pair, prepend=-1))
    which = np.repeat(np.arange(len(starts)), np.diff(starts, append=len(pair)))
    score = np.add.reduceat(scores, starts) if len(starts) else np.zeros(0)
    last = np.maximum.reduceat(told[:, 3], starts) if len(starts) else np.zeros(0, dtype=np.int64)
    undated = (told[:, 3] == 0) & (told[:, 2] != words.get("knows", -1))
    columns: dict[str, Any] = {
        **{word: told[:, 2] == words.get(word, -1) for word in ((TIE,) if TIE in words else WEIGHTS)},
        "undated": undated,
    }
    counted = {name: np.bincount(which[hit], minlength=len(starts)) for name, hit in columns.items()}
    by_topic, by_person = _names(net, topics), _names(net, people)
    ends = told[starts, 0], told[starts, 1]
    table = pd.DataFrame(
        {
            "topic": _objects(by_topic.node, ends[0]), "person": _objects(by_person.node, ends[1]),
            "topic_title": by_topic.title[ends[0]], "person_title": by_person.title[ends[1]],
            "score": score, **counted,
            "last_day": pd.Series([date.fromordinal(day) if day else None for day in last.tolist()], dtype=object),
        }
    )  # fmt: skip
    rows = np.lexsort((by_person.rank[ends[1]], -score, by_topic.rank[ends[0]]))
    return table.iloc[rows].reset_index(drop=True)


class _Names(NamedTuple):
    node: Any
    title: Any
    rank: Any


def _names(net: Any, places: dict[Any, int]) -> _Names:
    """Return the nodes, their titles, and their place in the order of their text."""
    node, title = np.empty(len(places), dtype=object), np.empty(len(places), dtype=object)
    node[:] = list(places)
    title[:] = [str(net.nodes[one].get("title", one)) for one in places]
    order = sorted(range(len(places)), key=lambda at: str(node[at]))
    rank = np.empty(len(places), dtype=np.int64)
    rank[order] = np.arange(len(places))
    return _Names(node, title, rank)


def _objects(nodes: Any, at: Any) -> pd.Series:
    return pd.Series(nodes[at], dtype=None if len(at) else object)
