"""People, teams, topics and sources that a file only mentions by name: each becomes one record, referred to by origin."""

from collections.abc import Iterable
from typing import Any

from kennisbank.domain.ids import is_id
from kennisbank.domain.record import LINE_LIMIT, Record
from kennisbank.domain.references import redirected
from kennisbank.domain.registry import kind as kind_named
from kennisbank.errors import InvalidInput


class Mentions:
    """Collects what is mentioned. `refer(kind, name)` gives the reference; `records` are the records to keep."""

    def __init__(self, prefix: str, *, language: str) -> None:
        """Name the source (the first part of every origin) and its language."""
        self._prefix = prefix
        self._language = language
        self._found: dict[str, Record] = {}

    def refer(self, kind: str, name: str, **values: Any) -> str:
        """Return the reference to the `kind` called `name`; an id stands for itself. `values` describe a new record.

        Raises InvalidInput for a name that is too long to be one.
        """
        if is_id(name):
            return name
        called = " ".join(name.split())
        if len(called) > LINE_LIMIT:
            raise InvalidInput(
                f"{called[:60]!r}… is too long to be the name of a {kind}.", where=self._prefix
            )
        origin = f"{self._prefix}:{kind}:{called}"
        if origin not in self._found:
            made = {"title": called, "language": self._language, **values, "origin": origin}
            self._found[origin] = kind_named(kind).make(made, where=origin)
        return f"@{origin}"

    def joined(self, records: Iterable[Record]) -> tuple[Record, ...]:
        """Return what was mentioned and then `records`; a mention of one of them by its title refers to that one."""
        told = tuple(records)
        there = {(item.kind, _key(item.title)): item.id or f"@{item.origin}" for item in told}
        moved = {
            f"@{origin}": there[item.kind, _key(item.title)]
            for origin, item in self._found.items()
            if (item.kind, _key(item.title)) in there
        }
        loose = (item for origin, item in self._found.items() if f"@{origin}" not in moved)
        return (*loose, *(redirected(item, moved) for item in told))

    @property
    def records(self) -> tuple[Record, ...]:
        """Return what was mentioned, in the order of first mention."""
        return tuple(self._found.values())


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()
