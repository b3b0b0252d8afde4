"""A person who knows things, learns things and may leave."""

from datetime import date
from typing import Annotated, ClassVar, Literal

from kennisbank.domain.fields import Link, choice, day, flag, line, prose, refers, refers_dated
from kennisbank.domain.record import Record


class Person(Record):
    """Somebody in or around the organisation; `title` is the name.

    `leaves_on` is confided to who leads one of their teams. Who says no to `may_be_asked` is not named as somebody who
    knows about a topic, nor matched with others.
    """

    kind: ClassVar[str] = "person"
    statuses: ClassVar[tuple[str, ...]] = ("active", "left", "archived")

    function: Annotated[str, line(weight=2.0, term="schema:jobTitle", step="core", privacy="personal")] = ""
    email: Annotated[str, line(term="schema:email", privacy="personal")] = ""
    teams: Annotated[tuple[Link, ...], refers_dated("member_of", "team", term="schema:memberOf")] = ()
    knows: Annotated[tuple[str, ...], refers("knows", "topic", term="schema:knowsAbout")] = ()
    contract: Annotated[Literal["", "permanent", "temporary", "external", "trainee"], choice()] = ""
    leaves_on: Annotated[date | None, day(privacy="confided")] = None
    may_be_asked: Annotated[bool, flag()] = True
    about: Annotated[str, prose(weight=1.0, term="schema:description", privacy="personal")] = ""
