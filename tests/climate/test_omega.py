"""Omega and the one factor behind it: as lavaan says, and where there is no number."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

from kennisbank import climate as c
from kennisbank.errors import InvalidInput
from tests.climate import golden_data as golden

CLOSE = {"rel": 0, "abs": 1e-6}


@pytest.mark.parametrize("scale", golden.SCALES)
def test_omega_and_its_model_are_those_of_lavaan(scale):
    """R: `fit <- lavaan::cfa("f =~ …", x, std.lv = TRUE)`; `lambda`, `theta` and `fitMeasures(fit)` of it."""
    told, found = golden.told_by_r()[scale], c.mcdonald_omega(golden.turned(scale)[golden.items(scale)])
    fit = told["cfa"]

    assert pytest.approx(told["omega_ML"], **CLOSE) == found.value
    assert pytest.approx(told["lambda"], **CLOSE) == list(found.loadings)
    assert pytest.approx(told["theta"], **CLOSE) == list(found.residuals)
    assert pytest.approx([fit["chisq"], fit["cfi"], fit["rmsea"]], **CLOSE) == [
        found.chisq,
        found.cfi,
        found.rmsea,
    ]
    assert (told["n_complete"], len(golden.items(scale)), fit["df"]) == (found.n, found.k, found.df)


def drawn(seed, *, forms=60, k=4):
    """Answers with one factor behind them."""
    lots = np.random.default_rng(seed)
    factor = lots.normal(size=forms)[:, None]
    return pd.DataFrame(
        factor * lots.uniform(0.5, 1, k) + lots.normal(size=(forms, k)), columns=list("abcdef")[:k]
    )


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10_000), st.floats(0.5, 3), st.floats(-5, 5))
def test_omega_does_not_depend_on_zero_point_unit_order_of_forms_and_names(seed, unit, zero):
    frame = drawn(seed)
    other = (frame * unit + zero).sample(frac=1, random_state=seed).rename(columns=str.upper)

    assert pytest.approx(c.mcdonald_omega(frame).value, abs=1e-5) == c.mcdonald_omega(other).value


def test_omega_of_items_that_weigh_alike_is_alpha():
    lots = np.random.default_rng(5)
    frame = pd.DataFrame(
        lots.normal(size=20_000)[:, None] + lots.normal(size=(20_000, 4)), columns=list("abcd")
    )

    assert pytest.approx(c.cronbach_alpha(frame).value, abs=1e-3) == c.mcdonald_omega(frame).value


def test_forms_that_miss_an_answer_are_left_out():
    frame = drawn(1)
    holes = pd.concat([frame, frame.assign(a=np.nan)], ignore_index=True)

    assert c.mcdonald_omega(frame).value == c.mcdonald_omega(holes).value
    assert len(frame) == c.mcdonald_omega(holes).n


@pytest.mark.parametrize(
    "frame, told",
    [
        (drawn(1)[["a", "b"]], "three"),
        (drawn(1).assign(a=3.0), "'a'"),
        (drawn(1).head(3), "complete"),
        (drawn(1) * np.nan, "complete"),
        (pd.DataFrame(), "three"),
    ],
)
def test_what_cannot_be_is_told(frame, told):
    with pytest.raises(InvalidInput, match=told):
        c.mcdonald_omega(frame)
