"""Few nodes and few contacts, and every path that respects time written out."""

import pandas as pd
from hypothesis import strategies as st

NODES = "abcde"
STEPS = st.lists(st.tuples(st.sampled_from(NODES), st.sampled_from(NODES), st.integers(0, 5)), max_size=9)


def frame(rows, directed=True):
    table = pd.DataFrame(rows, columns=["source", "target", "time"]).astype({"time": "int64"})
    table.attrs |= {"nodes": list(NODES), "directed": directed}
    return table


def paths(rows, source, *, strict=True, first=0, last=99, directed=True):
    """Every time-respecting path from `source`, as a tuple of contacts, nodes visited once."""
    both = {*rows, *((b, a, t) for a, b, t in rows if not directed)}
    found, waiting = [], [((), source, {source}, first - 1 if strict else first)]
    while waiting:
        path, node, seen, now = waiting.pop()
        for one, other, time in both:
            if (
                one == node
                and other not in seen
                and first <= time <= last
                and (time > now if strict else time >= now)
            ):
                longer = (*path, (one, other, time))
                found.append(longer)
                waiting.append((longer, other, seen | {other}, time))
    return found
