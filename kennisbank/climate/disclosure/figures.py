"""Figures somebody could ask for: over which atoms they are. An atom is a smallest group that no figure takes apart."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from kennisbank.errors import InvalidInput

Kind = Literal["whole", "unit", "group", "trait", "now"]
Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Figure:
    """A figure over the people in `atoms`. `unit` is the team it is called after, `teams` are all teams in it."""

    id: str
    title: str
    kind: Kind
    atoms: frozenset[str]
    unit: str = ""
    teams: frozenset[str] = frozenset()


Figures = Sequence[Figure] | Mapping[str, Iterable[str]] | pd.DataFrame


def as_figures(given: Figures) -> tuple[Figure, ...]:
    """Return figures in the order given: from a sequence, a mapping of ids to atoms, or a 0/1 frame (figures x atoms).

    Raises InvalidInput for an id that is there twice, and for entries of a frame other than 0 and 1.
    """
    if isinstance(given, pd.DataFrame):
        if not np.isin(given.to_numpy(), (0, 1)).all():
            raise InvalidInput(
                "A matrix of figures holds 0 and 1 only.", mend="Put a 1 where an atom is in a figure."
            )
        found = [
            Figure(str(id), str(id), "unit", frozenset(map(str, row.index[row == 1])))
            for id, row in given.iterrows()
        ]
    elif isinstance(given, Mapping):
        found = [Figure(str(id), str(id), "unit", frozenset(map(str, atoms))) for id, atoms in given.items()]
    else:
        found = list(given)
    ids = [figure.id for figure in found]
    if doubled := sorted({id for id in ids if ids.count(id) > 1}):
        raise InvalidInput(
            f"There are two figures {doubled[0]!r}.", mend="Give each figure an id of its own."
        )
    return tuple(found)


def matrix(figures: Sequence[Figure], atoms: Sequence[str]) -> Matrix:
    """Return figures x atoms, 1 where an atom is in a figure. Raises InvalidInput for an atom that is not in `atoms`."""
    place = {atom: column for column, atom in enumerate(atoms)}
    if len(place) != len(atoms):
        raise InvalidInput("An atom is there twice.", mend="Give each atom an id of its own.")
    made = np.zeros((len(figures), len(place)))
    for row, figure in enumerate(figures):
        if unknown := sorted(figure.atoms - place.keys()):
            raise InvalidInput(
                f"The figure {figure.id!r} is over {unknown[0]!r}, which is no atom.",
                mend="Name known atoms only.",
            )
        made[row, [place[atom] for atom in figure.atoms]] = 1
    return made


def counts(weights: object, atoms: Sequence[str]) -> tuple[Matrix, tuple[str, ...]]:
    """Return how many people are in each atom, atoms x counts, and the name of each count.

    Raises InvalidInput for another number of rows, and for counts that are negative or no whole numbers.
    """
    names: tuple[str, ...] = ("people",)
    if isinstance(weights, pd.DataFrame):
        names = tuple(map(str, weights.columns))
        weights = (
            weights.reindex(list(atoms)).to_numpy()
            if set(atoms) <= set(weights.index)
            else weights.to_numpy()
        )
    made = np.asarray(weights, dtype=float)
    made = made[:, None] if made.ndim == 1 else made
    if made.ndim != 2 or len(made) != len(atoms):
        raise InvalidInput(
            f"There are {len(atoms)} atoms and weights of {made.shape[0] if made.ndim else 1}.",
            mend="Give a weight per atom.",
        )
    if not np.isfinite(made).all() or (made < 0).any() or (made != np.round(made)).any():
        raise InvalidInput("Weights are numbers of people: 0, 1, 2 …", mend="Count the people of each atom.")
    if made.shape[1] != len(names):
        names = tuple(f"count {column}" for column in range(1, made.shape[1] + 1))
    return made, names
