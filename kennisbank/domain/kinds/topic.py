"""A topic: a concept of the controlled vocabulary, with its synonyms."""

from typing import Annotated, ClassVar

from kennisbank.domain.fields import choice, prose, refers, refers_once, words
from kennisbank.domain.record import Record, Visibility


class Topic(Record):
    """A concept (SKOS); `title` is the preferred label, `alternatives` are the words people also use."""

    kind: ClassVar[str] = "topic"

    visibility: Annotated[Visibility, choice()] = "public"
    definition: Annotated[str, prose(weight=1.0, term="skos:definition", step="core")] = ""
    alternatives: Annotated[tuple[str, ...], words(weight=3.0, term="skos:altLabel")] = ()
    broader: Annotated[str, refers_once("broader", "topic", term="skos:broader")] = ""
    related: Annotated[tuple[str, ...], refers("related", "topic", term="skos:related")] = ()
