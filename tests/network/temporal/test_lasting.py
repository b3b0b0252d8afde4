"""How long ties last: published survival numbers, told as contacts."""

from math import log

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st
from scipy import stats

from kennisbank import network as n
from kennisbank.errors import InvalidInput

pytestmark = pytest.mark.slow  # the file, taken together

# Weeks in remission on 6-MP (Freireich et al. 1963), as in Kleinbaum & Klein, Survival Analysis, ch. 1 and 2.
ENDED = [6, 6, 6, 7, 10, 13, 16, 22, 23]
GOING_ON = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
PUBLISHED = {6: 0.8571, 7: 0.8067, 10: 0.7529, 13: 0.6902, 16: 0.6275, 22: 0.5378, 23: 0.4482}
AT_RISK = {6: 21, 7: 17, 10: 15, 13: 12, 16: 11, 22: 7, 23: 6}


@pytest.fixture
def remissions():
    rows = [(f"a{i}", f"b{i}", time) for i, weeks in enumerate(ENDED) for time in (0, weeks)]
    rows += [(f"c{i}", f"d{i}", time) for i, weeks in enumerate(GOING_ON) for time in (100 - weeks, 100)]
    return pd.DataFrame(rows, columns=["source", "target", "time"])


def test_survival_is_that_of_the_textbook(remissions):
    curve = n.half_life(remissions, silence=50).curve

    assert PUBLISHED == {age: round(alive, 4) for age, alive in curve["alive"].items()}
    assert AT_RISK == curve["at_risk"].to_dict()
    # R: survfit(Surv(time, status) ~ 1, conf.type = "log-log") at 6 weeks, by hand from Greenwood: se/|ln S|
    spread = (3 / (21 * 18)) ** 0.5 / abs(log(0.857142857)) * 1.959963985
    assert (
        pytest.approx([0.857142857 ** np.exp(spread), 0.857142857 ** np.exp(-spread)])
        == curve.loc[6, ["low", "high"]].to_list()
    )


def test_the_half_life_follows_from_nine_that_ended_in_359_weeks(remissions):
    # rate 9/359 = .0251 (Kleinbaum & Klein, ch. 1: average hazard .025)
    told = n.half_life(remissions, silence=50)

    assert (9, 21, 1.0) == (told.ended, told.pairs, told.again)
    assert pytest.approx(9 / 359) == told.rate
    assert pytest.approx(log(2) * 359 / 9) == told.value
    exact = [stats.chi2.ppf(0.025, 18) / 2, stats.chi2.ppf(0.975, 20) / 2]
    assert pytest.approx([log(2) * 359 / exact[1], log(2) * 359 / exact[0]]) == [told.low, told.high]


def test_the_interval_holds_the_truth_about_as_often_as_it_says():
    rng = np.random.default_rng(1)
    held = 0
    for _ in range(100):
        last = np.ceil(rng.exponential(50, 60))
        rows = [(i, -i - 1, time) for i, end in enumerate(last) for time in range(int(min(end, 80)) + 1)]
        told = n.half_life(pd.DataFrame(rows, columns=["source", "target", "time"]), silence=1)
        held += told.low < 50.5 * log(2) < told.high
    assert 88 <= held


def test_a_silence_as_long_as_allowed_has_not_ended_a_tie_a_longer_one_has():
    told = pd.DataFrame(
        {"source": ["a", "a", "c", "c"], "target": ["b", "b", "d", "d"], "time": [0, 4, 0, 10]}
    )

    assert [0, 1] == [n.half_life(told, silence=silence).ended for silence in (6, 5.9)]


def test_the_silence_is_taken_from_the_gaps_when_not_given():
    rows = [("a", "b", time) for time in range(0, 40, 2)] + [("c", "d", 0), ("c", "d", 39)]
    told = n.half_life(pd.DataFrame(rows, columns=["source", "target", "time"]))

    assert 2 <= told.silence <= 39
    assert told.method["silence"] == told.silence


def test_ties_that_never_end_have_an_endless_half_life_and_one_contact_has_none():
    lasting = n.half_life(
        pd.DataFrame({"source": "ab", "target": "ba", "time": [0, 9]}), silence=9, directed=False
    )
    assert (1, 0, np.inf, np.inf) == (lasting.pairs, lasting.ended, lasting.value, lasting.high)
    assert np.isfinite(lasting.low)

    once = n.half_life(pd.DataFrame({"source": ["a"], "target": ["b"], "time": [3]}))
    assert np.isnan([once.value, once.low, once.high, once.rate]).all()

    none = n.half_life(nx.DiGraph())
    assert (0, 0) == (none.pairs, len(none.curve))
    assert np.isnan(none.again)


ROWS = st.lists(
    st.tuples(st.sampled_from("abcd"), st.sampled_from("abcd"), st.integers(0, 20)), min_size=1, max_size=15
)


@settings(max_examples=50, deadline=None)
@given(ROWS)
def test_names_shifted_time_and_reversed_arrows_change_nothing(rows):
    told = n.half_life(pd.DataFrame(rows, columns=["source", "target", "time"]))
    other = n.half_life(
        pd.DataFrame(
            [(b + "x", a + "x", t + 100) for a, b, t in rows[::-1]], columns=["source", "target", "time"]
        )
    )

    for name in ("value", "low", "high", "again", "pairs", "ended"):
        assert pytest.approx(getattr(told, name), nan_ok=True) == getattr(other, name)
    assert told.curve.equals(other.curve) or np.allclose(told.curve, other.curve, equal_nan=True)


@settings(max_examples=50, deadline=None)
@given(ROWS)
def test_a_pair_twice_counts_twice(rows):
    twice = [*rows, *((a.upper(), b.upper(), t) for a, b, t in rows)]
    one, two = (
        n.half_life(pd.DataFrame(told, columns=["source", "target", "time"]), silence=3)
        for told in (rows, twice)
    )

    assert (2 * one.pairs, 2 * one.ended) == (two.pairs, two.ended)
    assert pytest.approx(one.value, nan_ok=True) == two.value
    np.testing.assert_allclose(one.curve["alive"], two.curve["alive"])


@pytest.mark.parametrize(
    ("more", "told"), [({"silence": -1}, "silence of -1"), ({"level": 95}, "level of 95")]
)
def test_a_silence_or_a_level_that_cannot_be_is_refused(more, told, remissions):
    with pytest.raises(InvalidInput, match=told):
        n.half_life(remissions, **more)
