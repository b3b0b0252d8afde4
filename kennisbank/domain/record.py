"""Record: what every kind has in common, and how a record becomes text and back without loss."""

import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Annotated, Any, ClassVar, Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, Field as Default, ValidationError, field_validator

from kennisbank.domain.fields import Field, choice, day as calendar_day, hidden, line, refers_once
from kennisbank.domain.ids import is_id
from kennisbank.errors import InvalidRecord

Visibility = Literal["private", "team", "organisation", "public"]

LINE_LIMIT = 500
PROSE_LIMIT = 200_000
_LONG_FORMS = {"prose", "hidden"}
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
ENVELOPE = ("revision", "modified")


def _checked(text: str, limit: int) -> str:
    if found := _FORBIDDEN.search(text):
        raise ValueError(
            f"holds a control character (code {ord(found[0])}) at position {found.start() + 1}; remove it"
        )
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > limit:
        raise ValueError(
            f"is {len(text):,} characters long; at most {limit:,} fit; shorten it or attach it as a source"
        )
    return text


class Record(BaseModel):
    """A thing people made. Frozen: a change is a new value (`record.but(title=…)`) that is saved as a revision."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=False)
    kind: ClassVar[str] = ""
    statuses: ClassVar[tuple[str, ...]] = ("active", "archived")
    dated_by: ClassVar[str] = ""
    """The field that says on which day this happened, where the kind has one."""

    id: Annotated[str, hidden()] = ""
    title: Annotated[str, line(weight=5.0, term="schema:headline", step="core")] = Default(min_length=1)
    status: Annotated[str, Field(form="choice", step="managed", term="schema:creativeWorkStatus")] = ""
    team: Annotated[str, refers_once("owned_by", "team", term="schema:sourceOrganization")] = ""
    visibility: Annotated[Visibility, choice()] = "organisation"
    language: Annotated[str, choice(term="schema:inLanguage")] = Default("nl", pattern=r"^[a-z]{2,3}$")
    made_by: Annotated[str, Field(form="hidden", step="managed", privacy="personal")] = ""
    created: Annotated[datetime | None, Field(form="hidden", step="managed", term="schema:dateCreated")] = (
        None
    )
    modified: Annotated[datetime | None, Field(form="hidden", step="managed", term="schema:dateModified")] = (
        None
    )
    revision: Annotated[int, hidden()] = 0
    review_until: Annotated[date | None, calendar_day(step="managed", term="schema:expires")] = None
    origin: Annotated[str, Field(form="hidden", step="managed", term="schema:identifier")] = ""
    extra: Annotated[dict[str, str], hidden()] = Default(default_factory=dict)
    replaced_by: Annotated[
        str, Field(form="ref", step="managed", relation="replaced_by", term="schema:supersededBy")
    ] = ""

    @field_validator("*", mode="after")
    @classmethod
    def _texts_are_clean(cls, value: Any, info: Any) -> Any:
        declared = cls.fields().get(info.field_name)
        limit = PROSE_LIMIT if declared is None or declared.form in _LONG_FORMS else LINE_LIMIT
        if isinstance(value, str):
            return _checked(value, limit)
        if isinstance(value, dict):
            return {_checked(name, LINE_LIMIT): _checked(text, limit) for name, text in value.items()}
        if isinstance(value, tuple) and value and isinstance(value[0], str):
            return tuple(_checked(item, limit) for item in value)
        return value

    @field_validator("id")
    @classmethod
    def _an_id_has_its_form(cls, id: str) -> str:
        if id and not is_id(id):
            raise ValueError(f"{id[:40]!r} is not an id; leave it empty for a new record")
        return id

    @field_validator("title")
    @classmethod
    def _a_title_says_something(cls, title: str) -> str:
        if not title.strip():
            raise ValueError("is empty; give it a few words")
        if "\n" in title:
            raise ValueError("has more than one line; keep the first and move the rest to the text")
        return title

    @field_validator("status")
    @classmethod
    def _the_status_exists(cls, status: str) -> str:
        if status and status not in cls.statuses:
            raise ValueError(
                f"{status!r} is not a status of a {cls.kind}; use one of {', '.join(cls.statuses)}"
            )
        return status or cls.statuses[0]

    def model_post_init(self, _context: Any) -> None:
        """Give a new record its first status."""
        if not self.status:
            object.__setattr__(self, "status", self.statuses[0])

    @classmethod
    def make(cls, values: Mapping[str, Any], *, where: str = "") -> Self:
        """Build one from loose values. Raises InvalidRecord, naming every field that is wrong."""
        try:
            return cls.model_validate(dict(values))
        except ValidationError as error:
            raise InvalidRecord(
                f"This {cls.kind} cannot be kept as it is.", problems=_problems(error), where=where
            ) from error

    @classmethod
    @cache
    def fields(cls) -> dict[str, Field]:
        """Return the declaration of each field by name, in order."""
        return {
            name: next(item for item in info.metadata if isinstance(item, Field))
            for name, info in cls.model_fields.items()
        }

    @classmethod
    @cache
    def choices(cls, name: str) -> tuple[str, ...]:
        """Return the words a choice field may hold; for `status` those of this kind."""
        if name == "status":
            return cls.statuses
        return tuple(str(word) for word in get_args(cls.model_fields[name].annotation))

    def day(self) -> date | None:
        """Return the day on which what this record tells took place, when it says so."""
        found = getattr(self, self.dated_by) if self.dated_by else None
        return found if isinstance(found, date) else None

    def but(self, **changes: Any) -> Self:
        """Return a copy with `changes`, checked. Raises InvalidRecord."""
        return type(self).make({**self.values(), **changes})

    def values(self) -> dict[str, Any]:
        """Return the fields as Python values, by name."""
        return {name: getattr(self, name) for name in type(self).model_fields}

    def content(self) -> dict[str, Any]:
        """Return what a revision keeps: JSON values, defaults left out, without number and moment of the revision."""
        kept = self.model_dump(mode="json", exclude_defaults=True, exclude=set(ENVELOPE))
        return {"kind": self.kind, "title": self.title, "status": self.status, **kept}


def as_text(content: Mapping[str, Any]) -> str:
    """Return canonical JSON: sorted keys, no spaces, UTF-8 kept. Equal contents give equal text."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _problems(error: ValidationError) -> dict[str, str]:
    found: dict[str, str] = {}
    for item in error.errors():
        name = ".".join(str(part) for part in item["loc"]) or "record"
        text = item["msg"].removeprefix("Value error, ")
        found[name] = "is not a field of this kind" if item["type"] == "extra_forbidden" else text
    return found
