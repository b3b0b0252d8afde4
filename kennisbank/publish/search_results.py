"""What a search result shows of each record, in as few bytes as will do."""

from typing import Any

from kennisbank.publish.shelf import Shelf


def results(shelf: Shelf) -> tuple[dict[str, Any], ...]:
    """Return for each document of the index: t(itle), p(lace), k(ind), l(anguage), g(ist) and d(ay), empty ones left out."""
    found = []
    for id in shelf.index.ids:
        record = shelf.collection.records[id]
        day = record.day()
        values = {
            "t": record.title, "p": shelf.places[id], "k": record.kind, "l": record.language,
            "g": shelf.gists[id], "d": day.isoformat() if day else "",
        }  # fmt: skip
        found.append({name: value for name, value in values.items() if value})
    return tuple(found)
