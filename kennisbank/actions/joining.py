"""Joining doubles: two records become one, both histories stay, the old address leads to the new."""

from kennisbank.actions.context import Context
from kennisbank.actions.keeping import find_one
from kennisbank.domain.confiding import confided, is_confidant, shown
from kennisbank.domain.kinds.person import Person
from kennisbank.domain.record import Record
from kennisbank.domain.references import redirected
from kennisbank.domain.revision import Deed
from kennisbank.errors import InvalidInput
from kennisbank.store import log, reading
from kennisbank.store.engine import Connection


def merge(bank: Context, keep: str, drop: str, *, reason: str) -> Record:
    """Let record `drop` go up in record `keep` and return what remains.

    Fields that `keep` left empty are filled from `drop`, lists are joined; texts that differ stay in the history of
    `drop`, and so does what was confided to others than the actor. Who would rather not be asked, in either of them, still
    would not. Whatever referred to `drop` now refers to `keep`. Raises NotAllowed, NotFound or InvalidInput.
    """
    if not reason.strip():
        raise InvalidInput("Merging needs a reason.", mend="Say in one sentence why they are the same.")
    with bank.store.writing() as connection:
        log.lock(connection)
        kept, gone = find_one(connection, bank, keep), find_one(connection, bank, drop)
        bank.require("merge", kept)
        bank.require("merge", gone)
        if kept.id == gone.id:
            raise InvalidInput("These two are one record already.", where=keep)
        if kept.kind != gone.kind:
            raise InvalidInput(f"A {gone.kind} cannot go up in a {kept.kind}.", where=drop)
        moved = {gone.id: kept.id}
        day = bank.today()
        sees = all(is_confidant(bank.actor, item, day) for item in (kept, gone))
        after = _joined(kept, gone, moved, but=frozenset() if sees else confided(type(kept)))
        pairs = [(after, "merge"), (gone.but(replaced_by=kept.id), "merge")]
        pairs += [
            (redirected(other, moved), "save") for other in _referring(connection, bank, gone.id, kept.id)
        ]
        changes = [_change(bank, record, deed, reason) for record, deed in pairs]
        log.append(connection, changes)
        return shown(bank.actor, changes[0].record, day)


def _referring(connection: Connection, bank: Context, gone: str, kept: str) -> list[Record]:
    """Return who refers to `gone`, whether or not the actor may read them: a reference never breaks."""
    everything = type(bank.passes)(frozenset(), everything=True)
    found = {record.id: record for _, record in reading.pointing_at(connection, gone, everything)}
    return [record for id, record in sorted(found.items()) if id not in (gone, kept)]


def _joined(kept: Record, gone: Record, moved: dict[str, str], *, but: frozenset[str]) -> Record:
    changes: dict[str, object] = {}
    for name, field in kept.fields().items():
        if field.step == "managed" or field.form == "hidden" or name in but:
            continue
        mine, other = getattr(kept, name), getattr(gone, name)
        if isinstance(mine, tuple):
            changes[name] = tuple(
                item for item in dict.fromkeys((*mine, *other)) if item not in (kept.id, gone.id)
            )
        elif mine in ("", None) and name not in ("visibility", "language"):
            changes[name] = other
    if isinstance(kept, Person) and isinstance(gone, Person):
        changes["may_be_asked"] = kept.may_be_asked and gone.may_be_asked
    return redirected(kept.but(**changes), moved)


def _change(bank: Context, record: Record, deed: Deed | str, reason: str) -> log.Change:
    now = bank.now()
    after = record.but(revision=record.revision + 1, modified=now)
    done: Deed = "merge" if deed == "merge" else "save"
    return log.Change(record=after, deed=done, actor=bank.actor.name, at=now, reason=reason)
