"""A core of people all tied to each other, and a periphery of people who are not: how well a network fits that."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
import pandas as pd
from joblib import Parallel, delayed

from kennisbank.errors import InvalidInput
from kennisbank.network.described import Finding, how
from kennisbank.network.matrices import Adjacency, Graph
from kennisbank.network.measures.core_search import NEAR, climb, every, pattern, starts
from kennisbank.network.measures.triangles import Progress
from kennisbank.network.measures.weights import shared
from kennisbank.network.seeds import settled

EXACT = 18  # nodes: up to here all cores are tried, 2^18 of them


@dataclass(frozen=True, kw_only=True)
class CorePeriphery(Finding):
    """The best core that was found: its nodes in the order of the graph, and its fit, 1 when it is perfect.

    `exact` says whether all cores were tried, so that no core fits better. `alike` is how many different cores with this
    same fit were met: above 1, which of them `core` is means nothing. `density` has the mean of the ties from the row's
    part to the column's: rows and columns `core` and `periphery`.
    """

    measure: ClassVar[str] = "core_periphery"
    fit: float
    core: tuple[Hashable, ...]
    exact: bool
    alike: int
    density: pd.DataFrame


def core_periphery(  # noqa: PLR0913 - named options, as elsewhere
    graph: Graph,
    weight: str | None = None,
    *,
    between: float | None = None,
    tries: int = 50,
    seed: int | None = None,
    jobs: int = 1,
    progress: Progress | None = None,
) -> CorePeriphery:
    """Return the core that fits best, in the discrete model of Borgatti and Everett.

    `fit` is Pearson's correlation, over ordered pairs of different nodes, of the ties (or weights) with a pattern that
    is 1 for two nodes of the core, 0 for two of the periphery, and `between` for one of each. None leaves those pairs
    out: UCINET's default, which gives .360 for its camp. With 1 a core member is expected to be tied to all, with 0 to
    the core only. A core or periphery of one node has no pairs of its own.

    Up to 18 nodes all cores are tried. Beyond, the search climbs from `tries` cores: the best by weight of ties, and
    random ones by `seed`. Then `exact` is False and a better core may exist: try more when another seed gives another
    `fit`. A try is a few passes over all ties, and a few hundred over all nodes; for 100,000 ties ten tries are plenty.
    `progress` is told tries done and in all.
    A graph without any core has a fit above 0 as well: hold it against random graphs before saying that it has one.
    Without ties, with all ties, or with too few nodes to vary `fit` is NaN and `core` empty.

    UCINET: Network > Core/Periphery > Categorical; R: `xucinet::xcoreperiphery(net)`, Categorical fit and Class, or
    `netUtils::core_periphery(g, method = "GA")`, `corr` and `vec`; they search as well, and may find less.
    Raises InvalidInput for a `between` outside 0 … 1, `tries` below 1, a seed below 0 and weights that are none.
    Borgatti & Everett, Social Networks 21, 1999, 375-395.
    """
    if between is not None and not 0 <= between <= 1:
        raise InvalidInput(
            f"Ties between core and periphery cannot be expected at {between!r}.",
            mend="Give a number from 0 to 1, or None to leave them out.",
            where="between",
        )
    if tries < 1:
        raise InvalidInput(f"{tries} tries find nothing.", mend="Ask for 1 or more.", where="tries")
    seed = settled(seed)
    told = shared(graph, weight)
    exact, model = len(told) <= EXACT, pattern(told, between)
    if exact:
        fit, cores = every(model)
    else:
        found = Parallel(n_jobs=jobs, return_as="generator")(
            delayed(climb)(model, start) for start in starts(model, tries, seed)
        )
        fit, cores = _best(found, tries, progress)
    core = cores[0] if cores else np.zeros(len(told), dtype=bool)
    return CorePeriphery(
        fit=fit,
        core=tuple(node for node, inside in zip(told.nodes, core, strict=True) if inside),
        exact=exact,
        alike=len(cores),
        density=_densities(told, core),
        method=how(
            told, model="discrete", between=between, search="all cores" if exact else "climbing",
            tries=None if exact else tries, seed=None if exact else seed,
        ),
    )  # fmt: skip


def _best(found: Any, tries: int, progress: Progress | None) -> tuple[float, list[Any]]:
    """Return the best fit that climbing found, and the different cores that have it."""
    tops = list[tuple[float, Any]]()
    for done, top in enumerate(found, start=1):
        tops.append(top)
        if progress:
            progress(done, tries)
    fit = max((fit for fit, _ in tops if not np.isnan(fit)), default=float("nan"))
    cores = {core.tobytes(): core for own, core in tops if own >= fit - NEAR}
    return fit, list(cores.values())


def _densities(told: Adjacency, core: Any) -> pd.DataFrame:
    """Return the mean tie within and between core and periphery; NaN where there is no pair."""
    sides = np.stack([core, ~core], axis=1).astype(float)
    ties, many = sides.T @ (told.matrix @ sides), sides.sum(axis=0)
    pairs = np.outer(many, many) - np.diag(many)
    parts = pd.Index(["core", "periphery"], name="part")
    mean = np.divide(ties, pairs, out=np.full((2, 2), np.nan), where=pairs > 0)
    return pd.DataFrame(mean, index=parts, columns=parts)
