"""Small frames of who holds what, and how likely they leave: enough to go through every case."""

from itertools import product
from math import prod

import pandas as pd
from hypothesis import strategies as st

CHANCES = st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.9, 1.0])


def holdings(rows):
    """Return a frame in which each (topic, person) of `rows` is held."""
    return pd.DataFrame({"topic": [t for t, _ in rows], "person": [p for _, p in rows], "holds": True})


@st.composite
def cases(draw, *, topics: int = 4, people: int = 4):
    """Draw a frame of holders and a probability to leave for each person."""
    pairs = [(f"t{t}", f"p{p}") for t in range(topics) for p in range(people)]
    held = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=10))
    return holdings(held), {f"p{p}": draw(CHANCES) for p in range(people)}


def distribution(held, leave, cohorts=()):
    """Return P(number of topics lost), by going through every way in which people and cohorts may leave."""
    by_topic = held.groupby("topic")["person"].agg(set).to_dict()
    people = sorted(set(held["person"]) & set(leave))
    found = {}
    for ways in product([False, True], repeat=len(people) + len(cohorts)):
        chances = [leave[one] for one in people] + [one.probability for one in cohorts]
        likely = prod(chance if way else 1 - chance for way, chance in zip(ways, chances, strict=True))
        gone = {one for one, way in zip(people, ways, strict=False) if way}
        for cohort, way in zip(cohorts, ways[len(people) :], strict=True):
            gone |= set(cohort.people) if way else set()
        lost = sum(who <= gone for who in by_topic.values())
        found[lost] = found.get(lost, 0.0) + likely
    return found


def moments(found):
    """Return mean and variance of a distribution."""
    mean = sum(number * likely for number, likely in found.items())
    return mean, sum((number - mean) ** 2 * likely for number, likely in found.items())
