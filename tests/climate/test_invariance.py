"""Whether a questionnaire measures the same over waves: four models, as lavaan says."""

import numpy as np
import pandas as pd
import pytest

from kennisbank import climate as c
from kennisbank.errors import InvalidInput
from tests.climate import golden_data as golden

MODELS = ["configural", "metric", "scalar", "strict"]
PS = [f"ps{number}" for number in range(1, 8)]


def every_wave():
    frame = pd.read_csv(golden.GOLDEN / "climate_golden.csv")
    turned = [f"{name}" for name in golden.REVERSED["ps"]]
    frame[turned] = 6 - frame[turned]
    return frame


def test_the_four_models_over_three_waves_are_those_of_lavaan():
    """R: `lavaan::cfa(model, d, group = "wave", group.equal = c("loadings", "intercepts", "residuals"), meanstructure = TRUE)`."""
    told = golden.told_by_r()["invariance_ps_wave"][:4]
    found = c.invariance(every_wave(), items=PS, by="wave")

    assert (MODELS, 495, (1, 2, 3)) == (list(found.table.index), found.n, found.groups)
    assert [one["df"] for one in told] == found.table["df"].tolist()
    for name in ("chisq", "cfi", "rmsea"):
        assert pytest.approx([one[name] for one in told], rel=0, abs=1e-6) == found.table[name].tolist()


def two_groups(*, shift=0.0, stretch=1.0, seed=3, forms=400):
    """Answers of two groups to four items; in the second the first item has another intercept or loading."""
    lots = np.random.default_rng(seed)
    parts = []
    for group in (0, 1):
        factor = lots.normal(0.3 * group, 1, forms)[:, None]
        told = factor * [1, 0.9, 0.8, 0.7] + lots.normal(0, 0.6, (forms, 4))
        if group:
            told[:, 0] += shift + (stretch - 1) * factor[:, 0]
        parts.append(pd.DataFrame(told, columns=list("abcd")).assign(group=group))
    return pd.concat(parts, ignore_index=True)


def drop(frame, model):
    """How much CFI falls from the model before."""
    table = c.invariance(frame, items=list("abcd"), by="group").table
    return float(table["cfi"].iloc[MODELS.index(model) - 1] - table.loc[model, "cfi"])


def test_models_hold_when_only_the_means_of_the_factor_differ():
    assert all(drop(two_groups(), model) < 0.01 for model in ("metric", "scalar", "strict"))


def test_another_intercept_shows_at_scalar_and_another_loading_at_metric():
    assert drop(two_groups(shift=0.8), "metric") < 0.01 < drop(two_groups(shift=0.8), "scalar")
    assert drop(two_groups(stretch=1.8), "metric") > 0.01


def test_names_of_groups_and_order_of_forms_do_not_matter():
    frame = two_groups()
    other = frame.assign(group=frame["group"].map({0: "z", 1: "a"})).sample(frac=1, random_state=2)
    one, two = (c.invariance(told, items=list("abcd"), by="group").table for told in (frame, other))

    assert one["chisq"].to_numpy() == pytest.approx(two["chisq"].to_numpy(), abs=1e-5)


@pytest.mark.parametrize(
    "frame, told",
    [
        (two_groups().query("group == 0"), "one group or none"),
        (two_groups().assign(a=3.0), "'a'"),
        (two_groups().groupby("group").head(3), "complete"),
        (two_groups().drop(columns="b"), "'b'"),
    ],
)
def test_what_cannot_be_is_told(frame, told):
    with pytest.raises(InvalidInput, match=told):
        c.invariance(frame, items=list("abcd"), by="group")
