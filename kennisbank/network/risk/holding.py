"""Who holds knowledge of which topic on a day, by what they contributed and how long ago."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator
from datetime import date
from typing import Any

import networkx as nx
import pandas as pd

from kennisbank.errors import InvalidInput
from kennisbank.network.evidence import HALF_LIFE, TIE, Evidence, check_half_life, of_ties, of_topic
from kennisbank.network.experts import WEIGHTS, narrower as below

HOLDS = 1.0
"""The score from which somebody holds a topic: one lesson written two years ago just counts, one two years and a day not."""
COLUMNS = ("topic", "person", "topic_title", "person_title", "score")


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
    of `experts.WEIGHTS` (says so 3, wrote 2, applied 2, looked back 1, owns an action 1). What somebody says of
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
    half-life is not above 0.
    """
    check_half_life(half_life_days)
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
    without holding it (None and 0 when there is nobody). Ordered by `next_score`, the barest first.
    """
    held = holders[holders["holds"]]
    alone = held[~held["topic"].duplicated(keep=False)]
    others = holders[~holders["holds"]].drop_duplicates("topic").set_index("topic")
    table = alone[["topic", "person", "topic_title", "person_title", "score", "last_day"]].copy()
    following = [others["person"].get(topic) for topic in table["topic"]]
    table["next_person"] = pd.Series(following, index=table.index, dtype=object)
    table["next_score"] = [float(others["score"].get(topic, 0.0)) for topic in table["topic"]]
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
    pairs: dict[tuple[Any, Any], list[Evidence]] = defaultdict(list)
    seen: set[tuple[Any, ...]] = set()
    for one in found:
        mark = (one.topic, one.person, one.word, one.record)
        if one.record is None or mark not in seen:
            seen.add(mark)
            pairs[one.topic, one.person].append(one)
    words = [TIE] if any(one.word == TIE for told in pairs.values() for one in told) else list(WEIGHTS)
    rows = [
        _row(net, topic, person, told, words=words, at=at, half_life_days=half_life_days)
        for (topic, person), told in pairs.items()
    ]
    table = pd.DataFrame(rows, columns=[*COLUMNS, *words, "undated", "last_day"])
    order = pd.DataFrame(
        {"topic": table["topic"].map(str), "score": -table["score"], "person": table["person"].map(str)}
    )
    return table.loc[order.sort_values(["topic", "score", "person"], kind="stable").index].reset_index(
        drop=True
    )


def _row(  # noqa: PLR0913 - a row has these parts
    net: Any,
    topic: Any,
    person: Any,
    told: list[Evidence],
    *,
    words: list[str],
    at: date,
    half_life_days: float,
) -> list[Any]:
    counted = Counter(one.word for one in told)
    days = [one.day for one in told if one.day is not None]
    score = sum(sorted(one.counts(at, half_life_days) for one in told))
    undated = sum(one.day is None and one.word != "knows" for one in told)
    titles = (str(net.nodes[node].get("title", node)) for node in (topic, person))
    return [
        topic,
        person,
        *titles,
        score,
        *(counted[word] for word in words),
        undated,
        max(days, default=None),
    ]
