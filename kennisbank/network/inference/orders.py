"""The orders in which nodes can stand: some at random, or every one there is."""

from collections.abc import Iterator
from itertools import islice, permutations
from math import factorial
from typing import Any

import numpy as np

from kennisbank.errors import TooLarge

MOST_NODES = 10
"""Every order of 10 nodes is 3,628,800 orders: seconds. Of 11 it is minutes."""
AT_ONCE = 5040


def shuffled(rng: np.random.Generator, size: int, many: int) -> Any:
    """Return `many` random orders of `size` nodes, one a row."""
    return rng.permuted(np.tile(np.arange(size), (many, 1)), axis=1)


def every(size: int) -> Iterator[Any]:
    """Yield all orders of `size` nodes, some thousands a time. Raises TooLarge above `MOST_NODES`."""
    if size > MOST_NODES:
        raise TooLarge(
            f"{size} nodes stand in {float(factorial(size)):.2g} orders.",
            mend=f"Leave exact=True out, or keep {MOST_NODES} nodes or fewer.",
        )
    orders = permutations(range(size))
    while block := list(islice(orders, AT_ONCE)):
        yield np.array(block, dtype=np.int64).reshape(len(block), size)
