"""A hand-over: one person makes another at home in a topic, in steps they agree on, until it is done."""

from datetime import date
from typing import Annotated, ClassVar

from kennisbank.domain.fields import choice, day, prose, refers_once
from kennisbank.domain.lifecycle import HANDOVER_STATUSES
from kennisbank.domain.record import Record, Visibility


class Handover(Record):
    """Knowledge of one topic that goes from a giver to a receiver.

    It runs until it is done, or was stopped with a reason. Once done it is evidence that the receiver holds the topic,
    from `done_on`. The team sees it; `team` is that of the giver.
    """

    kind: ClassVar[str] = "handover"
    dated_by: ClassVar[str] = "done_on"
    statuses: ClassVar[tuple[str, ...]] = HANDOVER_STATUSES

    visibility: Annotated[Visibility, choice()] = "team"
    topic: Annotated[str, refers_once("hands_over", "topic", term="schema:about", step="core")] = ""
    giver: Annotated[str, refers_once("given_by", "person", step="core", privacy="personal")] = ""
    receiver: Annotated[str, refers_once("received_by", "person", step="core", privacy="personal")] = ""
    steps: Annotated[str, prose(weight=1.0, term="schema:description", step="core")] = ""
    due: Annotated[date | None, day(step="core")] = None
    done_on: Annotated[date | None, day(term="schema:endTime")] = None
