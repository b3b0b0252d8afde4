"""One relation is explained by several others, each cleared of what the rest explain."""

from itertools import permutations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from scipy import optimize

from kennisbank import network as n
from kennisbank.errors import InvalidInput
from kennisbank.network.inference import fits
from tests.network.graphs import renamed
from tests.network.inference.florence import WEALTH, business, marriage


def wealth(names, of=np.add):
    """Return a relation made of the wealth of both families."""
    told = np.array([WEALTH[name] for name in names], dtype=float)
    return of.outer(told, told)


def drawn(size, many, *, directed, seed):
    """Return `many` relations of real numbers."""
    rng = np.random.default_rng(seed)
    found = [rng.normal(size=(size, size)) for _ in range(many)]
    return found if directed else [item + item.T for item in found]


def pairs(size, *, directed):
    """Return which cells are dyads."""
    return ~np.eye(size, dtype=bool) if directed else np.triu(np.ones((size, size)), 1) > 0


def fitted(y, columns):
    """Return coefficients and t of least squares, from numpy alone."""
    design = np.column_stack([np.ones(len(y)), *columns])
    coefficients, rest, *_ = np.linalg.lstsq(design, y, rcond=None)
    spread = np.sqrt(np.diag(np.linalg.inv(design.T @ design)) * rest[0] / (len(y) - design.shape[1]))
    return coefficients, coefficients / spread, rest[0]


def semi_partialled(y, relations, place, order, at):
    """Return t of regressor `place` when its residuals stand in another order, literally as Dekker et al. tell it."""
    others = [item[at] for number, item in enumerate(relations) if number != place]
    design = np.column_stack([np.ones(at.sum()), *others])
    left = relations[place][at] - design @ np.linalg.lstsq(design, relations[place][at], rcond=None)[0]
    square = np.zeros_like(y)
    square[at] = left
    if not at.T[at].any():
        square += square.T
    return fitted(y[at], [*others, square[np.ix_(order, order)][at]])[1][-1]


@pytest.mark.parametrize("directed", [False, True])
def test_coefficients_and_fit_are_those_of_least_squares(directed):
    y, *relations = drawn(7, 4, directed=directed, seed=1)
    at = pairs(7, directed=directed)
    coefficients, statistics, rest = fitted(y[at], [item[at] for item in relations])
    total = ((y[at] - y[at].mean()) ** 2).sum()

    found = n.mrqap(y, dict(zip("abc", relations, strict=True)), permutations=10, seed=1)

    assert ["(intercept)", "a", "b", "c"] == list(found.table.index)
    np.testing.assert_allclose(coefficients, found.table["coefficient"])
    np.testing.assert_allclose(statistics, found.table["statistic"])
    assert [at.sum(), pytest.approx(1 - rest / total), pytest.approx(rest)] == [
        found.dyads, found.r_squared, found.deviance,
    ]  # fmt: skip


@pytest.mark.parametrize("directed", [False, True])
def test_the_exact_p_is_that_of_every_order_refitted(directed):
    y, *relations = drawn(5, 3, directed=directed, seed=4)
    y = y + relations[0]
    at = pairs(5, directed=directed)
    seen = fitted(y[at], [item[at] for item in relations])[1]

    found = n.mrqap(y, {"one": relations[0], "other": relations[1]}, exact=True).table

    for place, name in enumerate(["one", "other"]):
        every = np.array(
            [semi_partialled(y, relations, place, order, at) for order in permutations(range(5))]
        )
        t = seen[place + 1]
        assert [np.mean(np.abs(every) >= abs(t) - 1e-9), np.mean(every >= t - 1e-9), np.mean(every <= t + 1e-9)] == [
            found.loc[name, "p"], found.loc[name, "p_greater"], found.loc[name, "p_less"],
        ]  # fmt: skip


@pytest.mark.parametrize("directed", [False, True])
def test_one_regressor_alone_is_qap(directed):
    y, x = drawn(5, 2, directed=directed, seed=6)
    plain = n.qap(y, x, exact=True)

    found = n.mrqap(y, {"x": x}, exact=True)

    assert [plain.p, plain.p_greater, plain.p_less] == [
        found.table.loc["x", column] for column in ("p", "p_greater", "p_less")
    ]
    assert plain.r == pytest.approx(found.table.loc["x", "standardised"])
    assert plain.r**2 == pytest.approx(found.r_squared)


def test_the_logit_of_florentine_marriage_on_wealth_is_the_published_one():
    found = n.mrqap(
        marriage(), {"wealth": wealth(marriage())}, family="logistic", permutations=50, seed=1
    ).table

    # ERGM edges + nodecov("wealth") of R's statnet tutorial: a model of independent dyads is this regression.
    assert [-2.594929, 0.010546] == found["coefficient"].round(6).to_list()


