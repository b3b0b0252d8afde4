"""The holders of each topic as a sparse matrix, and how likely each of them is to leave."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from kennisbank.errors import InvalidInput


@dataclass(frozen=True, eq=False)
class Held:
    """`matrix[t, p]` is 1 where `people[p]` holds `topics[t]`: float64 CSR. Only topics that somebody holds are there."""

    topics: tuple[Hashable, ...]
    people: tuple[Hashable, ...]
    matrix: Any
    topic_titles: dict[Hashable, str]
    person_titles: dict[Hashable, str]

    def leave(self, leave: Mapping[Any, float]) -> Any:
        """Return the probability to leave of each of `people`, 0 for whoever is not in `leave`."""
        checked(leave)
        return np.array([float(leave.get(person, 0.0)) for person in self.people])

    @property
    def counts(self) -> Any:
        """Return how many people hold each topic."""
        return np.diff(self.matrix.indptr)


def held(holders: pd.DataFrame) -> Held:
    """Return the rows of `holders` that hold as a matrix, topics and people in order of their text.

    Any frame with columns `topic` and `person` will do; without `holds` every row counts.
    Raises InvalidInput when one of the two is not there.
    """
    lacking = [name for name in ("topic", "person") if name not in holders]
    if lacking:
        raise InvalidInput(
            f"The frame has no column {lacking[0]!r}.",
            mend="Give what n.holders() returns, or columns topic and person.",
        )
    rows = holders[holders["holds"].astype(bool)] if "holds" in holders else holders
    topics = tuple(sorted(rows["topic"].unique(), key=str))
    people = tuple(sorted(rows["person"].unique(), key=str))
    at_topic = {topic: number for number, topic in enumerate(topics)}
    at_person = {person: number for number, person in enumerate(people)}
    ends = ([at_topic[one] for one in rows["topic"]], [at_person[one] for one in rows["person"]])
    matrix = sparse.csr_array((np.ones(len(rows)), ends), shape=(len(topics), len(people)))
    matrix.sum_duplicates()
    matrix.data = np.ones_like(matrix.data)
    return Held(topics, people, matrix, _titles(rows, "topic"), _titles(rows, "person"))


def checked(leave: Mapping[Any, float]) -> Mapping[Any, float]:
    """Return `leave`. Raises InvalidInput when a value is not between 0 and 1."""
    for person, chance in leave.items():
        if not 0 <= chance <= 1:
            raise InvalidInput(
                f"{person!r} leaves with probability {chance!r}.",
                mend="Give a number from 0 to 1.",
                where="leave",
            )
    return leave


def _titles(rows: pd.DataFrame, what: str) -> dict[Hashable, str]:
    titles: Iterable[Any] = rows[f"{what}_title"] if f"{what}_title" in rows else rows[what].map(str)
    return dict(zip(rows[what], titles, strict=True))


def by_topic(told: Held, **columns: Any) -> pd.DataFrame:
    """Return a frame with a row per topic: `title`, `holders` and `columns`."""
    return pd.DataFrame(
        {"title": [told.topic_titles[topic] for topic in told.topics], "holders": told.counts, **columns},
        index=pd.Index(list[Any](told.topics), name="topic", tupleize_cols=False),
    )
