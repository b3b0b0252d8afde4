"""Chance, run after run: the same numbers for the same seed, in however many processes.

    seed ──▶ one seed per block of runs ──joblib──▶ what each block found, in order ──▶ tails()

A block gets its own generator from its own seed (`SeedSequence.spawn`), so neither the number of processes nor the order
in which they finish changes a digit. Inside `joblib.parallel_config(backend="dask")` a cluster carries the blocks.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from joblib import Parallel, delayed

from kennisbank.errors import InvalidInput

Progress: TypeAlias = "Callable[[int, int], None] | None"
"""Is told (done, total) in runs, from time to time."""
Work: TypeAlias = "Callable[[np.random.Generator, int], Any]"
"""Does a number of runs with the generator it is given."""


def counted(runs: int, what: str = "runs") -> int:
    """Return `runs`. Raises InvalidInput when there is not even one."""
    if runs < 1:
        raise InvalidInput(f"{what} is {runs}.", mend="Give 1 or more.", where=what)
    return runs


def drawn(  # noqa: PLR0913
    work: Work, runs: int, *, seed: int, block: int = 1, jobs: int = 1, progress: Progress = None
) -> list[Any]:
    """Return what `work` found in each block of `block` runs, in order. `jobs` is joblib's: -1 is every core.

    With `jobs` other than 1 both `work` and what it finds travel to other processes.
    """
    sizes = [block] * (runs // block) + [runs % block] * (runs % block > 0)
    seeds = np.random.SeedSequence(seed).spawn(len(sizes))
    tasks = [(_seeded, (work, one, size)) for one, size in zip(seeds, sizes, strict=True)]
    return _gathered(tasks, sizes, jobs=jobs, progress=progress)


def each(work: Callable[[int], Any], many: int, *, jobs: int = 1, progress: Progress = None) -> list[Any]:
    """Return what `work` finds for every number below `many`, in order: many hands, no chance."""
    return _gathered([(work, (number,)) for number in range(many)], [1] * many, jobs=jobs, progress=progress)


def _gathered(
    tasks: list[tuple[Callable[..., Any], tuple[Any, ...]]],
    sizes: list[int],
    *,
    jobs: int,
    progress: Progress,
) -> list[Any]:
    found: Iterable[Any]
    if jobs == 1 or len(tasks) < 2:
        found = (task(*given) for task, given in tasks)
    else:
        found = Parallel(n_jobs=jobs, return_as="generator")(delayed(task)(*given) for task, given in tasks)
    kept, done = [], 0
    for size, item in zip(sizes, found, strict=True):
        kept.append(item)
        done += size
        if progress:
            progress(done, sum(sizes))
    return kept


def _seeded(work: Work, seed: np.random.SeedSequence, size: int) -> Any:
    return work(np.random.default_rng(seed), size)


@dataclass(frozen=True, kw_only=True)
class Tails:
    """How often chance gave as much (`greater`), as little (`less`), or something as far off (`both`)."""

    both: float
    greater: float
    less: float


def tails(observed: float, found: Any, *, exact: bool = False, about: float | None = None) -> Tails:
    """Return the p-values of `observed` among the values `found` by chance.

    `greater` counts the values at least as high, `less` those at least as low. `both` counts the values at least as far
    from `about`; without `about` it is twice the smaller of the two, at most 1. Values that are no number are left out.

    What was seen is counted as one of the runs, (1 + count) / (1 + runs), so that p is never 0 and the test keeps its
    size (Phipson & Smyth 2010); R's sna and UCINET give count / runs. With `exact`, when `found` holds every case there
    is, p is count / cases. Two values are the same when they differ less than 1e-9 of the larger.
    """
    values = np.asarray(found, dtype=np.float64)
    values = values[~np.isnan(values)]
    if np.isnan(observed) or not len(values):
        return Tails(both=np.nan, greater=np.nan, less=np.nan)
    sizes = np.abs(np.append(values, observed))
    slack = 1e-9 * float(sizes[np.isfinite(sizes)].max(initial=0.0))
    one = 0 if exact else 1

    def share(count: Any) -> float:
        return float((one + int(count)) / (one + len(values)))

    greater, less = share((values >= observed - slack).sum()), share((values <= observed + slack).sum())
    both = (
        min(1.0, 2 * min(greater, less))
        if about is None
        else share((np.abs(values - about) >= abs(observed - about) - slack).sum())
    )
    return Tails(both=both, greater=greater, less=less)