def test_the_odds_of_one_relation_given_another_are_those_counted():
    y, x = marriage(), business()
    both = sum(y.has_edge(*tie) for tie in x.edges)
    inside, outside = both / (15 - both), (20 - both) / (105 - 20 + both)

    found = n.mrqap(y, {"business": x}, family="logistic", permutations=200, seed=1)

    assert inside / outside == pytest.approx(found.table.loc["business", "odds_ratio"])
    assert np.log(outside) == pytest.approx(found.table.loc["(intercept)", "coefficient"])
    assert 0.02 > found.table.loc["business", "p"]
    shares = [(both, 15), (20 - both, 105)]
    expected = -2 * sum(k * np.log(k / m) + (m - k) * np.log(1 - k / m) for k, m in shares)
    assert [pytest.approx(expected), pytest.approx(expected + 4), True] == [
        found.deviance, found.aic, bool(np.isnan(found.r_squared)),
    ]  # fmt: skip
    # Null model, statnet tutorial: ERGM with edges alone on the same 120 dyads has AIC 110.1.
    assert 110.1 == round(found.null_deviance + 2, 1)


def test_marriage_goes_with_business_and_not_with_what_was_drawn_by_lot():
    lot = np.random.default_rng(5).normal(size=(16, 16))

    found = n.mrqap(marriage(), {"business": business(), "lot": lot + lot.T}, seed=2).table

    assert 0.01 > found.loc["business", "p"]
    assert 0.05 < found.loc["lot", "p"]


def test_coefficients_can_be_compared_instead_of_t():
    y, *relations = drawn(5, 3, directed=True, seed=8)
    told = dict(zip("ab", relations, strict=True))

    by_t, by_coefficient = (n.mrqap(y, told, exact=True, statistic=kind) for kind in ("t", "coefficient"))

    assert by_t.table["coefficient"].to_list() == by_coefficient.table["coefficient"].to_list()
    assert by_t.table["p"].to_list() != by_coefficient.table["p"].to_list()


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10**6), st.booleans())
def test_names_and_the_way_arcs_point_do_not_matter(seed, directed):
    y, x, z = (
        nx.from_numpy_array(np.round(item, 3), create_using=nx.DiGraph if directed else nx.Graph)
        for item in drawn(4, 3, directed=directed, seed=seed)
    )
    turned = [net.reverse() if directed else net for net in (y, x, z)]

    tables = [
        n.mrqap(a, {"x": b, "z": c}, weight="weight", exact=True).table
        for a, b, c in ((y, x, z), turned, [renamed(net)[0] for net in (y, x, z)])
    ]

    for table in tables[1:]:
        np.testing.assert_allclose(tables[0].to_numpy(), table.to_numpy(), rtol=1e-6, atol=1e-9)


def test_a_perfect_fit_is_told_as_such():
    x, z = drawn(5, 2, directed=True, seed=3)

    found = n.mrqap(2 * x + 1, {"x": x, "z": z}, exact=True)

    assert [pytest.approx(2), 1.0, 0.0] == [
        found.table.loc["x", "coefficient"],
        found.r_squared,
        found.deviance,
    ]
    assert 1 / 120 == found.table.loc["x", "p"]


def test_where_only_some_pairs_follow_from_a_regressor_no_odds_are_finite_either():
    rng = np.random.default_rng(0)
    x = (rng.random((14, 14)) < 0.3).astype(float)
    np.fill_diagonal(x, 0)
    y = x * (rng.random((14, 14)) < 0.6)
    z = rng.random((14, 14))

    for statistic in ("t", "coefficient"):
        with pytest.raises(InvalidInput, match="without fault from 'x', for all pairs or for some"):
            n.mrqap(y, {"z": z, "x": x}, family="logistic", statistic=statistic, permutations=60, seed=1)


@pytest.mark.parametrize("statistic", ["t", "coefficient"])
def test_a_permutation_whose_odds_are_endless_is_counted_for_what_it_is(statistic):
    y, x = np.zeros((5, 5)), np.zeros((5, 5))
    for one, other in [(0, 1), (1, 2), (2, 3), (3, 4), (4, 0), (0, 2), (1, 3)]:
        y[one, other] = 1
    for one, other in [(0, 1), (2, 3), (4, 1)]:
        x[one, other] = 1
    at = pairs(5, directed=True)

    def counted(order):
        """Return the log odds ratio of the table of both, or the signed root of its likelihood ratio."""
        moved = x[np.ix_(order, order)]
        cells = [((y == a) & (moved == b) & at).sum() for a, b in ((1, 1), (0, 1), (1, 0), (0, 0))]
        with np.errstate(divide="ignore"):
            odds = np.log(cells[0] * cells[3] / np.float64(cells[1] * cells[2]))
        by_chance = np.outer([7, 13], [3, 17]) / 20  # 7 ties of y, 3 of x, 20 pairs
        ratio = 2 * sum(
            many * np.log(many / at_random)
            for many, at_random in zip(cells, by_chance.T.ravel(), strict=True)
            if many
        )
        return odds if statistic == "coefficient" else np.sign(odds) * np.sqrt(ratio)

    every = np.array([counted(order) for order in permutations(range(5))])
    seen = every[0]
    found = n.mrqap(y, {"x": x}, family="logistic", statistic=statistic, exact=True).table.loc["x"]

    assert statistic == "t" or np.isinf(every).any()
    assert statistic == "coefficient" or pytest.approx(seen, abs=1e-6) == found["statistic"]
    assert [np.mean(np.abs(every) >= abs(seen) - 1e-6), np.mean(every >= seen - 1e-6), np.mean(every <= seen + 1e-6)] == [
        found["p"], found["p_greater"], found["p_less"],
    ]  # fmt: skip


