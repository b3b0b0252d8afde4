"""When the flow between two teams changed: change points of counts, tested by permutation."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, log
from typing import Any

import numpy as np
import pandas as pd

from kennisbank.errors import InvalidInput
from kennisbank.network.seeds import settled
from kennisbank.network.temporal.contacts import Contacts, as_day, as_times, contacts as contacts_of
from kennisbank.network.temporal.periods import Every, month_bounds
from kennisbank.network.twomode.significance import adjusted

_LEAST = 4
"""Fewer periods than this hold no change that could be told from chance."""
_CELLS = 4_000_000
_TOGETHER = 250
_SURE = 50
"""A pair of which so many permutations reach what was seen is not looked at further: see `split`."""
_PERMUTATIONS = 999
_MOST = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Split:
    """At `at` (index of the first of the new level) the mean goes from `before` to `after`."""

    at: int
    before: float
    after: float
    statistic: float
    p: float


def change_points(  # noqa: PLR0913 - what is counted, how it is tested, and how it runs
    flows: Contacts,
    *,
    every: Every = "month",
    alpha: float = 0.05,
    permutations: int | None = None,
    seed: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> pd.DataFrame:
    """Return when the number of occasions between each two nodes went up or down.

    Occasions are counted per month, quarter or year, from the first to the last of all. For each pair the series is split
    where two Poisson levels fit best (see `splits`), the same again on both sides. A pair is kept when its first split has
    q ≤ `alpha`, the p of all pairs taken together after Benjamini and Hochberg (1995); later splits when p ≤ `alpha`.

    The least p there can be is 1 / (1 + permutations), and of a pair that changes alone q is p times the number of pairs.
    So `permutations`, when not given, are enough for a q of half of `alpha` (999 at least, a million at most). No more are
    drawn for a pair once 50 of them reach what was seen. A few periods have few orders: that bounds p as well.

    One row per change: `source`, `target`, `at` (first day of the new level), `before` and `after` (mean per period),
    `statistic`, `p` and `q` (of the pair). `flows` is `n.flows(net, "teams")` or any contacts with dates. The seed is
    spread over the pairs by their order. `progress(done, total)` counts pairs.
    Raises InvalidInput when `alpha` is not between 0 and 1, there are too few permutations for a pair that changes alone,
    the seed is below 0, or times are no dates.
    """
    if not 0 < alpha < 1 or (permutations is not None and permutations < 1):
        raise InvalidInput(
            f"{_PERMUTATIONS if permutations is None else permutations} permutations at level {alpha!r} test nothing.",
            mend="Give 999 at 0.05.",
        )
    seed = settled(seed)
    counted = counts(flows, every=every)
    tests = len(counted)
    permutations = _enough(permutations, tests, alpha)
    level = np.random.default_rng(seed)
    found: list[tuple[tuple[Hashable, Hashable], list[Split]]] = []
    for done, (pair, series) in enumerate(counted.iterrows(), 1):
        numbers = series.to_numpy()
        first = split(numbers, permutations=permutations, seed=int(level.integers(2**62)), sure=_SURE)
        found.append((pair, [first] if first else []))  # type: ignore[arg-type]
        if progress:
            progress(done, tests)
    p = np.array([told[0].p for _, told in found if told])
    q = iter(adjusted(p, max(tests, 1)).tolist())
    rows = []
    for pair, told in found:
        if not told or (chance := next(q)) > alpha:
            continue
        numbers = counted.loc[[pair]].to_numpy()[0]
        every_split = splits(
            numbers, alpha=alpha, permutations=permutations, seed=int(level.integers(2**62)), first=told[0]
        )
        rows += [
            (*pair, counted.columns[item.at], item.before, item.after, item.statistic, item.p, chance)
            for item in every_split
        ]
    names = ["source", "target", "at", "before", "after", "statistic", "p", "q"]
    table = pd.DataFrame(rows, columns=names)
    table.attrs |= {"measure": "change_points", "method": {
        "every": every, "alpha": alpha, "permutations": permutations, "sure": _SURE, "seed": seed, "pairs": tests,
        "periods": counted.shape[1], "model": "Poisson, binary segmentation",
    }}  # fmt: skip
    return table


def counts(flows: Contacts, *, every: Every = "month") -> pd.DataFrame:
    """Return how many occasions there were between each two nodes in each period: rows (source, target), columns first days.

    Without direction (`attrs["directed"]` is False) both ways are one pair; its `source` is who comes first among the nodes.
    """
    table = flows if isinstance(flows, pd.DataFrame) else contacts_of(flows)
    if not table.attrs.get("directed", True):
        table = _one_way(table)
    if not len(table):
        return pd.DataFrame(index=pd.MultiIndex.from_arrays([[], []], names=["source", "target"]))
    table = table.assign(time=_dated(table["time"]))
    bounds = list(month_bounds(as_day(table["time"].min()), as_day(table["time"].max()), every))
    starts = np.array([first for first, _ in bounds], dtype="datetime64[D]")
    period = np.searchsorted(starts, table["time"].to_numpy().astype("datetime64[D]"), side="right") - 1
    apart = table["source"] != table["target"]
    many = table[apart].assign(period=period[apart]).groupby(["source", "target", "period"]).size()
    wide = many.unstack("period", fill_value=0).reindex(  # noqa: PD010 - of a series there is no pivot_table
        columns=range(len(bounds)), fill_value=0
    )
    wide.columns = pd.DatetimeIndex(starts, name="from")
    return wide


def _enough(permutations: int | None, tests: int, alpha: float) -> int:
    """Return how many permutations to draw. Raises InvalidInput when one pair of `tests` could not have q ≤ `alpha`."""
    wanted = ceil(2 * tests / alpha)
    chosen = min(max(_PERMUTATIONS, wanted), _MOST) if permutations is None else permutations
    if tests / (1 + chosen) > alpha:
        raise InvalidInput(
            f"With {chosen:,} permutations no change of one pair among {tests:,} can be told from chance.",
            mend=f"Give permutations={wanted} or more, or fewer pairs, as between teams.",
            where="permutations",
        )
    return chosen


def split(
    numbers: Any, *, permutations: int = 999, seed: int | None = None, sure: int | None = None
) -> Split | None:
    """Return where two Poisson levels fit the counts best, and how often chance does as well; None below four periods.

    Statistic: twice the log-likelihood ratio of two levels against one, 2·[Σ_a·ln(mean_a) + Σ_b·ln(mean_b) - Σ·ln(mean)],
    at its largest over all places (Chen and Gupta 2012, Parametric Statistical Change Point Analysis, §4.2). p: how many
    of the `permutations` of the periods reach it, the order given counted among them: (1 + #)/(1 + permutations). With
    `sure` the drawing ends as soon as that many have reached it, and p is `sure` / those drawn, which is a p as well (Besag
    and Clifford 1991, Biometrika 78:301). A series that never varies is reached by every permutation: its p is 1.
    In R `changepoint::cpt.meanvar(numbers, method = "AMOC", test.stat = "Poisson")` finds the same place.
    """
    size = len(numbers)
    if size < _LEAST or not numbers.any():
        return None
    series = np.asarray(numbers, dtype=np.float64)
    ratios = _ratios(series[np.newaxis])[0]
    place = int(np.argmax(ratios))
    before, after = series[: place + 1].mean(), series[place + 1 :].mean()
    return Split(
        at=place + 1, before=float(before), after=float(after), statistic=max(0.0, float(ratios[place])),
        p=_chance(series, float(ratios[place]), permutations, np.random.default_rng(seed), sure),
    )  # fmt: skip


def _chance(series: Any, seen: float, permutations: int, rng: np.random.Generator, sure: int | None) -> float:
    """Return the p of `split`.

    A ratio is a difference of sums about as large as Σ·ln Σ, and is rounded like those: less than that apart is equal.
    """
    size, total = len(series), float(series.sum())
    least = seen - 1e-12 * total * (1 + abs(log(total)))
    reached, done = 0, 0
    while done < permutations:
        many = min(permutations - done, _TOGETHER, max(1, _CELLS // size))
        hits = _ratios(rng.permuted(np.broadcast_to(series, (many, size)), axis=1)).max(axis=1) >= least
        if sure is not None and reached + hits.sum() >= sure:
            return sure / (done + 1 + int(np.flatnonzero(hits)[sure - reached - 1]))
        reached += int(hits.sum())
        done += many
    return (1 + reached) / (1 + permutations)


def splits(
    numbers: Any,
    *,
    alpha: float = 0.05,
    permutations: int = 999,
    seed: int | None = None,
    first: Split | None = None,
) -> list[Split]:
    """Return every place where the level of the counts changed, in order: binary segmentation (Scott and Knott 1974).

    A series is split where `split` finds p ≤ `alpha` (drawing ends when 50 permutations reach it), and so on each side of it.
    `first` is the split of the whole series when it is known already. Levels `before` and `after` are those of the
    stretches next to it in the end.
    """
    rng = np.random.default_rng(seed)
    kept: list[Split] = []
    waiting: list[tuple[int, int, Split | None]] = [(0, len(numbers), first)]
    while waiting:
        begin, end, known = waiting.pop()
        told = known or split(
            numbers[begin:end], permutations=permutations, seed=int(rng.integers(2**62)), sure=_SURE
        )
        if told is None or told.p > alpha:
            continue
        at = begin + told.at
        kept.append(Split(at=at, before=0.0, after=0.0, statistic=told.statistic, p=told.p))
        waiting += [(at, end, None), (begin, at, None)]
    kept.sort(key=lambda item: item.at)
    edges = [0, *(item.at for item in kept), len(numbers)]
    means = [float(numbers[one:other].mean()) for one, other in pairwise(edges)]
    return [
        Split(at=item.at, before=means[i], after=means[i + 1], statistic=item.statistic, p=item.p)
        for i, item in enumerate(kept)
    ]


def _ratios(rows: Any) -> Any:
    """Return for each row of counts and each place the likelihood ratio of two levels against one."""
    size = rows.shape[1]
    left = np.cumsum(rows, axis=1)
    total = left[:, -1:]
    left = left[:, :-1]
    right = total - left
    many = np.arange(1, size)
    return 2 * (_fit(left, many) + _fit(right, size - many) - _fit(total, size))


def _fit(total: Any, many: Any) -> Any:
    return total * np.log(np.where(total > 0, total, 1.0) / many) * (total > 0)


def _one_way(table: pd.DataFrame) -> pd.DataFrame:
    """Return contacts without direction with the two ends of each in the order of the nodes."""
    nodes = dict.fromkeys([*table.attrs.get("nodes", ()), *table["source"], *table["target"]])
    place = {node: number for number, node in enumerate(nodes)}
    turned = table["source"].map(place) > table["target"].map(place)
    return table.assign(
        source=table["source"].where(~turned, table["target"]),
        target=table["target"].where(~turned, table["source"]),
    )


def _dated(column: "pd.Series[Any]") -> "pd.Series[Any]":
    if pd.api.types.is_numeric_dtype(column):
        raise InvalidInput(
            "The times of the contacts are numbers.", mend="Give dates to count per month.", where="time"
        )
    return as_times(column)
