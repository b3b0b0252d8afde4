"""When a flow changed: the coal mines of Jarrett, a change put in by us, and no change at all."""

from datetime import date
from itertools import permutations

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

from kennisbank import network as n
from kennisbank.errors import InvalidInput
from kennisbank.network.temporal.changing import counts, split, splits

# Explosions with 10 deaths or more in British coal mines per year, 1851-1962: Jarrett 1979, Biometrika 66:191 (R boot::coal).
COAL = np.array([int(number) for number in (
    "4541043406334026335453144155342522342132211113001011003103220"
    "111010100021000110233112111124200014000100000100101"
)])  # fmt: skip


def of(series, pair=("west", "east"), start="2020-01-01"):
    """Contacts with as many rows in each month as `series` says."""
    days = [
        day
        for day, many in zip(pd.date_range(start, periods=len(series), freq="MS"), series, strict=True)
        for _ in range(many)
    ]
    return pd.DataFrame({"source": pair[0], "target": pair[1], "time": days})


def test_the_coal_mines_became_safer_in_1892():
    # Carlin, Gelfand & Smith 1992 (Appl. Stat. 41:389): the last year of the old level is 1891, 3.1 a year before and 0.9 after.
    told = split(COAL, seed=1)

    assert (112, 191) == (len(COAL), COAL.sum())
    assert 1892 == 1851 + told.at
    assert (3.1, 0.9) == (round(told.before, 1), round(told.after, 1))
    assert 0.001 == told.p


def test_the_statistic_is_twice_the_gain_in_log_likelihood():
    def log_likelihood(part):
        return (part * np.log(part.mean()) - part.mean()).sum() if part.sum() else 0.0

    gains = [
        2 * (log_likelihood(COAL[:at]) + log_likelihood(COAL[at:]) - log_likelihood(COAL))
        for at in range(1, len(COAL))
    ]

    assert pytest.approx(max(gains)) == split(COAL, permutations=1).statistic


def test_p_is_that_of_all_orders():
    numbers = np.array([0, 0, 3, 5])
    best = split(numbers, permutations=1).statistic
    orders = set(permutations(numbers.tolist()))
    reach = np.mean([split(np.array(order), permutations=1).statistic >= best - 1e-9 for order in orders])

    assert pytest.approx(reach, abs=0.02) == split(numbers, permutations=9999, seed=3).p


def test_changes_that_were_put_in_are_found_in_every_pair_that_has_one():
    rng = np.random.default_rng(7)
    flows = pd.concat([
        of(np.concatenate([rng.poisson(2, 20), rng.poisson(8, 15), rng.poisson(1, 15)])),
        of(rng.poisson(3, 50), ("east", "west")),
        of(np.concatenate([rng.poisson(6, 30), rng.poisson(1, 20)]), ("west", "west2")),
    ])  # fmt: skip
    told = n.change_points(flows, seed=5)
    changed = told.groupby(["source", "target"])["at"].apply(list).to_dict()

    assert {("west", "east"), ("west", "west2")} == set(changed)
    assert [pd.Timestamp("2021-09-01"), pd.Timestamp("2022-12-01")] == changed["west", "east"]
    assert [pd.Timestamp("2022-07-01")] == changed["west", "west2"]
    assert (3, 50, 5) == tuple(told.attrs["method"][key] for key in ("pairs", "periods", "seed"))
    assert told.equals(n.change_points(flows, seed=5))
    first, second = told[told["target"] == "east"].itertuples()
    assert first.after == second.before
    # Benjamini and Hochberg by hand: of three pairs the smallest p counts 3/1, the next 3/2
    (single,) = told[told["target"] == "west2"].itertuples()
    assert pytest.approx(3 * single.p) == single.q
    assert pytest.approx(3 / 2 * max(first.p, second.p)) == first.q == second.q


def test_where_nothing_changed_one_in_twenty_is_taken_for_a_change():
    rng = np.random.default_rng(2)
    found = sum(split(rng.poisson(3, 24), permutations=99, seed=i).p <= 0.05 for i in range(200))

    assert 2 <= found <= 20


def test_periods_without_an_occasion_count_and_each_falls_in_one():
    flows = pd.DataFrame({
        "source": ["a", "a", "b", "a"], "target": ["b", "b", "a", "a"],
        "time": [date(2024, 1, 31), date(2024, 7, 1), date(2024, 12, 31), date(2024, 5, 5)],
    })  # fmt: skip
    told = counts(flows, every="quarter")

    assert [[1, 0, 1, 0], [0, 0, 0, 1]] == told.to_numpy().tolist()
    assert [1, 4, 7, 10] == [day.month for day in told.columns]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=4, max_size=20))
