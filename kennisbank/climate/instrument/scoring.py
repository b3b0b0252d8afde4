"""From answers to scores by the half rule."""

import pandas as pd

from kennisbank.climate.instrument.model import Instrument


def scores(instrument: Instrument, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the score of each form on each dimension (forms x dimensions), on the scale of the answers.

    A score is the mean of the answers to the items of a dimension, reversed ones turned: what is missing is prorated, as far as
    at least `least` items are answered (half of them, rounded up, unless the file says otherwise); else the score is missing.
    R: `psych::scoreItems(keys, x, impute = "none")` with the same rule for missing answers. Raises as `Instrument.turned` does.
    """
    turned = instrument.turned(frame)
    made = {}
    for dimension in instrument.dimensions:
        answers = turned[[item.id for item in dimension.items]]
        made[dimension.id] = answers.mean(axis=1).where(answers.notna().sum(axis=1) >= dimension.least)
    return pd.DataFrame(
        made, index=frame.index, columns=[one.id for one in instrument.dimensions], dtype=float
    )
