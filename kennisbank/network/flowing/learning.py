"""Who learns from whom, as a directed weighted graph of people or teams with the reason behind each arc."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Literal, NamedTuple, TypeAlias

import networkx as nx

from kennisbank.errors import InvalidInput
from kennisbank.network.days import in_order
from kennisbank.network.flowing.memberships import Memberships
from kennisbank.network.flowing.occasions import RULES, Occasion, occasions
from kennisbank.network.graph import kind_of

Rules: TypeAlias = Mapping[str, float] | Iterable[str]
WEIGHTING = (
    "Each learner counts 1 per occasion, divided evenly over the others learned from (Newman 2001: 1/(k-1))."
)


class Step(NamedTuple):
    """One occasion as it counts in one arc: `record` shows it, `of` is the record that was learned from."""

    day: date | None
    weight: float
    rule: str
    record: str
    of: str


def flows(
    net: "nx.MultiDiGraph[str]",
    between: Literal["people", "teams"] = "people",
    *,
    rules: Rules = tuple(RULES),
    since: date | None = None,
    at: date | None = None,
) -> "nx.DiGraph[str]":
    """Return who learns from whom in `net`, the network of a bank: an arc runs from who knew to who learned.

    `rules` says what counts as learning: names of `RULES`, or a mapping of names to how much one occasion counts.
    `since` and `at` keep the occasions between two days, both included; those of no known day stay, as in
    `bank.network()`. Give the network of *all* time: one cut at `since` lacks the older lessons that people learned from.

    Weight. On each occasion a learner counts 1 (times the rule), divided evenly over the teachers other than the
    learner: w(i→j) = Σ_o rule(o)·[i teaches, j learns in o] / |teachers(o) without j|. With shared work by k people that is
    1/(k-1), the weight of Newman (2001, Phys. Rev. E 64:016132, eq. 2; networkx's
    `collaboration_weighted_projected_graph`); the strength coming in is then the number of occasions on which somebody
    learned. Between teams each person is spread evenly over the teams they were a member of *on that day*; without any, the
    team of the record stands in. What stays inside a team is no arc but the node attribute `within`.

    Arcs have `weight`, `count` (occasions), `first` and `last` (days, None where unknown), `rules` (rule → ids of the
    records that show it) and `steps` (every `Step`, by day). Nodes are all people or all teams, with what `net` tells of
    them; a person has as `team` the team of that moment. `graph.graph` says how it was made.

    An arc says that somebody can have learned, not that they did; what nobody wrote down is not there.
    Raises InvalidInput for an unknown rule, dates in the wrong order, or a graph that is not a bank's network.
    """
    weights = _weights(rules)
    in_order(since, at, "The period")
    kind = _kind(between)
    if any("kind" not in about or "day" not in about for _, about in net.nodes(data=True)) or not (
        net.is_multigraph() and net.is_directed()
    ):
        raise InvalidInput("This is not the network of a bank.", mend="Give what bank.network() returns.")
    held = Memberships(net)
    graph: nx.DiGraph[str] = nx.DiGraph(
        **net.graph | {"measure": "flows", "between": between, "rules": weights, "weighting": WEIGHTING},
    )
    graph.graph |= {"since": since or net.graph.get("since"), "at": at or net.graph.get("at")}
    for node in net:
        if kind_of(net, node) == kind:
            graph.add_node(node, **net.nodes[node])
            if between == "people":
                graph.nodes[node]["team"] = held.last(node, graph.graph["at"]) or net.nodes[node].get(
                    "team", ""
                )
    steps: dict[tuple[str, str], list[Step]] = defaultdict(list)
    undated = 0
    for rule, counts in weights.items():
        for item in occasions(net, rule):
            if not _within(item.day, since, at):
                continue
            undated += item.day is None
            shares = _of_people(item) if between == "people" else _of_teams(item, held)
            for pair, share in shares.items():
                steps[pair].append(Step(item.day, share * counts, rule, item.record, item.of))
    graph.graph["undated"] = undated
    draw(graph, steps)
    return graph


def draw(graph: "nx.Graph[Any]", steps: Mapping[tuple[str, str], list[Step]]) -> None:
    """Give `graph` an arc for each pair with the steps it is made of; pairs of one node become its `within`."""
    nx.set_node_attributes(graph, dict.fromkeys(graph, 0.0), "within")
    for (one, other), found in sorted(steps.items()):
        ordered = tuple(sorted(found, key=lambda step: (step.day or date.min, step[2:])))
        weight = sum(step.weight for step in ordered)
        if one == other:
            graph.nodes[one]["within"] = weight
            continue
        days = [step.day for step in ordered if step.day]
        by_rule = {
            rule: tuple(dict.fromkeys(step.record for step in ordered if step.rule == rule))
            for rule in sorted({step.rule for step in ordered})
        }
        graph.add_edge(
            one, other, weight=weight, count=len(ordered), first=days[0] if days else None,
            last=days[-1] if days else None, rules=by_rule, steps=ordered,
        )  # fmt: skip


def _of_people(item: Occasion) -> dict[tuple[str, str], float]:
    shares: dict[tuple[str, str], float] = {}
    for learner in item.learners:
        others = [teacher for teacher in item.teachers if teacher != learner]
        shares |= {(other, learner): 1 / len(others) for other in others}
    return shares


def _of_teams(item: Occasion, held: Memberships) -> dict[tuple[str, str], float]:
    """Return the weight between each two teams: for every learner, 1 spread over both sides' teams."""
    shares: dict[tuple[str, str], float] = defaultdict(float)
    for learner in item.learners or (None,):
        others = [teacher for teacher in item.teachers if teacher != learner]
        if item.teachers and not others:
            continue  # nobody learns from themselves
        givers = held.shares(others, item.of, item.day)
        for takes in held.shares([learner] if learner else [], item.record, item.day):
            for gives in givers:
                for team, part in gives.items():
                    for other, rest in takes.items():
                        shares[team, other] += part * rest / len(givers)
    return shares


def _within(day: date | None, since: date | None, at: date | None) -> bool:
    return day is None or ((since is None or day >= since) and (at is None or day <= at))


def _kind(between: str) -> str:
    kinds = {"people": "person", "teams": "team"}
    if between not in kinds:
        raise InvalidInput(
            f"Flows run between people or teams, not {between!r}.", mend="Give one of those words."
        )
    return kinds[between]


def _weights(rules: Rules) -> dict[str, float]:
    weights = {name: float(counts) for name, counts in rules.items()} if isinstance(rules, Mapping) else {
        name: RULES.get(name, 1.0) for name in rules
    }  # fmt: skip
    unknown = sorted(set(weights) - set(RULES))
    if unknown:
        raise InvalidInput(f"There is no rule {unknown[0]!r}.", mend=f"Choose from {', '.join(RULES)}.")
    wrong = [name for name, counts in weights.items() if not 0 <= counts < float("inf")]
    if wrong:
        raise InvalidInput(
            f"The rule {wrong[0]!r} counts {weights[wrong[0]]}.", mend="Give a number of 0 or more."
        )
    return {name: weights[name] for name in RULES if weights.get(name)}
