"""A result says what it means, in both languages, and how it was made."""

import inspect
import tomllib
from datetime import date
from importlib.resources import files

import networkx as nx
import pandas as pd
import pytest

from kennisbank import network as n
from kennisbank.errors import InvalidInput
from kennisbank.network import described
from kennisbank.text.catalogue import LANGUAGES, known
from tests.network.risk.drawn import holdings

MEASURES = sorted(
    tomllib.loads(source.read_text(encoding="utf-8")).get("measure", {}).keys()
    for source in files("kennisbank.text").joinpath("messages").iterdir()
    if source.name.startswith("measure")
)
NAMES = sorted(name for found in MEASURES for name in found)


@pytest.mark.parametrize("name", NAMES)
def test_every_measure_has_a_name_a_meaning_and_a_limit(name):
    assert [True] * 3 == [known(f"measure.{name}.{part}") for part in ("name", "means", "not")]


def test_every_finding_has_words_in_the_catalogue():
    kinds = [
        kind
        for name in n.__all__
        if inspect.isclass(kind := getattr(n, name)) and issubclass(kind, n.Finding)
    ]

    assert [] == [kind.__name__ for kind in kinds if kind is not n.Finding and kind.measure not in NAMES]


def test_a_frame_knows_its_measure_and_its_method():
    told = n.adjacency(nx.path_graph(3))
    table = described.frame(
        "degrees", told.nodes, {"ties": [1, 2, 1]}, **described.how(told, model="whole network")
    )

    assert ("degrees", "whole network", 2) == (
        table.attrs["measure"], table.attrs["method"]["model"], table.attrs["method"]["ties"],
    )  # fmt: skip
    assert ["node", [0, 1, 2]] == [table.index.name, list(table.index)]
    assert 2 == len({n.meaning(table, language) for language in LANGUAGES})


def _flows():
    days = pd.date_range("2024-01-01", periods=12, freq="MS")
    often = [day for place, day in enumerate(days) for _ in range(1 if place < 6 else 3)]
    return pd.DataFrame({"source": "a", "target": "b", "time": often})


def _degree(net):
    return dict(net.degree)


CLUB = nx.karate_club_graph()
SEEDED = {
    "against_chance": lambda seed: n.against_chance(CLUB, "transitivity", runs=3, seed=seed),
    "assortativity": lambda seed: n.assortativity(CLUB, "club", permutations=20, seed=seed),
    "betweenness": lambda seed: n.betweenness(CLUB, sample=5, seed=seed),
    "change_points": lambda seed: n.change_points(_flows(), alpha=0.5, permutations=50, seed=seed),
    "communities": lambda seed: n.communities(CLUB, runs=2, seed=seed),
    "core_periphery": lambda seed: n.core_periphery(CLUB, tries=2, seed=seed),
    "cug": lambda seed: n.cug(CLUB, "transitivity", runs=3, seed=seed),
    "ei_index": lambda seed: n.ei_index(CLUB, "club", permutations=20, seed=seed),
    "intervals": lambda seed: n.intervals(CLUB, _degree, runs=3, seed=seed),
    "mrqap": lambda seed: n.mrqap(CLUB, {"x": nx.path_graph(34)}, permutations=5, seed=seed).table,
    "qap": lambda seed: n.qap(CLUB, nx.path_graph(34), permutations=20, seed=seed),
    "sensitivity": lambda seed: n.sensitivity(CLUB, _degree, missing=(0.3,), runs=3, seed=seed),
    "simulate_loss": lambda seed: n.simulate_loss(holdings([("x", "a"), ("y", "b")]), {"a": 0.4, "b": 0.6}, runs=50, seed=seed),
    "small_world": lambda seed: n.small_world(CLUB, runs=3, seed=seed),
}  # fmt: skip
WITHOUT_RESULT = {"share_of_team"}
"""Gives the people drawn and no method; its negative seed is asked below."""


def _told(result):
    """Return what can be compared of a result, and its method."""
    if isinstance(result, pd.DataFrame):
        return result.to_csv(), result.attrs["method"]
    return repr(result), result.method


@pytest.mark.parametrize("ask", SEEDED.values(), ids=SEEDED)
def test_a_result_tells_the_seed_with_which_it_can_be_computed_again(ask):
    first, method = _told(ask(None))
    again, _ = _told(ask(method["seed"]))

    assert isinstance(method["seed"], int)
    assert first == again
    assert method["seed"] != _told(ask(None))[1]["seed"]
    with pytest.raises(InvalidInput, match="The seed is -1"):
        ask(-1)


def test_every_function_with_a_seed_is_asked_for_it():
    public = {
        name
        for name in n.__all__
        if inspect.isfunction(function := getattr(n, name))
        and "seed" in inspect.signature(function).parameters
    }
    net = nx.MultiDiGraph()
    net.add_node("team", kind="team")

    assert public == {*SEEDED, *WITHOUT_RESULT}
    with pytest.raises(InvalidInput, match="The seed is -1"):
        n.share_of_team(net, "team", 0.5, -1, at=date(2024, 1, 1))


def test_what_does_not_say_which_measure_it_is_of_has_no_meaning():
    with pytest.raises(InvalidInput, match="does not say which measure"):
        n.meaning(nx.path_graph(3))
