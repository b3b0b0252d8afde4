"""How long ties last: the survival of pairs that have contact, and their half-life."""

from dataclasses import dataclass
from math import log
from typing import Any, ClassVar

import numpy as np
import pandas as pd
from scipy import stats

from kennisbank.errors import InvalidInput
from kennisbank.network.described import Finding
from kennisbank.network.temporal.contacts import Contacts, Timeline, timeline, units


@dataclass(frozen=True, kw_only=True)
class HalfLife(Finding):
    """After how long half of the ties have ended (`value`, between `low` and `high`), in days or units of time.

    `rate` is how many end per day, `again` the share of pairs with contact more than once, `curve` the share `alive` at
    each `age` with its interval, whatever its shape: where it does not follow exp(-rate·age), `value` says little.
    """

    measure: ClassVar[str] = "half_life"
    value: float
    low: float
    high: float
    rate: float
    again: float
    pairs: int
    ended: int
    silence: float
    curve: pd.DataFrame


def half_life(
    contacts: Contacts, *, silence: float | None = None, level: float = 0.95, directed: bool | None = None
) -> HalfLife:
    """Return after how long half of the ties between pairs have ended.

    A tie lasts from the first to the last contact of a pair. It has ended when the pair was silent for more than `silence`
    days (units) up to the end of what was observed; otherwise it may go on and is censored there. Not given, `silence`
    is the gap between two contacts of a pair that 95 % of the gaps do not exceed.

    `curve`: Kaplan and Meier (1958), interval after Greenwood on the log(-log) scale; R `survival::survfit(conf.type =
    "log-log")`. `rate`: ended / total time seen, the maximum likelihood of an exponential with censoring; its interval is
    that of Garwood for the number ended (χ²: exact when the number to end is fixed, see Lawless 2003, §4.1); the half-life
    is ln 2 / rate. Burt (2000, Soc. Networks 22:1) found that ties do not end at one rate: new ones end sooner.

    NaN where no tie was seen to last; `high` is endless when none ended. `directed` False takes both directions of a pair
    together. Raises InvalidInput for a `silence` below zero or a `level` not between 0 and 1.
    """
    if silence is not None and silence < 0:
        raise InvalidInput(
            f"A silence of {silence} is shorter than none.", mend="Give 0 or more.", where="silence"
        )
    if not 0 < level < 1:
        raise InvalidInput(
            f"A level of {level!r} says nothing.", mend="Give one between 0 and 1.", where="level"
        )
    told = timeline(contacts, directed=directed)
    first, last, often, gaps = _pairs(told)
    if silence is None:
        silence = float(np.quantile(gaps, 0.95)) if len(gaps) else 0.0
    end = units(told.times - told.times[0])[-1] if len(told.times) else 0.0
    ended = end - last > silence
    lasted = np.where(ended, last, end) - first
    number, seen = int(ended.sum()), float(lasted.sum())
    rest = (1 - level) / 2
    rates = [number / seen, *_garwood(number, rest) / seen] if seen else [np.nan] * 3
    half, longest, shortest = (float(log(2) / rate) if rate else np.inf for rate in rates)
    again = float((often > 1).mean()) if len(often) else np.nan
    return HalfLife(
        value=half, low=shortest, high=longest, rate=rates[0], again=again, pairs=len(often), ended=number,
        silence=silence, curve=survival(lasted, ended, level=level),
        method={"silence": silence, "level": level, "directed": told.directed, "model": "exponential, right-censored"},
    )  # fmt: skip


def survival(lasted: Any, ended: Any, *, level: float = 0.95) -> pd.DataFrame:
    """Return the share still alive after each age at which something ended: Kaplan and Meier (1958).

    S(t) = Π_{t_i ≤ t} (1 - d_i/n_i); the interval is S^exp(±z·√(Σ d_i/(n_i(n_i-d_i)))/ln S). Columns `at_risk`, `ended`,
    `alive`, `low`, `high`, index `age`; in R `summary(survfit(Surv(lasted, ended) ~ 1, conf.type = "log-log"))`.
    """
    ages, number = np.unique(lasted[ended], return_counts=True)
    at_risk = len(lasted) - np.searchsorted(np.sort(lasted), ages, side="left")
    alive = np.cumprod(1 - number / at_risk)
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.sqrt(np.cumsum(number / (at_risk * (at_risk - number)))) / np.log(alive)
        z = stats.norm.ppf((1 + level) / 2)
        low, high = alive ** np.exp(-z * spread), alive ** np.exp(z * spread)
    columns = {"at_risk": at_risk, "ended": number, "alive": alive, "low": low, "high": high}
    table = pd.DataFrame(columns, index=pd.Index(ages, name="age"))
    return table.mask(table["alive"] == 0, table.assign(low=np.nan, high=np.nan))


def _pairs(told: Timeline) -> tuple[Any, Any, Any, Any]:
    """Return of each pair the first and last time since the start and how often; and every gap between two contacts."""
    one, other = told.source, told.target
    if not told.directed:
        kept = one < other
        one, other, rank = one[kept], other[kept], told.rank[kept]
    else:
        rank = told.rank
    if not len(rank):
        return (np.zeros(0),) * 4
    time = units(told.times - told.times[0])[rank]
    order = np.lexsort((time, other, one))
    number = (one * len(told.nodes) + other)[order]
    begins = np.flatnonzero(np.append(True, number[1:] != number[:-1]))
    ends = np.append(begins[1:], len(number)) - 1
    gaps = np.diff(time[order])[number[1:] == number[:-1]]
    return time[order][begins], time[order][ends], ends - begins + 1, gaps


def _garwood(number: int, rest: float) -> Any:
    low = stats.chi2.ppf(rest, 2 * number) / 2 if number else 0.0
    return np.array([low, stats.chi2.ppf(1 - rest, 2 * number + 2) / 2])
