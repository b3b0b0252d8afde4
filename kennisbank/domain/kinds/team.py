"""A team, department or organisation: the collective that learns."""

from typing import Annotated, ClassVar

from kennisbank.domain.fields import choice, line, prose, refers_once
from kennisbank.domain.record import Record, Visibility


class Team(Record):
    """People who work together; `part_of` gives the hierarchy."""

    kind: ClassVar[str] = "team"

    visibility: Annotated[Visibility, choice()] = "public"
    abbreviation: Annotated[str, line(weight=3.0, term="schema:alternateName")] = ""
    purpose: Annotated[str, prose(weight=1.0, term="schema:description", step="core")] = ""
    part_of: Annotated[str, refers_once("part_of", "team", term="schema:parentOrganization")] = ""
    led_by: Annotated[str, refers_once("led_by", "person", privacy="personal")] = ""
