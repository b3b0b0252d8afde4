"""Turning values into rows and rows into values, one pair of functions per table."""

import json
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row

from kennisbank.domain.policy import access
from kennisbank.domain.record import Record, as_text
from kennisbank.domain.references import Reference
from kennisbank.domain.registry import from_text
from kennisbank.domain.revision import Revision, moment


def record_row(record: Record, *, seq: int, content: str = "") -> dict[str, Any]:
    """Return the row of `record`, whose last revision is number `seq` of the log."""
    return {
        "id": record.id,
        "kind": record.kind,
        "title": record.title,
        "status": record.status,
        "team": record.team,
        "visibility": record.visibility,
        "access": access(record),
        "language": record.language,
        "made_by": record.made_by,
        "created": moment(record.created) if record.created else "",
        "modified": moment(record.modified) if record.modified else "",
        "review_until": record.review_until.isoformat() if record.review_until else "",
        "origin": record.origin,
        "replaced_by": record.replaced_by,
        "revision": record.revision,
        "seq": seq,
        "data": content or as_text(record.content()),
    }


def record_value(row: Row[*tuple[Any, ...]]) -> Record:
    """Return the record that a row of `record` (with data, revision and modified) holds."""
    return from_text(row.data, revision=row.revision, modified=row.modified)


def revision_row(revision: Revision) -> dict[str, Any]:
    """Return the row of `revision`."""
    return {**vars(revision), "at": moment(revision.at)}


def revision_value(row: Row[*tuple[Any, ...]]) -> Revision:
    """Return the revision that a row of `revision` holds."""
    return Revision(**{**row._mapping, "at": datetime.fromisoformat(row.at), "erased": bool(row.erased)})


def reference_row(reference: Reference) -> dict[str, Any]:
    """Return the row of `reference`; an open end is an empty text."""
    since, until = (day.isoformat() if day else "" for day in (reference.since, reference.until))
    return {
        "source": reference.source,
        "relation": reference.relation,
        "target": reference.target,
        "since": since,
        "until": until,
    }


def reference_value(row: Row[*tuple[Any, ...]]) -> Reference:
    """Return the reference that a row of `reference` holds."""
    since, until = (date.fromisoformat(day) if day else None for day in (row.since, row.until))
    return Reference(row.source, row.relation, row.target, since, until)


def loose_text(values: dict[str, Any]) -> str:
    """Return unchecked draft values as JSON text; what JSON cannot hold becomes text."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True, default=str)
