"""What a kind declares about a field, once: from this follow form, storage, search, network, export and page.

A field is written as `Annotated[type, <one of the functions below>]`; its label and help are the messages
`field.<kind>.<name>` and `help.<kind>.<name>` (or `field.record.<name>` for fields every record has).
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

Form = Literal[
    "line", "prose", "choice", "words", "refs", "links", "ref", "day", "number", "address", "flag", "hidden"
]
Privacy = Literal["open", "personal", "confided"]
Step = Literal["core", "depth", "managed"]


class Link(BaseModel):
    """A reference with the days between which it held. `to` is a record id; an open end is None."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    to: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class Field:
    """Everything a kind says about one field beyond its Python type.

    form: how it is edited and shown. weight: its share in search (0 = not searched). privacy: `personal` fields are
    left out of research copies (references stay, to a pseudonym) and erased with the person; `confided` ones are that, and
    are seen only by those it is confided to (`domain/confiding.py`). term: the public vocabulary term it is published as.
    step: `core` fields stand in the quick form, `depth` folds out, `managed` is set by actions only.
    relation and targets: for references, what the reference means and which kinds it may point at.
    """

    form: Form
    weight: float = 0.0
    privacy: Privacy = "open"
    term: str = ""
    step: Step = "depth"
    relation: str = ""
    targets: tuple[str, ...] = ()
    unit: str = ""


def line(*, weight: float = 0.0, term: str = "", step: Step = "depth", privacy: Privacy = "open") -> Field:
    """Declare one line of text."""
    return Field(form="line", weight=weight, term=term, step=step, privacy=privacy)


def prose(*, weight: float = 1.0, term: str = "", step: Step = "depth", privacy: Privacy = "open") -> Field:
    """Declare running text (Markdown)."""
    return Field(form="prose", weight=weight, term=term, step=step, privacy=privacy)


def choice(*, term: str = "", step: Step = "depth") -> Field:
    """Declare one of a few words; the words are those of the field's `Literal` type."""
    return Field(form="choice", term=term, step=step)


def words(*, weight: float = 0.0, term: str = "") -> Field:
    """Declare a list of short texts."""
    return Field(form="words", weight=weight, term=term)


def refers(
    relation: str, *targets: str, term: str = "", step: Step = "depth", privacy: Privacy = "open"
) -> Field:
    """Declare references (a tuple of ids) to records of kinds `targets`."""
    return Field(form="refs", relation=relation, targets=targets, term=term, step=step, privacy=privacy)


def refers_once(
    relation: str, *targets: str, term: str = "", step: Step = "depth", privacy: Privacy = "open"
) -> Field:
    """Declare at most one reference (an id, or an empty text)."""
    return Field(form="ref", relation=relation, targets=targets, term=term, step=step, privacy=privacy)


def refers_dated(relation: str, *targets: str, term: str = "") -> Field:
    """Declare references that each hold between two days (a tuple of `Link`)."""
    return Field(form="links", relation=relation, targets=targets, term=term)


def day(*, term: str = "", step: Step = "depth", privacy: Privacy = "open") -> Field:
    """Declare a calendar day."""
    return Field(form="day", term=term, step=step, privacy=privacy)


def number(unit: str, *, term: str = "") -> Field:
    """Declare a number in `unit`."""
    return Field(form="number", unit=unit, term=term)


def address(*, term: str = "") -> Field:
    """Declare a web address."""
    return Field(form="address", term=term)


def flag(*, step: Step = "depth") -> Field:
    """Declare a yes or no."""
    return Field(form="flag", step=step)


def hidden() -> Field:
    """Declare what only the machine needs."""
    return Field(form="hidden", step="managed")
