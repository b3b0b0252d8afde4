"""The audit: which figures may be shown together, decided from who is in them and never from what they answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

from kennisbank.climate.disclosure.figures import Figure, Figures, Matrix, as_figures, counts, matrix
from kennisbank.climate.disclosure.searching import Found, least_support
from kennisbank.errors import InvalidInput

SMALL, TOGETHER = "small", "together"


@dataclass(frozen=True)
class Refusal:
    """Why a figure is not shown: it is about fewer than k people (`small`), or would be so `together` with others.

    `people` would be told about, by the `count` of that name; `factors` say how: figures by id with what to multiply them by.
    """

    reason: str
    count: str
    people: float
    factors: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Audit:
    """`admitted` are ids in the order in which they were let in, `refused` maps ids to why; `certificate` lets others check it."""

    admitted: tuple[str, ...]
    refused: Mapping[str, Refusal]
    certificate: Mapping[str, Any]


def audit(
    figures: Figures,
    atoms: Sequence[str],
    weights: npt.ArrayLike,
    k: float | Sequence[float] = 10,
    *,
    earlier: Figures = (),
) -> Audit:
    """Let in `figures` one by one, in the order given, as long as all together tell nothing about fewer than `k` people.

    `atoms` (m ids) are the smallest groups that no figure takes apart; `weights` the people in each, (m,) or (m, c) for several
    counts (asked, answered, answered on a scale …), `k` one number or one per count. Figures in `earlier` are shown already and
    stay: a new hierarchy of teams goes through here together with the old. What is let in satisfies: no non-zero vector of the
    row space of the figures x atoms matrix has a support of fewer than k people, by any count. Answers play no part, so what is
    refused tells nothing about them either (simulatable auditing, Kenthapadi, Mishra and Nissim 2005).

    Raises InvalidInput for no figures, unknown atoms, doubled ids, negative weights, or when `earlier` breaks the rule already.

    >>> result = audit({"all": "abc", "first two": "ab", "last": "c"}, "abc", [12, 11, 4], k=10)
    >>> result.admitted, result.refused["first two"].people
    (('all',), 4.0)
    """
    asked, shown = as_figures(figures), as_figures(earlier)
    if not asked:
        raise InvalidInput("There are no figures to audit.", mend="Give at least one figure.")
    names = [str(atom) for atom in atoms]
    people, called = counts(weights, names)
    least = _least(k, len(called))
    judge = _Judge(people, called, least)
    if shown and (leak := judge.leak(rows := matrix(shown, names))):
        raise InvalidInput(
            f"What is shown already tells something about {leak[1].weight:g} people.",
            where=", ".join(_by_id(shown, leak[1].factors)) or str(rows.shape), mend="Take figures back before adding others.",
        )  # fmt: skip
    kept: list[Figure] = list(shown)
    rows = matrix(kept, names) if kept else np.zeros((0, len(names)))
    refused: dict[str, Refusal] = {}
    for figure, row in zip(asked, matrix(asked, names), strict=True):
        if few := judge.few(row):
            refused[figure.id] = Refusal(SMALL, *few)
            continue
        candidate = np.vstack([rows, row])
        leak = None if _told_already(rows, row) else judge.leak(candidate)
        if leak:
            name, found = leak
            refused[figure.id] = Refusal(TOGETHER, name, found.weight, _by_id([*kept, figure], found.factors))
        else:
            kept, rows = [*kept, figure], candidate
    earlier_ids = {figure.id for figure in shown}
    admitted = tuple(figure.id for figure in kept if figure.id not in earlier_ids)
    return Audit(admitted, MappingProxyType(refused), MappingProxyType(judge.certificate(rows)))


def _least(k: float | Sequence[float], number: int) -> list[float]:
    made = [float(k)] * number if isinstance(k, (int, float)) else [float(value) for value in k]
    if len(made) != number or any(value < 1 for value in made):
        raise InvalidInput(
            f"There are {number} counts and {len(made)} values of k.", mend="Give one k, or one per count."
        )
    return made


def _by_id(figures: Sequence[Figure], factors: Sequence[float]) -> dict[str, float]:
    return {one.id: factor for one, factor in zip(figures, factors, strict=False) if factor}


def _told_already(rows: Matrix, row: npt.NDArray[np.float64]) -> bool:
    """Say whether `row` is a sum of what is shown: it then tells nothing new."""
    if not len(rows):
        return False
    factors, *_ = np.linalg.lstsq(rows.T, row, rcond=None)
    return bool(np.abs(rows.T @ factors - row).max() < 1e-8)


@dataclass(frozen=True)
class _Judge:
    people: Matrix
    called: tuple[str, ...]
    least: list[float]

    def few(self, row: npt.NDArray[np.float64]) -> tuple[str, float] | None:
        """Return the count by which a figure alone is about too few people, and how many; nobody at all counts as few."""
        for column, (name, k) in enumerate(zip(self.called, self.least, strict=True)):
            if (weight := float(row @ self.people[:, column])) < k:
                return name, weight
        return None

    def leak(self, rows: Matrix) -> tuple[str, Found] | None:
        """Return the first count by which `rows` together are about too few people.

        Counts with the same k that miss the same atoms are tried at once, each atom with its lowest count: what is safe for
        fewer people is safe for more.
        """
        for columns in self._alike():
            lowest = self.people[:, columns].min(axis=1)
            k = self.least[columns[0]]
            if least_support(rows, lowest, k).weight >= k:
                continue
            for column in columns:
                found = least_support(rows, self.people[:, column], k)
                if found.weight < k:
                    return self.called[column], found
        return None

    def certificate(self, rows: Matrix) -> dict[str, Any]:
        """Return by count the rule, and what the search found over all that is shown."""
        told = {}
        for column, (name, k) in enumerate(zip(self.called, self.least, strict=True)):
            people = self.people[:, column]
            found = least_support(rows, people, k)
            told[name] = {
                "k": k, "people": float(people.sum()), "atoms": int((people > 0).sum()),
                "dimension": int(np.linalg.matrix_rank(rows[:, people > 0])) if len(rows) else 0,
                "group_under_k": None if np.isinf(found.weight) else found.weight, "complete": found.complete,
            }  # fmt: skip
        return {"figures": len(rows), "counts": told}

    def _alike(self) -> list[list[int]]:
        found: dict[tuple[bytes, float], list[int]] = {}
        for column, k in enumerate(self.least):
            found.setdefault(((self.people[:, column] > 0).tobytes(), k), []).append(column)
        return list(found.values())
