"""The lightest group that figures tell about, against trying every group."""

from itertools import combinations

import numpy as np
from hypothesis import example, given, settings, strategies as st

from kennisbank import climate as c


def by_trying(rows, weights, k):
    """Return the least weight under k of a set of atoms that carries a non-zero vector of the row space."""
    kept = [place for place, weight in enumerate(weights) if weight > 0]
    best = np.inf
    for size in range(1, len(kept) + 1):
        for chosen in combinations(kept, size):
            weight = sum(weights[place] for place in chosen)
            if weight >= min(k, best):
                continue
            others = [place for place in kept if place not in chosen]
            free = len(rows) - np.linalg.matrix_rank(rows[:, others]) if others else len(rows)
            if free > len(rows) - np.linalg.matrix_rank(rows[:, kept]):
                best = weight
    return best


@st.composite
def nets(draw):
    """Figures over up to nine atoms: any, or lines of a grid (rows and columns), whose differences hide well."""
    if draw(st.booleans()):
        width = draw(st.integers(2, 9))
        rows = draw(
            st.lists(st.lists(st.integers(0, 1), min_size=width, max_size=width), min_size=1, max_size=6)
        )
    else:
        high, wide = draw(st.integers(2, 3)), draw(st.integers(2, 3))
        width = high * wide
        lines = [[int(place // wide == row) for place in range(width)] for row in range(high)]
        lines += [[int(place % wide == column) for place in range(width)] for column in range(wide)]
        rows = draw(st.lists(st.sampled_from(lines), min_size=2, max_size=6, unique_by=tuple))
    weights = draw(st.lists(st.integers(0, 4), min_size=width, max_size=width))
    return np.array(rows, dtype=float), weights


@settings(max_examples=300, deadline=None)
@given(nets(), st.integers(2, 14))
def test_the_search_finds_what_trying_every_group_finds(net, k):
    rows, weights = net

    found = c.least_support(rows, weights, k)

    assert found.complete
    assert by_trying(rows, weights, k) == found.weight


@settings(max_examples=60, deadline=None)
@given(st.lists(nets(), min_size=2, max_size=3), st.integers(3, 9))
def test_parts_that_have_nothing_to_do_with_each_other_are_searched_each(some, k):
    width = sum(rows.shape[1] for rows, _ in some)
    blocks, start = [], 0
    for rows, _ in some:
        block = np.zeros((len(rows), width))
        block[:, start : start + rows.shape[1]] = rows
        blocks.append(block)
        start += rows.shape[1]

    found = c.least_support(np.vstack(blocks), [weight for _, weights in some for weight in weights], k)

    assert min(by_trying(rows, weights, k) for rows, weights in some) == found.weight


TIRING = ["00100001", "00100010", "00000010", "10000000", "00000001", "01000011"]
"""Figures whose factors are no round numbers: rounded to nine places they told about somebody else."""


@settings(max_examples=100, deadline=None)
@given(nets(), st.integers(2, 14))
@example((np.array([[float(sign) for sign in row] for row in TIRING]), [1, 1, 1, 0, 0, 0, 1, 1]), 2)
def test_the_factors_add_up_to_the_group_and_to_nobody_else(net, k):
    rows, weights = net
    found = c.least_support(rows, weights, k)
    if np.isinf(found.weight):
        return
    total = np.array(found.factors) @ rows
    people = [place for place, weight in enumerate(weights) if weight > 0 and abs(total[place]) > 1e-9]

    assert set(people) <= set(found.atoms)
    assert people


@settings(max_examples=60, deadline=None)
@given(nets())
def test_integer_programming_agrees(net):
    rows, weights = net
    atoms = [f"a{place}" for place in range(len(weights))]
    figures = {
        f"f{number}": [atoms[place] for place in np.flatnonzero(row)] for number, row in enumerate(rows)
    }

    assert c.least_support(rows, weights, 1_000).weight == c.verify(figures, atoms, weights)["people"]
