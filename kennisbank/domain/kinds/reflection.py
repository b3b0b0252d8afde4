"""A reflection: looking back on a lesson, an application or a period."""

from datetime import date
from typing import Annotated, ClassVar

from kennisbank.domain.fields import day, prose, refers
from kennisbank.domain.record import Record


class Reflection(Record):
    """What somebody thinks of it afterwards, and what they will do differently."""

    kind: ClassVar[str] = "reflection"
    dated_by: ClassVar[str] = "occurred_on"

    text: Annotated[str, prose(weight=1.0, term="schema:text", step="core")] = ""
    next_time: Annotated[str, prose(weight=1.0, step="core")] = ""
    about: Annotated[
        tuple[str, ...],
        refers("reflects_on", "lesson", "application", "action", "team", term="schema:about", step="core"),
    ] = ()
    people: Annotated[
        tuple[str, ...], refers("reflected_by", "person", term="schema:author", privacy="personal")
    ] = ()
    occurred_on: Annotated[date | None, day()] = None
