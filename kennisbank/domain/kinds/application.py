"""An application: a lesson used somewhere, with what came of it. The proof that the bank works."""

from datetime import date
from typing import Annotated, ClassVar, Literal

from kennisbank.domain.fields import choice, day, number, prose, refers
from kennisbank.domain.record import Record

Outcome = Literal["", "helped", "partly", "not", "unknown"]


class Application(Record):
    """A lesson put to use in an assignment; `title` names the assignment."""

    kind: ClassVar[str] = "application"
    dated_by: ClassVar[str] = "applied_on"

    lessons: Annotated[tuple[str, ...], refers("applies", "lesson", step="core")] = ()
    people: Annotated[
        tuple[str, ...], refers("applied_by", "person", term="schema:agent", privacy="personal")
    ] = ()
    applied_on: Annotated[date | None, day(term="schema:startTime", step="core")] = None
    outcome: Annotated[Outcome, choice(step="core")] = ""
    what_came_of_it: Annotated[str, prose(weight=1.0, term="schema:result", step="core")] = ""
    hours_saved: Annotated[float | None, number("hours")] = None
    euros_saved: Annotated[float | None, number("euros")] = None
    evidence: Annotated[str, prose(weight=0.5)] = ""
