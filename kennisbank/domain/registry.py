"""Every kind of record there is, found by looking in `domain/kinds`."""

import json
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from kennisbank.domain import kinds as package
from kennisbank.domain.record import Record
from kennisbank.errors import InvalidInput


@cache
def kinds() -> Mapping[str, type[Record]]:
    """Return each kind's model by its name, in alphabetical order."""
    found: dict[str, type[Record]] = {}
    for module in iter_modules(package.__path__):
        loaded = import_module(f"{package.__name__}.{module.name}")
        for item in vars(loaded).values():
            if isinstance(item, type) and issubclass(item, Record) and item.kind:
                found[item.kind] = item
    return dict(sorted(found.items()))


def kind(name: str) -> type[Record]:
    """Return the model of kind `name`. Raises InvalidInput, listing the kinds there are."""
    try:
        return kinds()[name]
    except KeyError:
        raise InvalidInput(
            f"There is no kind of record {name!r}.", mend=f"Use one of: {', '.join(kinds())}."
        ) from None


def revive(content: Mapping[str, Any], **envelope: Any) -> Record:
    """Build the record that `content` (see `Record.content`) describes; `envelope` adds revision and modified.

    Raises InvalidRecord or InvalidInput when the content does not fit its kind.
    """
    values = {name: value for name, value in content.items() if name != "kind"}
    return kind(str(content.get("kind", ""))).make({**values, **envelope}, where=str(values.get("id", "")))


def from_text(text: str, **envelope: Any) -> Record:
    """Build the record that the canonical JSON `text` describes."""
    return revive(json.loads(text), **envelope)
