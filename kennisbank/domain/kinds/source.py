"""A source: a report, book, article or page that a lesson leans on."""

from typing import Annotated, ClassVar, Literal

from kennisbank.domain.fields import address, choice, line, prose
from kennisbank.domain.record import Record, Visibility

Form = Literal["", "report", "article", "book", "law", "page", "dataset", "other"]
Quality = Literal["", "strong", "moderate", "weak"]


class Source(Record):
    """A reference, with an opinion on how much it proves."""

    kind: ClassVar[str] = "source"

    visibility: Annotated[Visibility, choice()] = "public"
    written_by: Annotated[str, line(weight=1.0, term="schema:author", step="core")] = ""
    year: Annotated[str, line(term="schema:datePublished")] = ""
    form: Annotated[Form, choice(term="schema:additionalType")] = ""
    doi: Annotated[str, line(term="schema:identifier")] = ""
    link: Annotated[str, address(term="schema:url")] = ""
    quality: Annotated[Quality, choice()] = ""
    summary: Annotated[str, prose(weight=1.0, term="schema:abstract")] = ""