def test_rare_ties_and_long_tails_have_finite_odds():
    rng = np.random.default_rng(3)
    x = rng.pareto(1.2, (40, 40)) * 50
    y = (rng.random((40, 40)) < 1 / (1 + np.exp(4 - x / 200))).astype(float)
    at = pairs(40, directed=True)
    found = n.mrqap(y, {"x": x}, family="logistic", permutations=1, seed=1).table["coefficient"].to_numpy()
    chance = 1 / (1 + np.exp(-found[0] - found[1] * x[at]))

    assert [0, 0] == pytest.approx(
        [(y[at] - chance).sum(), (x[at] * (y[at] - chance)).sum() / x.max()], abs=1e-6
    )


def test_a_fit_ends_just_where_no_direction_tells_rows_apart():
    rng, seen = np.random.default_rng(4), set()
    for number in range(80):
        x = [rng.normal(size=(20, 2)), rng.random((20, 2)) < 0.3, 100 * rng.pareto(1, (20, 2))][number % 3]
        design = np.column_stack([np.ones(20), x])
        y = (rng.random(20) < 0.4).astype(float)
        # Albert & Anderson: is there a direction in which no row goes the wrong way and some the right way?
        signed = (2 * y - 1)[:, None] * design / abs(design).max(axis=0)
        way = optimize.linprog(-signed.sum(axis=0), A_ub=-signed, b_ub=np.zeros(20), bounds=(-1, 1))
        seen.add(apart := bool(-way.fun > 1e-7))

        assert apart != fits.logit(design, y).ended
    assert {True, False} == seen


def test_a_constant_regressor_is_named():
    with pytest.raises(InvalidInput, match="same: It is 1 for every dyad"):
        n.mrqap(marriage(), {"business": business(), "same": np.ones((16, 16))})


def test_regressors_that_follow_from_each_other_are_named():
    x, z = drawn(16, 2, directed=False, seed=1)
    with pytest.raises(InvalidInput, match="'x', 'sum', 'z' can be computed from the other"):
        n.mrqap(marriage(), {"x": x, "sum": 3 * x - 100 * z + 5, "z": z, "business": business()})


@pytest.mark.parametrize(
    "y, x, more, said",
    [
        (nx.complete_graph(4), {"x": nx.path_graph(4)}, {}, "y: It is the same for every dyad"),
        (nx.empty_graph(0), {"x": nx.empty_graph(0)}, {}, "y: It is the same for every dyad"),
        (nx.path_graph(4), {}, {}, "No regressors"),
        (nx.path_graph(3), dict(zip("abc", drawn(3, 3, directed=False, seed=1), strict=True)), {}, "3 dyads are too few"),
        (2 * nx.to_numpy_array(nx.path_graph(4)), {"x": nx.star_graph(3)}, {"family": "logistic"}, "other values than 0 and 1: 2"),
        (nx.path_graph(4), {"x": nx.path_graph(4)}, {"family": "logistic"}, "without fault"),
        (nx.path_graph(4), {"x": nx.star_graph(3)}, {"family": "poisson"}, "family is 'poisson'"),
        (nx.path_graph(4), {"x": nx.star_graph(3)}, {"statistic": "z"}, "statistic is 'z'"),
        (nx.path_graph(4), {"x": nx.star_graph(3)}, {"permutations": 0}, "permutations is 0"),
        (nx.path_graph(4), {"x": nx.star_graph(3)}, {"seed": -1}, "seed is -1"),
        (nx.path_graph(4), {"x": nx.path_graph(5)}, {}, "x x: .*4 is only here"),
    ],
)  # fmt: skip
def test_what_cannot_be_fitted_is_refused_with_why(y, x, more, said):
    with pytest.raises(InvalidInput, match=said):
        n.mrqap(y, x, **more)


def test_the_table_is_shown_and_means_something():
    found = n.mrqap(marriage(), {"business <b>": business()}, permutations=9, seed=1)

    assert "business &lt;b&gt;" in found._repr_html_()
    assert n.meaning(found) == n.meaning(found.table)
