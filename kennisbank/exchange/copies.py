"""Judges a copy of a record that came back from an export: newer, edited outside, or behind."""

from collections.abc import Sequence
from typing import Literal

from kennisbank.domain.record import Record
from kennisbank.domain.revision import Revision

Verdict = tuple[Literal["update", "skip"], Record, str]


def verdict_on_copy(copy: Record, held: Record, revisions: Sequence[Revision]) -> Verdict:
    """Return what to do with `copy` of the record that is `held` here, and why.

    A copy tells from which revision it was made. Edited outside while the record here stayed at that revision, it is an
    update. A copy of a later revision is an update only when its history shows that the record here is an ancestor.
    """
    if copy.content() == held.content():
        return "skip", held, "unchanged"
    if copy.revision < held.revision:
        return "skip", held, "copy-behind"
    kept = copy.but(
        revision=held.revision, created=held.created, modified=held.modified, made_by=held.made_by
    )
    if copy.revision == held.revision:
        return ("update", kept, "copy-edited") if _edits(copy, held) else ("skip", held, "unchanged")
    ancestor = next(
        (item for item in revisions if (item.record, item.number) == (held.id, held.revision)), None
    )
    if ancestor is not None and ancestor.data() == held.content():
        return "update", kept, "copy-ahead"
    return "skip", held, "copy-diverged"


def _edits(copy: Record, held: Record) -> bool:
    """Say whether the copy changes anything that people may edit."""
    own = ("created", "made_by", "id")
    return {name: value for name, value in copy.content().items() if name not in own} != {
        name: value for name, value in held.content().items() if name not in own
    }
