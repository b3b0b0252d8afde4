"""Capturing: from the first letter typed to a kept record, without ever losing text."""

import re
from collections.abc import Mapping
from typing import Any

from kennisbank.actions import keeping
from kennisbank.actions.context import Context
from kennisbank.domain.ids import is_id, new_id
from kennisbank.domain.registry import kind as kind_of
from kennisbank.domain.revision import moment
from kennisbank.errors import InvalidInput, InvalidRecord, NotAllowed, NotFound, TooLarge
from kennisbank.store import drafts
from kennisbank.store.drafts import Draft

DRAFT_LIMIT = 2_000_000
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def keep_draft(bank: Context, kind: str, values: Mapping[str, Any], *, draft: str = "") -> Draft:
    """Keep what was typed so far and return it with its id. It is not checked: half a sentence is welcome.

    Raises NotAllowed for an account that may not add, TooLarge above two million characters.
    """
    kind_of(kind)
    bank.require("add")
    size = sum(len(str(value)) for value in values.values())
    if size > DRAFT_LIMIT:
        raise TooLarge(
            f"This draft has {size:,} characters; at most {DRAFT_LIMIT:,} fit.",
            mend="Keep large texts as a source.",
        )
    now = bank.now()
    if draft and not is_id(draft):
        raise InvalidInput(
            f"{draft[:40]!r} is not the id of a draft.", mend="Leave it empty for a new draft."
        )
    kept = Draft(draft or new_id(now), bank.actor.name, kind, cleaned(values), moment(now))
    with bank.store.writing() as connection:
        drafts.keep(connection, kept)
    return kept


def my_drafts(bank: Context) -> tuple[Draft, ...]:
    """Return the actor's drafts, newest first."""
    with bank.store.reading() as connection:
        return drafts.of_account(connection, bank.actor.name)


def my_draft(bank: Context, id: str) -> Draft:
    """Return one of the actor's drafts. Raises NotFound."""
    with bank.store.reading() as connection:
        found = drafts.of_account(connection, bank.actor.name, id=id)
    if not found:
        raise NotFound(
            f"You have no draft {id!r}.", mend="It was kept as a record, thrown away, or is somebody else's."
        )
    return found[0]


def drop_draft(bank: Context, id: str) -> None:
    """Throw one of the actor's drafts away."""
    with bank.store.writing() as connection:
        drafts.drop(connection, bank.actor.name, id)


def capture(bank: Context, kind: str, values: Mapping[str, Any], *, draft: str = "") -> str:
    """Keep typed values as a new record, drop the draft, and return the id.

    Control characters that came along with pasted text are taken out. Raises InvalidRecord, naming every field that
    is wrong; the draft then stays.
    """
    model = kind_of(kind)
    core = ("happened", "learned")
    given = {name: value for name, value in cleaned(values).items() if value not in ("", None, [], ())}
    if kind == "lesson" and not any(str(given.get(name, "")).strip() for name in core):
        raise InvalidRecord(
            "A lesson needs more than a title.",
            problems={"happened": "say what happened, or what you learned"},
        )
    known = model.fields()
    if unknown := [name for name in given if name not in known or known[name].step == "managed"]:
        raise InvalidRecord(
            f"This {kind} cannot be kept.", problems=dict.fromkeys(unknown, "cannot be filled in here")
        )
    if "team" not in given and given.get("visibility") == "team" and len(bank.actor.teams) == 1:
        given["team"] = next(iter(bank.actor.teams))
    team = str(given.get("team", ""))
    if team and bank.actor.role == "member" and team not in bank.actor.teams:
        raise NotAllowed(
            "You can capture for your own team only.", mend="Leave the team empty, or ask an editor."
        )
    return keeping.add(bank, model.make(given), draft=draft)


def cleaned(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return `values` with control characters taken out of every text."""
    return {name: _clean(value) for name, value in values.items()}


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return _CONTROL.sub("", value)
    if isinstance(value, list | tuple):
        return [_clean(item) for item in value]
    return {name: _clean(item) for name, item in value.items()} if isinstance(value, dict) else value
