"""Drafts: what somebody typed so far, kept as it is, unchecked."""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from kennisbank.errors import NotAllowed
from kennisbank.store import tables
from kennisbank.store.rows import loose_text

_T = tables.draft.c


@dataclass(frozen=True)
class Draft:
    """Unfinished text of one account. `values` are the form's fields by name; `modified` is a UTC moment as text."""

    id: str
    account: str
    kind: str
    values: dict[str, Any]
    modified: str


def keep(connection: Connection, draft: Draft) -> None:
    """Write `draft` over its earlier version. Raises NotAllowed when that belongs to another account."""
    row = {
        "account": draft.account,
        "kind": draft.kind,
        "data": loose_text(draft.values),
        "modified": draft.modified,
    }
    done = connection.execute(
        update(tables.draft).where(_T.id == draft.id, _T.account == draft.account).values(row)
    )
    if not done.rowcount:
        if connection.scalar(select(_T.id).where(_T.id == draft.id)):
            raise NotAllowed(
                "This draft belongs to somebody else.", mend="Leave the draft's id empty for a new one."
            )
        connection.execute(insert(tables.draft).values(id=draft.id, **row))


def of_account(connection: Connection, account: str, *, id: str = "") -> tuple[Draft, ...]:
    """Return the drafts of `account`, newest first; only the one with `id` when given."""
    query = select(tables.draft).where(_T.account == account).order_by(_T.modified.desc(), _T.id)
    rows = connection.execute(query.where(_T.id == id) if id else query)
    return tuple(Draft(row.id, row.account, row.kind, json.loads(row.data), row.modified) for row in rows)


def drop(connection: Connection, account: str, id: str) -> None:
    """Forget a draft of `account`."""
    connection.execute(delete(tables.draft).where(_T.id == id, _T.account == account))
