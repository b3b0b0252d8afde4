"""The same person under several spellings: proposed, reviewed in a file, merged, and undone."""

from datetime import date

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st
from networkx.utils import graphs_equal

from kennisbank import network as n
from kennisbank.errors import InvalidInput, UnreadableSource


def pairs(table):
    return {(row.one, row.other): (row.score, row.why) for row in table.itertuples()}


def reviewed(*rows):
    return pd.DataFrame(rows, columns=["same", "one", "other"])


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("Ann <ann@x.org>", "Kat <ANN@x.org>", (1.0, "same e-mail")),
        ("Kat, Zoë de <z@x.org>", "zoe de kat <k@y.org>", (0.95, "same words")),
        ("Ben Jansen <b@x.org>", "ben.jansen@y.org", (0.9, "name is the address")),
        ("B. Jansen", "Ben Jansen", (0.8, "initial and last word")),
        ("Ben Jansen", "Ben Janssen", (0.857, "alike in spelling")),
    ],
)
def test_each_reason_proposes(one, other, found):
    assert {tuple(sorted((one, other))): found} == pairs(n.propose_identities([one, other]))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ann <noreply@x.org>", "Ben <noreply@x.org>"),
        ("Ann Jansen", "Ben Jansen"),
        ("C. Jansen", "Ben Jansen"),
        ("Ann", "Ben"),
        ("", "Ben"),
    ],
)
def test_others_are_not_proposed(one, other):
    assert {} == pairs(n.propose_identities([one, other]))


def test_only_people_of_a_graph_by_their_names_and_earlier_answers_stay():
    net = nx.Graph()
    net.add_node("a@x.org", name="Ben Jansen")
    net.add_node("b@x.org", name="ben jansen", kind="person")
    net.add_node("Ben Jansen", kind="file")
    table = n.propose_identities(net, earlier=reviewed(("no", "b@x.org", "a@x.org")))

    assert [("no", "a@x.org", "b@x.org")] == list(
        table[["same", "one", "other"]].itertuples(index=False, name=None)
    )


def test_a_word_in_very_many_names_is_told():
    table = n.propose_identities([f"Jansen {number}{number}{number}{number}" for number in range(61)])

    assert ("'jansen' is in more than 60 names; by that alone none were compared.",) == table.attrs["notes"]


def test_the_file_is_reviewed_and_read_back(tmp_path):
    file = tmp_path / "people.csv"
    n.write_identities(n.propose_identities(["Zoë, B.", "B. Zoe", "Ann"]), file)
    text = file.read_text(encoding="utf-8-sig")

    assert 'same,one,other,score,why\n,B. Zoe,"Zoë, B.",0.95,same words\n' == text
    file.write_text(text.replace("\n,", "\nJa,"), encoding="utf-8")
    assert ["yes"] == list(n.read_identities(file)["same"])
    file.write_text(text.replace("\n,", "\nperhaps,"), encoding="utf-8")
    with pytest.raises(InvalidInput, match="line 2: 'perhaps' is no answer"):
        n.read_identities(file)
    file.write_text("one,other\na,b\n")
    with pytest.raises(UnreadableSource, match="no column 'same'"):
        n.read_identities(file)
    with pytest.raises(UnreadableSource, match="cannot be read"):
        n.read_identities(tmp_path / "none.csv")


def test_a_name_that_looks_like_a_formula_is_harmless_and_comes_back(tmp_path):
    file = tmp_path / "people.csv"
    table = n.propose_identities(["=cmd() Jansen", "'=cmd() jansen", "+Zoë B", "zoë b"])
    n.write_identities(table, file)
    back = n.read_identities(file)

    assert 2 == len(back)
    assert list(table[["one", "other"]].itertuples(index=False, name=None)) == list(
        back[["one", "other"]].itertuples(index=False, name=None)
    )
    assert not any(
        line.split(",")[1].startswith(("=", "+")) for line in file.read_text("utf-8-sig").splitlines()
    )


def mails():
    net = nx.DiGraph()
    net.add_node("B", posts=2)
    net.add_node("Ben", posts=3, name="Ben")
    days = date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1)
    net.add_edge("Ben", "Ann", weight=2, since=days[1], last=days[1], topic="x", place="here")
    net.add_edge("B", "Ann", weight=3, since=days[0], last=days[2], topic="y", place="here")
    net.add_edge("Ben", "B", weight=1)
    net.add_edge("Cas", "Ben", weight=1)
    return net


def test_ties_of_one_person_fall_together():
    told = n.merge_identities(
        mails(), reviewed(("yes", "B", "Ben"), ("", "Ann", "Cas"), ("no", "Ann", "Ben"))
    )

    assert {"B": "Ben"} == told.names
    assert {("Ben", "Ann"), ("Cas", "Ben")} == set(told.graph.edges)
    assert {
        "weight": 5, "since": date(2024, 1, 1), "last": date(2024, 3, 1), "place": "here",
    } == told.graph["Ben"]["Ann"]  # fmt: skip
    assert {"posts": 5, "name": "Ben", "spellings": ("B", "Ben")} == told.graph.nodes["Ben"]
    assert ("1 ties between spellings of Ben were left out.",) == told.notes


def test_undoing_gives_back_what_was():
    net = mails()
    net.add_edge("C", "Ann")
    told = n.merge_identities(net, reviewed(("yes", "B", "Ben"), ("yes", "C", "Cas")))
    half = told.undo("B")

    assert {"C": "Ann"} != half.names
    assert {"B", "Ben"} <= set(half.graph)
    assert {*half.names, *half.names.values()} == {"C", "Cas"}
    assert graphs_equal(net, told.undo().graph)
    assert graphs_equal(net, half.undo("Cas").graph)
    with pytest.raises(InvalidInput, match="'Ann' was not merged"):
        told.undo("Ann")


def test_answers_that_contradict_each_other_are_refused():
    rows = reviewed(("yes", "a", "b"), ("yes", "b", "c"), ("no", "c", "a"))
    with pytest.raises(InvalidInput, match="c = b = a"):
        n.merge_identities(nx.path_graph(2), rows)


KINDS = (nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph)


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(KINDS),
    st.lists(st.tuples(*[st.sampled_from("abcde")] * 2, st.integers(1, 9)), max_size=12),
    st.lists(st.tuples(*[st.sampled_from("abcdez")] * 2), max_size=3),
)
def test_no_weight_is_lost_but_between_spellings_and_everything_comes_back(kind, ties, same):
    net = kind()
    for one, other, weight in ties:
        net.add_edge(one, other, weight=weight)
    told = n.merge_identities(net, reviewed(*(("yes", *pair) for pair in same)))
    name = {node: told.names.get(node, node) for node in net}
    kept = [
        weight for one, other, weight in net.edges(data="weight") if one == other or name[one] != name[other]
    ]

    assert sum(kept) == told.graph.size("weight")
    assert set(name.values()) == set(told.graph)
    assert type(net) is type(told.graph)
    assert graphs_equal(net, told.undo().graph)
