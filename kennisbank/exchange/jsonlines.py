"""Records, revisions and accounts as lines of JSON and back, exactly."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, BinaryIO, TypeVar

from kennisbank.domain.policy import ROLES, Actor
from kennisbank.domain.record import Record, as_text
from kennisbank.domain.registry import revive
from kennisbank.domain.revision import Revision
from kennisbank.errors import KennisbankError, UnreadableSource
from kennisbank.exchange.limits import JSON_LINE, too_large

Item = TypeVar("Item")
_MEND = "Make the export again, or take that line out of an unharmed one."


def record_line(record: Record) -> str:
    """Return a record as one line: every field that is not at its default."""
    return as_text({"kind": record.kind, **record.model_dump(mode="json", exclude_defaults=True)})


def revision_line(revision: Revision) -> str:
    """Return a revision as one line, with salt and hashes."""
    return as_text({**vars(revision), "at": revision.at.isoformat()})


def account_line(account: Actor) -> str:
    """Return an account as one line."""
    return as_text({**vars(account), "teams": sorted(account.teams), "leads": sorted(account.leads)})


def record_of(values: dict[str, Any]) -> Record:
    """Return the record of a line."""
    return revive(values)


def revision_of(values: dict[str, Any]) -> Revision:
    """Return the revision of a line."""
    return Revision(**{**values, "at": datetime.fromisoformat(values["at"])})


def account_of(values: dict[str, Any]) -> Actor:
    """Return the account of a line."""
    if values.get("role") not in ROLES:
        raise ValueError(f"{values.get('role')!r} is not a role")
    return Actor(**{**values, "teams": frozenset(values["teams"]), "leads": frozenset(values["leads"])})


def items(stream: BinaryIO, make: Callable[[dict[str, Any]], Item], *, where: str) -> Iterator[Item]:
    """Yield what the lines of a file hold. Raises UnreadableSource or TooLarge, naming the line."""
    number = 0
    while line := stream.readline(JSON_LINE + 1):
        number += 1
        if len(line) > JSON_LINE:
            raise too_large(f"Line {number}", JSON_LINE, "bytes", where=where)
        try:
            yield make(json.loads(line))
        except (KennisbankError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise UnreadableSource(
                f"Line {number} cannot be read: {error}", where=where, mend=_MEND
            ) from error
