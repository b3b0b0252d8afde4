"""What researchers work out from a closed wave: answers without people, and how well the questionnaire measures."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from kennisbank import climate as c
from kennisbank.actions.climate_results import closed_wave
from kennisbank.actions.context import Context
from kennisbank.actions.questioning import asked_in
from kennisbank.climate.instrument.model import Instrument
from kennisbank.errors import InvalidInput
from kennisbank.store import forms, waves
from kennisbank.store.waves import Wave

if TYPE_CHECKING:
    import pandas as pd

UNIT, WAVE = "unit", "wave"
LEAST = 0.70
"""Reliability that is enough to compare groups."""
TOO_LITTLE = 0.50
CHANCE = 0.05


@dataclass(frozen=True)
class Measured:
    """How well one dimension measures in a wave, and whether answers of a part may be taken together.

    `alpha`, `omega` and `item_rest` (the lowest) are of the whole; `icc1`, `icc2`, `p` of the parts; `agreement` is the median
    rwg(j), `beyond_chance` the share of parts that agree more than chance would bring for their size. `reasons` are the keys of
    what stands in the way of taking answers together: `parts`, `rank`, `agreement`, `reliability`. NaN where it cannot be told.
    """

    dimension: str
    n: int
    parts: int
    alpha: float
    alpha_low: float
    alpha_high: float
    omega: float
    item_rest: float
    icc1: float
    icc1_low: float
    icc1_high: float
    p: float
    icc2: float
    agreement: float
    beyond_chance: float
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Statistics:
    """`measured` is one row per dimension of `wave`; `invariance` by dimension one row per model, over all waves alike."""

    wave: Wave
    instrument: Instrument
    measured: tuple[Measured, ...]
    invariance: "dict[str, pd.DataFrame]"


def climate_answers(bank: Context, wave: str) -> "pd.DataFrame":
    """Return the answers of a closed wave: one row per form in random order, one column per item, and the part as `unit`.

    Parts have no names but `A1`, `A2` …; each is large enough by the rules of the wave. Why somebody gave no answer stands as
    `unknown` or `inapplicable`. Raises NotFound, NotAllowed for who is no researcher or administrator, or InvalidInput.
    """
    import pandas as pd  # loaded here for cost, as below: most deeds do without

    found = closed_wave(bank, wave)
    with bank.store.reading() as connection:
        items = [item.id for item in asked_in(connection, found).items]
        kept = forms.answers(connection, wave)
    names = {unit: f"A{place}" for place, unit in enumerate(dict.fromkeys(one.unit for one in kept), 1)}
    rows = [{UNIT: names[one.unit], **one.answers} for one in kept]
    return pd.DataFrame(rows, columns=[UNIT, *items])


def climate_statistics(bank: Context, wave: str) -> Statistics:
    """Return how well the questionnaire measured in a closed wave. Raises as `climate_answers` does."""
    found = closed_wave(bank, wave)
    with bank.store.reading() as connection:
        instrument = asked_in(connection, found)
    answers = climate_answers(bank, wave)
    scored = c.scores(instrument, answers)
    measured = tuple(_measured(instrument, one, answers, scored[one.id]) for one in instrument.dimensions)
    return Statistics(found, instrument, measured, _invariance(bank, found, instrument))


def _measured(
    instrument: Instrument, dimension: Any, answers: "pd.DataFrame", score: "pd.Series"
) -> Measured:
    import pandas as pd

    items = [item.id for item in dimension.items]
    told = instrument.turned(answers)[items].assign(**{UNIT: answers[UNIT]})
    by_part = pd.DataFrame({UNIT: answers[UNIT], "score": score}).dropna()
    parts = by_part[UNIT].nunique()
    alpha = _tried(lambda: c.cronbach_alpha(told[items]))
    rest = _tried(lambda: c.item_rest(told[items]))
    one, two = (_tried(lambda of=of: of(by_part, value="score", group=UNIT)) for of in (c.icc1, c.icc2))
    agreed = _tried(lambda: c.rwg_j(told, items=items, group=UNIT, scale=instrument.range))
    found = {
        "alpha": _of(alpha, "value"), "alpha_low": _of(alpha, "low"), "alpha_high": _of(alpha, "high"),
        "omega": _of(_tried(lambda: c.mcdonald_omega(told[items])), "value"),
        "item_rest": _over(np.min, rest),
        "icc1": _of(one, "value"), "icc1_low": _of(one, "low"), "icc1_high": _of(one, "high"), "p": _of(one, "p"),
        "icc2": _of(two, "value"), "agreement": _over(np.nanmedian, agreed),
        "beyond_chance": _beyond_chance(told, items, instrument.range),
    }  # fmt: skip
    return Measured(dimension=dimension.id, n=len(by_part), parts=parts, reasons=_reasons(found), **found)


def _beyond_chance(told: "pd.DataFrame", items: list[str], scale: tuple[float, float]) -> float:
    """Return the share of parts and items in which people agree more than random answers of so many people would.

    Parts of which the size alone does not allow to tell are left out.
    """
    found = [_tried(lambda item=item: c.rwg(told, value=item, group=UNIT, scale=scale)) for item in items]
    more = np.concatenate(
        [(np.asarray(one.values) >= one.chance)[np.isfinite(one.chance)] for one in found if one]
        or [np.array([])]
    )
    return float(more.mean()) if len(more) else np.nan


def _over(of: Callable[[Any], Any], result: Any) -> float:
    return float(of(result.values)) if result is not None else np.nan


def _reasons(found: dict[str, float]) -> tuple[str, ...]:
    """Return what stands in the way of taking the answers of a part together: all four are asked, never one number."""
    asked = {
        "parts": found["p"] < CHANCE,
        "rank": found["icc2"] >= TOO_LITTLE,
        "agreement": found["agreement"] >= LEAST and found["beyond_chance"] >= 0.5,
        "reliability": found["alpha"] >= LEAST,
    }
    return tuple(name for name, good in asked.items() if not good)


def _invariance(bank: Context, wave: Wave, instrument: Instrument) -> "dict[str, pd.DataFrame]":
    """Return by dimension whether it measures the same in all closed waves with this questionnaire."""
    import pandas as pd

    with bank.store.reading() as connection:
        alike = [
            one for one in waves.every(connection)
            if one.closed and (one.instrument, one.version) == (wave.instrument, wave.version)
        ]  # fmt: skip
    if len(alike) < 2:
        return {}
    told = [instrument.turned(climate_answers(bank, one.id)).assign(**{WAVE: one.id}) for one in alike]
    together = pd.concat(told, ignore_index=True)
    found = {
        one.id: _tried(lambda one=one: c.invariance(together, items=[item.id for item in one.items], by=WAVE))
        for one in instrument.dimensions
    }
    return {name: result.table for name, result in found.items() if result is not None}


def _tried(made: Any) -> Any:
    """Return what a statistic gives, or None where these answers do not allow it: a page shows that it cannot be told."""
    try:
        return made()
    except InvalidInput:
        return None


def _of(result: Any, name: str) -> float:
    return float(getattr(result, name)) if result is not None else np.nan
