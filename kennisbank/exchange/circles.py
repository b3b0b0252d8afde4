"""Finds records that stand under themselves: a topic that is broader than itself, teams that are part of each other."""

from collections.abc import Mapping, Sequence

from kennisbank.domain.record import Record
from kennisbank.errors import InvalidInput


def refuse_circles(records: Sequence[Record], others: Mapping[str, Record]) -> None:
    """Raise InvalidInput, naming its members, when a reference that builds a tree leads back to where it began.

    Trees are built by single references from a kind to itself. `others` are records, by id, that are there already.
    """
    by_id = {**others, **{record.id: record for record in records}}
    clear: set[tuple[str, str]] = set()
    for record in records:
        for name, field in record.fields().items():
            if field.form == "ref" and (field.targets == (record.kind,) or name == "replaced_by"):
                _climb(record, name, by_id, clear)


def _climb(record: Record, name: str, by_id: Mapping[str, Record], clear: set[tuple[str, str]]) -> None:
    path: dict[str, Record] = {}
    here: Record | None = record
    while here is not None and (name, here.id) not in clear:
        if here.id in path:
            circle = [*path.values()][list(path).index(here.id) :]
            listed = " → ".join(f"{item.title!r}" for item in (*circle, here))
            raise InvalidInput(
                f"These stand under themselves ({name}): {listed}.",
                where=here.origin or here.id,
                mend="Take one of these references out.",
            )
        path[here.id] = here
        here = by_id.get(getattr(here, name))
    clear.update((name, id) for id in path)
