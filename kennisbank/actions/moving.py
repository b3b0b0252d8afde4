"""A record's life: moving a lesson through its stages, and reviewing it as a signed event of its own."""

from datetime import date
from typing import Any

from kennisbank.actions.agreeing import refuse_second
from kennisbank.actions.context import Context
from kennisbank.actions.keeping import find_one
from kennisbank.domain.confiding import shown
from kennisbank.domain.kinds.handover import Handover
from kennisbank.domain.kinds.lesson import Lesson
from kennisbank.domain.lifecycle import GOING_ON, LIVES, step, steps_from
from kennisbank.domain.policy import may_move
from kennisbank.domain.record import Record
from kennisbank.domain.revision import Deed
from kennisbank.errors import InvalidInput, NotAllowed
from kennisbank.store import log, reading

TERM_DAYS = 365


def move(bank: Context, id: str, status: str, *, reason: str = "") -> Record:
    """Bring a record to `status` and return it.

    Raises InvalidInput for a step that does not exist or lacks its reason, NotAllowed for an actor who may not make
    it, NotFound. A lesson becomes *learned* only when an action that follows from it is done. A hand-over
    is not proposed again while another one goes on.
    """
    with bank.store.writing() as connection:
        log.lock(connection)
        record = find_one(connection, bank, id)
        _check_step(record, status, reason)
        if not may_move(bank.actor, record, status):
            raise NotAllowed(
                f"{bank.actor.name} may not bring this {record.kind} to {status!r}.",
                mend="Ask its giver or receiver." if record.kind == "handover" else "Ask an editor.",
            )
        if isinstance(record, Lesson) and status == "learned":
            following = reading.pointing_at(connection, id, bank.passes)
            if not any(relation == "follows_from" and item.status == "done" for relation, item in following):
                raise InvalidInput(
                    "A lesson is learned only when an action that follows from it is done.",
                    where=id, mend="Add an action to the lesson and finish it first.",
                )  # fmt: skip
        if isinstance(record, Handover) and record.status not in GOING_ON:
            refuse_second(connection, record)
        ends = {"done_on": bank.today()} if isinstance(record, Handover) and status == "done" else {}
        return _change(connection, bank, record, "move", reason, status=status, **ends)


def _check_step(record: Record, status: str, reason: str) -> None:
    if record.kind not in LIVES:
        return
    wanted = step(record.status, status, kind=record.kind)
    if wanted is None:
        ways = ", ".join(item.end for item in steps_from(record.status, kind=record.kind)) or "nothing"
        raise InvalidInput(
            f"A {record.kind} cannot go from {record.status!r} to {status!r}.",
            where=record.id,
            mend=f"It can go to: {ways}.",
        )
    if wanted.reason and not reason.strip():
        raise InvalidInput(
            f"Going to {status!r} needs a reason.", where=record.id, mend="Say why in one sentence."
        )


def review(bank: Context, id: str, *, confidence: str, until: date | None = None, note: str = "") -> Record:
    """Sign that the actor looked at a lesson today and return it: its confidence, and when it must be looked at again.

    Only this moves the review date; neither editing nor reading does. `until` is a year from now by default.
    Raises NotAllowed, NotFound, InvalidInput or InvalidRecord.
    """
    day = until or date.fromordinal(bank.today().toordinal() + TERM_DAYS)
    if day <= bank.today():
        raise InvalidInput(f"The next review ({day}) must lie in the future.", where=id)
    with bank.store.writing() as connection:
        log.lock(connection)
        record = find_one(connection, bank, id)
        bank.require("review", record)
        if not isinstance(record, Lesson):
            raise InvalidInput(f"Only lessons are reviewed, not a {record.kind}.", where=id)
        return _change(connection, bank, record, "review", note, confidence=confidence, review_until=day)


def _change(
    connection: Any, bank: Context, record: Record, deed: Deed, reason: str, **changes: Any
) -> Record:
    now = bank.now()
    after = record.but(**changes, revision=record.revision + 1, modified=now)
    log.append(
        connection, [log.Change(record=after, deed=deed, actor=bank.actor.name, at=now, reason=reason)]
    )
    return shown(bank.actor, after, now.date())
