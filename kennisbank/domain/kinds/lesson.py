"""A lesson: what happened, what we learned from it, and what to do next time."""

from datetime import date
from typing import Annotated, ClassVar, Literal

from kennisbank.domain.fields import address, choice, day, line, prose, refers
from kennisbank.domain.lifecycle import LESSON_STATUSES
from kennisbank.domain.record import Record

Nature = Literal["", "success", "problem", "near_miss", "neutral"]
Confidence = Literal["unverified", "verified", "contested"]


class Lesson(Record):
    """The heart of the bank. Status, confidence and visibility are three separate things.

    The `validated_*` fields hold a validator's wording beside the team's own words, never over them.
    """

    kind: ClassVar[str] = "lesson"
    dated_by: ClassVar[str] = "occurred_on"
    statuses: ClassVar[tuple[str, ...]] = LESSON_STATUSES

    happened: Annotated[str, prose(weight=1.0, term="schema:description", step="core")] = ""
    learned: Annotated[str, prose(weight=2.0, term="schema:abstract", step="core")] = ""
    recommendation: Annotated[str, prose(weight=2.0, term="schema:text")] = ""
    cause: Annotated[str, prose(weight=1.0)] = ""
    applies_when: Annotated[str, prose(weight=1.0)] = ""
    not_when: Annotated[str, prose(weight=0.5)] = ""
    nature: Annotated[Nature, choice(term="schema:learningResourceType")] = ""
    occurred_on: Annotated[date | None, day(term="schema:temporalCoverage")] = None
    topics: Annotated[tuple[str, ...], refers("about", "topic", term="schema:about")] = ()
    authors: Annotated[
        tuple[str, ...], refers("made_by", "person", term="schema:author", privacy="personal")
    ] = ()
    sources: Annotated[tuple[str, ...], refers("cites", "source", term="schema:citation")] = ()
    related: Annotated[tuple[str, ...], refers("related", "lesson", term="schema:isRelatedTo")] = ()
    timeline: Annotated[str, prose(weight=0.5)] = ""
    effect: Annotated[str, prose(weight=0.5)] = ""
    embedded_in: Annotated[str, line(weight=0.5)] = ""
    link: Annotated[str, address(term="schema:url")] = ""
    confidence: Annotated[Confidence, choice(step="managed")] = "unverified"
    validated_learned: Annotated[str, prose(weight=1.0)] = ""
    validated_recommendation: Annotated[str, prose(weight=1.0)] = ""
