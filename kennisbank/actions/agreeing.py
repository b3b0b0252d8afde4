"""Rules that every hand-over keeps, however it came into the bank: two people, one topic, one at a time."""

from kennisbank.actions.context import Context
from kennisbank.domain.confiding import is_confidant
from kennisbank.domain.kinds.handover import Handover
from kennisbank.domain.kinds.person import Person
from kennisbank.domain.kinds.topic import Topic
from kennisbank.domain.lifecycle import GOING_ON
from kennisbank.domain.policy import Passes
from kennisbank.domain.record import Record
from kennisbank.errors import InvalidInput, InvalidRecord, NotAllowed
from kennisbank.store import reading
from kennisbank.store.engine import Connection

PARTS = ("topic", "giver", "receiver")
"""What a hand-over cannot do without."""
SETTLED = (*PARTS, "done_on")
"""What is not changed by saving: who hands over what is settled at the start, the last day by the step to *done*."""


def check_new(connection: Connection, bank: Context, record: Record) -> None:
    """Raise when `record` is a hand-over that the actor cannot start; its references are checked already.

    Raises NotAllowed, InvalidInput, or InvalidRecord for one without topic, giver or receiver, or with a last day.
    """
    if not isinstance(record, Handover):
        return
    wrong = {name: "is missing" for name in PARTS if not getattr(record, name)}
    if record.done_on is not None:
        wrong["done_on"] = "is set when it is done"
    if wrong:
        raise InvalidRecord("This hand-over cannot be kept.", problems=wrong, where=record.id)
    found = reading.by_id(connection, (record.topic, record.giver, record.receiver))
    giver, receiver = found[record.giver], found[record.receiver]
    if isinstance(giver, Person) and isinstance(receiver, Person):
        check_start(bank, giver, receiver, found[record.topic])
    refuse_second(connection, record)


def check_start(bank: Context, giver: Person, receiver: Person, topic: Record) -> None:
    """Raise NotAllowed or InvalidInput unless the actor may let `giver` hand `topic` over to `receiver`."""
    if not is_confidant(bank.actor, giver, bank.today()):
        raise NotAllowed(
            f"{bank.actor.name} may not let {giver.title} hand anything over.",
            mend="Ask the leader of their team.",
        )
    if giver.id == receiver.id:
        raise InvalidInput("Nobody hands over to themselves.", where=giver.id, mend="Name two people.")
    if not isinstance(topic, Topic):
        raise InvalidInput(f"This is a {topic.kind}, not a topic.", where=topic.id, mend="Name a topic.")
    for person in (giver, receiver):
        if person.status != "active":
            raise InvalidInput(
                f"{person.title} is not there any more.", where=person.id, mend="Name somebody who is."
            )


def check_saved(before: Record, after: Record) -> None:
    """Raise InvalidRecord when saving would change what is settled about a hand-over."""
    if not isinstance(before, Handover):
        return
    if wrong := [name for name in SETTLED if getattr(before, name) != getattr(after, name)]:
        raise InvalidRecord(
            "Who hands over what is not changed by saving.",
            problems=dict.fromkeys(wrong, "is settled"),
            where=before.id,
            mend="Stop this hand-over and start another one.",
        )


def refuse_second(connection: Connection, record: Handover) -> None:
    """Raise InvalidInput when another hand-over of the same topic goes on between the same two."""
    if running(connection, Passes(frozenset(), everything=True), record, without=record.id):
        raise InvalidInput(
            "This hand-over is going on already.",
            where=record.id,
            mend="Bring that one on, or stop it first.",
        )


def running(connection: Connection, passes: Passes, like: Handover, *, without: str = "") -> Handover | None:
    """Return the hand-over that is going on about the topic of `like`, between its two, not counting `without`."""
    for relation, item in reading.pointing_at(connection, like.topic, passes):
        if relation != "hands_over" or not isinstance(item, Handover) or item.status not in GOING_ON:
            continue
        if item.id != without and (item.giver, item.receiver) == (like.giver, like.receiver):
            return item
    return None
