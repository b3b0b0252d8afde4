"""Revision: one change to one record, never overwritten, chained to the one before it.

The hash of a revision covers a header, a fingerprint of its body and the hash of the revision before it, so a change
to any earlier revision shows. The body (content, actor and reason) is fingerprinted with a random salt; erasing a
person removes body and salt but keeps fingerprint and hash, so the chain holds and nothing can be guessed back.
"""

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Literal

from kennisbank.domain.record import Record, as_text
from kennisbank.domain.registry import revive

Deed = Literal["add", "save", "move", "review", "merge", "import", "erase", "archive"]
GENESIS = "0" * 64


@dataclass(frozen=True, kw_only=True)
class Revision:
    """One row of the log. `seq` numbers the whole bank without gaps, `number` the record.

    `erased` says that a person was taken out of the body afterwards; its fingerprint is then that of the old body.
    """

    seq: int
    record: str
    kind: str
    number: int
    at: datetime
    deed: Deed
    actor: str
    reason: str
    content: str
    salt: str
    fingerprint: str
    previous: str
    hash: str
    erased: bool = False

    def value(self) -> Record:
        """Return the record as it was after this revision; where a person was erased, with the pseudonym."""
        return revive(json.loads(self.content), revision=self.number, modified=self.at)

    def telling(self, value: Record) -> "Revision":
        """Return this revision with `value` as all that it tells: with no salt or hash to find the rest by trying."""
        content = as_text(value.content())
        return replace(self, content=content, salt="", fingerprint="", previous="", hash="")

    def data(self) -> dict[str, Any]:
        """Return the content as JSON values."""
        return dict(json.loads(self.content))


def moment(at: datetime) -> str:
    """Return `at` as text that sorts: UTC, milliseconds."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def fingerprint(*, salt: str, content: str, actor: str, reason: str) -> str:
    """Return the salted SHA-256 of a revision's body."""
    return _sha(as_text({"salt": salt, "content": content, "actor": actor, "reason": reason}))


def chained(*, header: dict[str, Any], body: str, previous: str) -> str:
    """Return the hash of a revision from its header, the fingerprint of its body and the hash before it."""
    return _sha(as_text({**header, "body": body, "previous": previous}))


def make_revision(  # noqa: PLR0913 - a revision is all of these
    record: Record, *, seq: int, at: datetime, deed: Deed, actor: str, reason: str, salt: str, previous: str
) -> Revision:
    """Return the revision that turns the log's end (`previous`) into one where `record` is as given."""
    content = as_text(record.content())
    body = fingerprint(salt=salt, content=content, actor=actor, reason=reason)
    draft = Revision(
        seq=seq, record=record.id, kind=record.kind, number=record.revision, at=at, deed=deed, actor=actor,
        reason=reason, content=content, salt=salt, fingerprint=body, previous=previous, hash="",
    )  # fmt: skip
    return replace(draft, hash=chained(header=header(draft), body=body, previous=previous))


def header(revision: Revision) -> dict[str, Any]:
    """Return the part of a revision that is never erased."""
    return {
        "seq": revision.seq, "record": revision.record, "kind": revision.kind, "number": revision.number,
        "at": moment(revision.at), "deed": revision.deed,
    }  # fmt: skip


def fault(revision: Revision, *, previous: str) -> str:
    """Return what is wrong with `revision` as the successor of `previous`, or an empty text."""
    if revision.previous != previous:
        return "does not follow from the revision before it"
    if revision.hash != chained(header=header(revision), body=revision.fingerprint, previous=previous):
        return "its header was changed"
    body = fingerprint(
        salt=revision.salt, content=revision.content, actor=revision.actor, reason=revision.reason
    )
    if not revision.erased and body != revision.fingerprint:
        return "its content was changed"
    return ""


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
