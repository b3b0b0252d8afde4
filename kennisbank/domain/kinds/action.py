"""An action: what somebody will do because of a lesson, or of what a team answered about its learning climate."""

from datetime import date
from typing import Annotated, ClassVar

from kennisbank.domain.fields import address, day, line, prose, refers
from kennisbank.domain.record import Record


class Action(Record):
    """Work that follows from a lesson, with an owner, a day and a proof that it was done.

    `dimension` names the part of the learning climate that a team works on with it; on `follow_up` it looks back.
    """

    kind: ClassVar[str] = "action"
    statuses: ClassVar[tuple[str, ...]] = ("open", "running", "done", "cancelled")

    description: Annotated[str, prose(weight=1.0, term="schema:description", step="core")] = ""
    lessons: Annotated[tuple[str, ...], refers("follows_from", "lesson", step="core")] = ()
    owners: Annotated[
        tuple[str, ...], refers("owned_by", "person", term="schema:agent", privacy="personal")
    ] = ()
    heading: Annotated[str, line(weight=0.5)] = ""
    dimension: Annotated[str, line()] = ""
    due: Annotated[date | None, day()] = None
    follow_up: Annotated[date | None, day()] = None
    done_on: Annotated[date | None, day(term="schema:endTime")] = None
    evidence: Annotated[str, prose(weight=0.5)] = ""
    link: Annotated[str, address(term="schema:url")] = ""
