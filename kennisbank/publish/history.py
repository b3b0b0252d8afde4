"""The history of a record as anybody may know it: number, day and deed of each revision, and never a name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kennisbank.domain.revision import Revision


@dataclass(frozen=True)
class Change:
    """Revision `number` was made on `day` by deed `deed` (a key of the messages `deed.…`)."""

    number: int
    day: date
    deed: str


def changes(revisions: Sequence[Revision]) -> tuple[Change, ...]:
    """Return the changes, newest first."""
    newest_first = sorted(revisions, key=lambda revision: -revision.number)
    return tuple(Change(revision.number, revision.at.date(), revision.deed) for revision in newest_first)