def test_backwards_the_change_is_as_large(numbers):
    told, back = (split(np.array(series), permutations=9, seed=1) for series in (numbers, numbers[::-1]))

    assert (told is None) == (not any(numbers))
    assert told is None or pytest.approx(told.statistic) == back.statistic


@pytest.mark.parametrize("level", [1, 3, 7, 11, 1000, 123_457])
def test_a_level_that_stays_the_same_is_never_a_change(level):
    for size in (4, 9, 18):
        told = split(np.array([level] * size), permutations=99, seed=1)

        assert (1.0, 0.0) == (told.p, pytest.approx(told.statistic, abs=1e-6))
    assert 0 == len(n.change_points(of([3] * 9), seed=1))


def test_between_two_even_levels_there_is_one_change():
    assert [9] == [told.at for told in splits(np.array([3] * 9 + [11] * 9), permutations=199, seed=1)]


def test_one_pair_that_changes_among_many_that_do_not_is_found():
    steady = [of([2] * 24, ("a", f"b{number}")) for number in range(50)]
    told = n.change_points(pd.concat([*steady, of([1] * 12 + [30] * 12)]), seed=1)

    assert [("west", "east", pd.Timestamp("2021-01-01"))] == [row[:3] for row in told.itertuples(index=False)]
    assert 2 * 51 / 0.05 <= told.attrs["method"]["permutations"]
    with pytest.raises(InvalidInput, match="999 permutations no change of one pair among 51"):
        n.change_points(pd.concat([*steady, of([1] * 24)]), permutations=999)


def test_drawing_less_for_what_is_no_change_gives_the_same_p():
    numbers = np.array([0, 2, 1, 3, 5, 1, 2, 4])
    long = split(numbers, permutations=5000, seed=1).p
    short = [split(numbers, permutations=5000, seed=seed, sure=50).p for seed in range(40)]

    assert long == pytest.approx(np.mean(short), rel=0.1)
    assert split(COAL, permutations=99, seed=1) == split(COAL, permutations=99, seed=1, sure=50)


def test_contacts_without_direction_are_one_pair_whoever_is_named_first():
    there, back = of([1] * 6), of([5] * 6, ("east", "west"), start="2020-07-01")
    both = pd.concat([there, back], ignore_index=True)
    both.attrs["directed"] = False
    net = nx.MultiGraph()
    net.add_edges_from((row.source, row.target, {"time": row.time}) for row in both.itertuples())

    assert [("west", "east")] == list(counts(both).index)
    assert [[1] * 6 + [5] * 6] == counts(both).to_numpy().tolist() == counts(net).to_numpy().tolist()
    assert [pd.Timestamp("2020-07-01")] == n.change_points(both, seed=1)["at"].to_list()
    assert 2 == len(counts(pd.concat([there, back])))


def test_too_short_or_too_even_a_series_has_no_change():
    assert None is split(np.array([1, 9, 9]))
    assert [] == splits(np.array([2] * 12), seed=1)
    assert [] == splits(np.zeros(12), seed=1)
    assert 0 == len(n.change_points(of([1, 0, 2])))
    assert 0 == len(n.change_points(of([0])))


@pytest.mark.parametrize(
    ("given", "more", "told"),
    [
        (of([1]), {"alpha": 2}, "999 permutations at level 2"),
        (of([1]), {"permutations": 0}, "0 permutations"),
        (
            of([1]),
            {"permutations": 18},
            "18 permutations no change of one pair among 1 .* Give permutations=40",
        ),
        (of([1]), {"seed": -1}, "seed is -1"),
        (of([1]), {"every": "week"}, "no period 'week'"),
        (pd.DataFrame({"source": ["a"], "target": ["b"], "time": [3]}), {}, "are numbers"),
    ],
)
def test_what_cannot_be_tested_is_refused(given, more, told):
    with pytest.raises(InvalidInput, match=told):
        n.change_points(given, **more)


def test_it_tells_how_far_it_is():
    seen = []
    n.change_points(of([1] * 6), permutations=19, progress=lambda done, whole: seen.append((done, whole)))

    assert [(1, 1)] == seen
