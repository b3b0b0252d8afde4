"""How many matches have each value of a field: counted by the engine in one pass over what the actor may read."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import tantivy

from kennisbank.search.schema import FACETS, LINKED, PLAIN, overflow, slots
from kennisbank.search.snapshot import View

_MOST_VALUES = 5_000


def count(counted: tantivy.Query, view: View) -> tuple[int, Mapping[str, Mapping[str, int]]]:
    """Return the number of matches and `{field: {value: number}}`, the most frequent first; `counted` is closed off already.

    A topic or team that the actor may not read is left out.
    """
    columns = [name for name in PLAIN if name in FACETS]
    columns += [column for kind in LINKED for column in _columns(kind, view)]
    asked = {name: {"terms": {"field": name, "size": _MOST_VALUES}} for name in columns}
    answered = view.searcher.aggregate(counted, asked)
    total = sum(bucket["doc_count"] for bucket in answered["kind"]["buckets"])
    return total, {name: _ordered(_values(name, answered, view)) for name in FACETS}


def _columns(kind: str, view: View) -> tuple[str, ...]:
    more = overflow(kind)
    return (*slots(kind), more) if view.snapshot.is_used(more) else slots(kind)


def _values(name: str, answered: Mapping[str, Any], view: View) -> dict[str, int]:
    if name not in LINKED:
        return _buckets(answered[name])
    found: Counter[str] = Counter()
    for column in _columns(name, view):
        found.update(_buckets(answered[column]))
    readable = view.readable(found)
    return {id: number for id, number in found.items() if id in readable}


def _buckets(column: Mapping[str, Any]) -> dict[str, int]:
    return {bucket["key"]: bucket["doc_count"] for bucket in column["buckets"] if bucket["key"]}


def _ordered(values: dict[str, int]) -> dict[str, int]:
    return dict(sorted(values.items(), key=lambda pair: (-pair[1], pair[0])))
