"""Agreement in groups: as R says per team, as one group after the other, and where there is no number."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

from kennisbank import climate as c
from kennisbank.errors import InvalidInput
from tests.climate import golden_data as golden

NAN = np.nan
ITEMS = ["a", "b", "c"]
OVER_ITEMS = (c.rwg_j, c.r_wg_star, c.average_deviation, c.a_wg)


def in_median(frame, **asked):
    return c.average_deviation(frame, center="median", **asked)


@pytest.mark.parametrize("scale", golden.SCALES)
@pytest.mark.parametrize(
    ("name", "ours"),
    [
        ("rwgj_listwise", c.rwg_j),  # multilevel::rwg.j(na.omit(x), grpid, ranvar = 2)
        ("rstar_listwise", c.r_wg_star),  # multilevel::rwg.j.lindell(na.omit(x), grpid, ranvar = 2)
        ("ADm", c.average_deviation),  # multilevel::ad.m(x, grpid, type = "mean")
        ("ADmd", in_median),  # multilevel::ad.m(x, grpid, type = "median")
        ("awg", c.a_wg),  # multilevel::awg(x, grpid, range = c(1, 5))
    ],
)
def test_every_team_has_the_agreement_over_items_that_r_multilevel_gives_it(scale, name, ours):
    teams, values, sizes = golden.by_team(scale, name)

    found = ours(golden.turned(scale), items=golden.items(scale), group="team", missing="listwise")
    table = found.table.set_index("group")

    assert pytest.approx(values, rel=0, abs=1e-8, nan_ok=True) == table.loc[list(teams), "value"].to_numpy()
    assert list(sizes) == table.loc[list(teams), "n"].tolist()
    assert table.loc[~table.index.isin(teams), "n"].eq(0).all()


@pytest.mark.parametrize("scale", golden.SCALES)
def test_every_team_has_the_rwg_of_its_scores_that_r_multilevel_gives_it(scale):
    """R: `multilevel::rwg(score, grpid, ranvar = 2)`."""
    teams, values, sizes = golden.by_team(scale, "rwg_scale")

    found = c.rwg(golden.scored(scale), value="score", group="team")

    assert (teams, sizes) == (found.groups, tuple(found.n))
    assert pytest.approx(values, rel=0, abs=1e-8, nan_ok=True) == found.values


@st.composite
def answered(draw, *, holes: bool = True):
    """Answers of up to 14 forms to three items in up to four groups, with holes."""
    one = st.sampled_from([1, 2, 3, 4, 5, None]) if holes else st.integers(1, 5)
    rows = draw(st.lists(st.tuples(one, one, one, st.sampled_from("pqrs")), min_size=1, max_size=14))
    return pd.DataFrame(rows, columns=[*ITEMS, "team"]).astype(dict.fromkeys(ITEMS, float))


def naive(frame, missing, statistic):
    """One group and one item after the other, as the books write it."""
    kept = frame.dropna(subset=ITEMS) if missing == "listwise" else frame
    found = []
    for team in sorted(frame["team"].unique()):
        parts = [kept.loc[kept["team"] == team, item].dropna().to_numpy() for item in ITEMS]
        parts = [part for part in parts if len(part) > 1]
        found.append(statistic(parts) if parts else NAN)
    return found


def books_rwg_j(parts):
    share = min(np.mean([part.var(ddof=1) for part in parts]), 2) / 2
    return len(parts) * (1 - share) / (len(parts) * (1 - share) + share)


def books_r_star(parts):
    return 1 - np.mean([part.var(ddof=1) for part in parts]) / 2


def books_ad(parts):
    return np.mean([np.abs(part - part.mean()).mean() for part in parts])


def books_ad_median(parts):
    return np.mean([np.abs(part - np.median(part)).mean() for part in parts])


def books_a_wg(parts):
    found = []
    for part in parts:
        n, total = len(part), part.sum()
        if total in (n, 5 * n):
            found.append(1.0)
        elif n - 1 + 5 <= total <= 5 * (n - 1) + 1:
            mean = total / n
            found.append(1 - 2 * part.var(ddof=1) / ((6 * mean - mean**2 - 5) * n / (n - 1)))
    return np.mean(found) if found else NAN


@pytest.mark.parametrize("missing", ["item", "listwise"])
@pytest.mark.parametrize(
    ("ours", "books"),
    [
        (c.rwg_j, books_rwg_j),
        (c.r_wg_star, books_r_star),
        (c.average_deviation, books_ad),
        (in_median, books_ad_median),
        (c.a_wg, books_a_wg),
    ],
)
@settings(max_examples=25, deadline=None)
@given(frame=answered())
def test_all_groups_at_once_give_what_one_after_the_other_gives(frame, ours, books, missing):
    found = ours(frame, items=ITEMS, group="team", missing=missing)

    assert pytest.approx(naive(frame, missing, books), abs=1e-9, nan_ok=True) == found.values.tolist()
    assert tuple(sorted(frame["team"].unique())) == found.groups


@pytest.mark.parametrize("ours", OVER_ITEMS)
@settings(max_examples=25, deadline=None)
@given(frame=answered(), seed=st.integers(0, 99), add=st.integers(-3, 30))
def test_order_names_of_groups_and_where_the_scale_begins_do_not_matter(frame, seed, add, ours):
    other = frame.sample(frac=1, random_state=seed).assign(team=lambda told: told["team"].str.upper())
    other[ITEMS] += add

    first = ours(frame, items=ITEMS, group="team")
    second = ours(other, items=ITEMS[::-1], group="team", scale=(1 + add, 5 + add))

    assert tuple(map(str.upper, first.groups)) == second.groups
    assert pytest.approx(first.values, abs=1e-9, nan_ok=True) == second.values
    assert pytest.approx(first.chance, nan_ok=True) == second.chance
    assert first.n.tolist() == second.n.tolist()


@settings(max_examples=25, deadline=None)
@given(frame=answered(holes=False))
def test_a_scale_with_its_ends_turned_has_the_same_agreement(frame):
    other = frame.assign(**{item: 6 - frame[item] for item in ITEMS})

    for ours in OVER_ITEMS:
        first, second = (ours(told, items=ITEMS, group="team").values for told in (frame, other))
        assert pytest.approx(first, abs=1e-9, nan_ok=True) == second


def test_a_team_with_one_answer_has_no_agreement_and_its_size_is_told():
    frame = pd.DataFrame({"a": [3, 4, 4], "team": ["x", "y", "y"]})

    found = c.rwg(frame, value="a", group="team")

    assert (("x", "y"), [1, 2]) == (found.groups, found.n.tolist())
    assert pytest.approx([NAN, 1.0], nan_ok=True) == found.values.tolist()


@pytest.mark.parametrize(
    ("ours", "full"), [(c.rwg_j, 1), (c.r_wg_star, 1), (c.average_deviation, 0), (c.a_wg, 1)]
)
@pytest.mark.parametrize("answer", [1, 2, 3, 5])
def test_all_equal_answers_are_full_agreement(ours, full, answer):
    frame = pd.DataFrame({"a": [answer] * 6, "b": [answer] * 6, "team": ["x"] * 6})

    found = ours(frame, items=["a", "b"], group="team")

    assert [float(full)] == found.values.tolist()


def test_scores_that_are_all_equal_are_full_agreement_whatever_their_fraction():
    frame = pd.DataFrame({"a": [22 / 7] * 7, "team": ["x"] * 7})

    assert [1.0] == c.rwg(frame, value="a", group="team").values.tolist()


def test_a_divided_team_falls_below_0_on_r_star_and_to_minus_1_on_awg():
    frame = pd.DataFrame({"a": [1, 1, 5, 5], "team": ["x"] * 4})

    r_star, a_wg = (ours(frame, items=["a"], group="team").values[0] for ours in (c.r_wg_star, c.a_wg))

    assert pytest.approx((1 - (16 / 3) / 2, -1.0)) == (r_star, a_wg)
    assert [0.0] == c.rwg(frame, value="a", group="team").values.tolist()


@pytest.mark.parametrize("ours", OVER_ITEMS)
def test_the_two_rules_for_missing_answers_differ_and_are_told(ours):
    frame = pd.DataFrame({"a": [2, 2, 3, 4], "b": [2, NAN, 3, 3], "team": ["x"] * 4})

    by_item, by_form = (
        ours(frame, items=["a", "b"], group="team", missing=rule) for rule in ("item", "listwise")
    )

    assert ([4], [3]) == (by_item.n.tolist(), by_form.n.tolist())
    assert ("item", "listwise") == (by_item.method["missing"], by_form.method["missing"])
    assert abs(by_item.values[0] - by_form.values[0]) > 0.005


def test_an_item_with_one_answer_in_a_team_does_not_count_there():
    frame = pd.DataFrame({"a": [1, 2, 3, 5], "b": [2, NAN, NAN, NAN], "team": ["x"] * 4})

    for ours in OVER_ITEMS:
        both, one = (ours(frame, items=items, group="team") for items in (["a", "b"], ["a"]))
        assert one.values.tolist() == both.values.tolist()


def test_forms_without_a_team_are_left_out_and_an_empty_frame_has_no_groups():
    frame = pd.DataFrame({"a": [1, 2, 5], "team": ["x", "x", None]})

    assert [2] == c.rwg(frame, value="a", group="team").n.tolist()
    assert ((), []) == ((found := c.rwg(frame[:0], value="a", group="team")).groups, found.values.tolist())
    assert [] == c.rwg_j(frame[:0], items=["a"], group="team").chance.tolist()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"items": ["a", "z"]}, "no column 'z'"),
        ({"items": ["a"], "group": "z"}, "no column 'z'"),
        ({"items": []}, "no item"),
        ({"items": ["a", "a"]}, "named twice"),
        ({"items": ["a", "team"]}, "both an item and the group"),
        ({"items": ["a"], "scale": (1, 4)}, "off the scale"),
        ({"items": ["a"], "scale": (5, 1)}, "from low to high"),
        ({"items": ["a"], "missing": "pairwise"}, "no rule 'pairwise'"),
    ],
)
@pytest.mark.parametrize("ours", OVER_ITEMS)
def test_what_is_no_answer_on_a_scale_is_refused(ours, asked, said):
    frame = pd.DataFrame({"a": [1, 5], "team": ["x", "x"]})

    with pytest.raises(InvalidInput, match=said):
        ours(frame, **{"group": "team", **asked})


@pytest.mark.parametrize("doubled", ["a", "team"])
def test_a_column_that_is_there_twice_is_refused(doubled):
    frame = pd.DataFrame([[1, "x", 1]], columns=["a", "team", doubled])

    with pytest.raises(InvalidInput, match="there twice"):
        c.rwg(frame, value="a", group="team")


def test_a_group_has_no_other_middle_than_mean_and_median():
    with pytest.raises(InvalidInput, match="'mode'"):
        c.average_deviation(pd.DataFrame({"a": [1], "team": ["x"]}), items=["a"], group="team", center="mode")
