"""A result says what it means, in both languages, and how it was made."""

import inspect
import tomllib
from importlib.resources import files

import networkx as nx
import pytest

from kennisbank import network as n
from kennisbank.errors import InvalidInput
from kennisbank.network import described
from kennisbank.text.catalogue import LANGUAGES, known

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


def test_what_does_not_say_which_measure_it_is_of_has_no_meaning():
    with pytest.raises(InvalidInput, match="does not say which measure"):
        n.meaning(nx.path_graph(3))
