"""A person who knows things, learns things and may leave."""

from datetime import date
from typing import Annotated, ClassVar, Literal

from kennisbank.domain.fields import Link, choice, day, line, prose, refers, refers_dated
from kennisbank.domain.record import Record


class Person(Record):
    """Somebody in or around the organisation; `title` is the name."""

    kind: ClassVar[str] = "person"
    statuses: ClassVar[tuple[str, ...]] = ("active", "left", "archived")

    function: Annotated[str, line(weight=2.0, term="schema:jobTitle", step="core", privacy="personal")] = ""
    email: Annotated[str, line(term="schema:email", privacy="personal")] = ""
    teams: Annotated[tuple[Link, ...], refers_dated("member_of", "team", term="schema:memberOf")] = ()
    knows: Annotated[tuple[str, ...], refers("knows", "topic", term="schema:knowsAbout")] = ()
    contract: Annotated[Literal["", "permanent", "temporary", "external", "trainee"], choice()] = ""
    leaves_on: Annotated[date | None, day(privacy="personal")] = None
    about: Annotated[str, prose(weight=1.0, term="schema:description", privacy="personal")] = ""
