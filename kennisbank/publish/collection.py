"""Collection: the records that are published, closed in itself: nothing in it points outside."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kennisbank.domain.policy import ANONYMOUS, may
from kennisbank.domain.record import Record
from kennisbank.domain.references import references
from kennisbank.errors import NotAllowed
from kennisbank.publish.scrub import scrub

Backlink = tuple[str, Record]


@dataclass(frozen=True, kw_only=True)
class Collection:
    """`records` by id; `moved` gives for each merged record the id it goes by now; `backlinks` who refers to whom.

    A backlink is (relation, the record that refers). All three are in the order of ids.
    """

    records: Mapping[str, Record]
    moved: Mapping[str, str]
    backlinks: Mapping[str, tuple[Backlink, ...]]

    def of_kind(self, kind: str) -> tuple[Record, ...]:
        """Return the records of `kind`, oldest first."""
        return tuple(record for record in self.records.values() if record.kind == kind)

    def kinds(self) -> tuple[str, ...]:
        """Return the kinds there are records of, the most numerous first."""
        counts: dict[str, int] = defaultdict(int)
        for record in self.records.values():
            counts[record.kind] += 1
        return tuple(sorted(counts, key=lambda kind: (-counts[kind], kind)))


def collect(records: Iterable[Record], *, today: date) -> Collection:
    """Return the collection of `records`. Raises NotAllowed when one of them is not for everybody."""
    given = {record.id: record for record in sorted(records, key=lambda record: record.id)}
    for record in given.values():
        if not may(ANONYMOUS, "read", record):
            raise NotAllowed(
                f"The {record.kind} {record.id} is not public, so nothing was published.",
                mend="Pass only records that somebody who is not signed in may read.",
            )
    known = _survivors(given)
    kept = {
        id: scrub(record, known=known, today=today) for id, record in given.items() if known.get(id) == id
    }
    moved = {old: new for old, new in known.items() if old != new}
    return Collection(records=kept, moved=moved, backlinks=_backlinks(kept))


def _survivors(given: Mapping[str, Record]) -> dict[str, str]:
    """Return for each record the id it goes by now; a record merged into one that is not given is left out."""
    found: dict[str, str] = {}
    for id in given:
        path = [id]
        while path[-1] in given and given[path[-1]].replaced_by and len(path) <= len(given):
            path.append(given[path[-1]].replaced_by)
        if path[-1] in given and not given[path[-1]].replaced_by:
            found[id] = path[-1]
    return found


def _backlinks(records: Mapping[str, Record]) -> dict[str, tuple[Backlink, ...]]:
    found: dict[str, list[Backlink]] = defaultdict(list)
    for record in records.values():
        for reference in references(record):
            if reference.target != record.id:
                found[reference.target].append((reference.relation, record))
    return {target: tuple(links) for target, links in found.items()}
