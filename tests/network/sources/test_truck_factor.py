"""Avelino's truck factor, on a history that can be computed by hand, and against every way to remove people."""

from itertools import combinations
from math import log

import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

from kennisbank import network as n
from kennisbank.errors import InvalidInput
from tests.network.sources.repository import PEOPLE, story

ANN, BEN, CAS = (PEOPLE[name] for name in ("ann", "ben", "cas"))


@pytest.fixture(scope="module")
def work(tmp_path_factory):
    return n.git_history(story(tmp_path_factory.mktemp("git") / "repo").folder, paths=["src", "e.py", "h.py"])


def test_the_degrees_of_authorship_are_those_of_the_formula(work):
    """Weights of Avelino et al. 2016; counts by hand: making is no change, moving without changing a line neither."""
    table = n.authorship(work)
    found = {(row.file, row.person): (round(row.doa, 9), row.author) for row in table.itertuples()}
    expected = {
        ("src/a.py", ANN): (
            3.293 + 1.098 - 0.321 * log(3),
            True,
        ),  # Ben changed it twice, once by his old address
        ("src/a.py", BEN): (3.293 + 0.164 * 2, True),
        ("src/b.py", ANN): (3.293 + 1.098, True),
        ("src/c.py", BEN): (3.293 + 1.098 - 0.321 * log(2), True),
        ("src/c.py", ANN): (3.293 + 0.164, True),
        ("e.py", CAS): (3.293 + 1.098, True),  # Ann only moved it
        ("h.py", CAS): (3.293 + 1.098 - 0.321 * log(3), True),
        ("h.py", ANN): (3.293 + 0.164 - 0.321 * log(2), False),  # .80 of the highest, but below 3.293
        ("h.py", BEN): (3.293 + 0.164 - 0.321 * log(2), False),
    }

    assert {pair: (round(doa, 9), author) for pair, (doa, author) in expected.items()} == found


def test_two_people_must_leave(work):
    told = n.truck_factor(work)

    assert (2, (ANN, BEN)) == (told.value, told.removed)
    assert (0.0, 0.6) == (told.orphans_before, told.orphans)
    assert {ANN: 3, BEN: 2, CAS: 2} == told.authors["files"].to_dict()
    assert {ANN: 1, BEN: 0, CAS: 2} == told.authors["alone"].to_dict()
    assert {"e.py": False, "h.py": False, "src/a.py": True, "src/b.py": True, "src/c.py": True} == told.files[
        "orphan"
    ].to_dict()


def test_each_folder_by_itself(work):
    table = n.truck_factor_by_folder(work)

    assert [".", "src"] == list(table.index)
    assert [(1, 2, 1, 2, 0, (CAS,)), (2, 3, 2, 1, 0, (ANN, BEN))] == list(
        table.itertuples(index=False, name=None)
    )
    assert "truck_factor" == table.attrs["measure"]


def test_who_knows_what_is_a_network_of_two_modes(work):
    net = n.knowledge_of(work)

    assert {0: 3, 1: 5} == pd.Series(dict(net.nodes(data="bipartite"))).value_counts().to_dict()
    assert (2, "2024-01-03", "2024-01-04") == (
        net[BEN]["src/a.py"]["weight"],
        str(net[BEN]["src/a.py"]["since"]),
        str(net[BEN]["src/a.py"]["last"]),
    )
    assert not net.has_edge(ANN, "e.py")
    assert "git" == net.graph["made"]["source"]


def test_a_picture_counts_only_when_asked(tmp_path):
    whole = n.git_history(story(tmp_path / "repo").folder)

    assert "logo.png" not in n.truck_factor(whole).files.index
    assert "logo.png" in n.truck_factor(whole, binary=True).files.index


def test_no_files_need_nobody():
    told = n.truck_factor(n.work_of([], ()))

    assert (0, ()) == (told.value, told.removed)
    assert told.orphans != told.orphans
    assert [] == list(n.truck_factor_by_folder(n.work_of([], ())).index)


def test_thresholds_outside_their_range_are_refused():
    with pytest.raises(InvalidInput, match=r"share is 1\.5"):
        n.truck_factor(n.work_of([], ()), share=1.5)
    with pytest.raises(InvalidInput, match="depth is 0"):
        n.truck_factor_by_folder(n.work_of([], ()), depth=0)
    with pytest.raises(InvalidInput, match="no 'author'"):
        n.work_of([{"file": "a"}], ("a",))


@st.composite
def histories(draw, people="ABCD"):
    files = [f"{draw(st.sampled_from('xy'))}/{number}" for number in range(draw(st.integers(1, 5)))]
    rows = [{"author": draw(st.sampled_from(people)), "file": file} for file in files]
    rows += draw(
        st.lists(
            st.fixed_dictionaries({"author": st.sampled_from(people), "file": st.sampled_from(files)}),
            max_size=25,
        )
    )
    return n.work_of(rows, tuple(files))


def covered(files, gone):
    return sum(bool(set(authors) - set(gone)) for authors in files["authors"]) / len(files)


@settings(max_examples=40, deadline=None)
@given(histories())
def test_the_removal_ends_just_when_most_files_are_orphans(work):
    told = n.truck_factor(work)
    fewest = next(
        size
        for size in range(len(told.authors) + 1)
        if size == len(told.authors)
        or any(covered(told.files, gone) < 0.5 for gone in combinations(told.authors.index, size))
    )

    assert covered(told.files, told.removed) == pytest.approx(1 - told.orphans)
    assert told.orphans > 0.5 or told.value == len(told.authors)
    assert told.value == 0 or covered(told.files, told.removed[:-1]) >= 0.5
    assert fewest <= told.value


@settings(max_examples=6, deadline=None)
@given(histories())
def test_other_names_give_the_same_and_a_second_team_beside_it_adds_up(work):
    turned = work.renamed({name: f"n{name}" for name in "ABCD"})
    twice = pd.concat([work.changes, turned.changes.assign(file="z/" + turned.changes["file"])])
    both = n.work_of(twice, (*work.files, *(f"z/{file}" for file in work.files)))
    one = n.truck_factor(work)

    assert tuple(f"n{name}" for name in one.removed) == n.truck_factor(turned).removed
    assert one.orphans_before == n.truck_factor(both).orphans_before
    assert 2 * one.authors["files"].sum() == n.truck_factor(both).authors["files"].sum()
    assert n.truck_factor_by_folder(work)["truck_factor"].to_dict() == {
        folder: value
        for folder, value in n.truck_factor_by_folder(both)["truck_factor"].items()
        if folder != "z"
    }
