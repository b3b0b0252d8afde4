"""The mapping of a table: a TOML file that says which column is which field; and a starter for a table that has none."""

import json
import tomllib
from collections.abc import Mapping as Named, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field as Default, ValidationError

from kennisbank.domain.record import Record
from kennisbank.domain.registry import kind as kind_named
from kennisbank.domain.words import label
from kennisbank.errors import InvalidInput, UnreadableSource
from kennisbank.exchange.decoding import whole
from kennisbank.text.catalogue import LANGUAGES


class Column(BaseModel):
    """Where one column goes and how its cells are read."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    field: str
    date: str = ""
    """The form of a day, as for strptime: "%d-%m-%Y"."""
    separator: str = ";"
    """What stands between the items of a list."""
    decimal: str = "."
    """The decimal mark of numbers: "." or ","."""
    values: dict[str, str] = Default(default_factory=dict)
    """What a cell says → what the field must hold."""


class Mapping(BaseModel):
    """How the rows of a table become records of one kind."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: str = "lesson"
    name: str = ""
    """Names the table, so that a second import recognises its rows; by default the name of the file."""
    key: str = ""
    """The column that names a row; without it the row's number does."""
    encoding: str = ""
    separator: str = ""
    sheet: str = ""
    defaults: dict[str, str | list[str]] = Default(default_factory=dict)
    columns: dict[str, Column]

    @property
    def model(self) -> type[Record]:
        """The model of the records."""
        return kind_named(self.kind)


def read_mapping(path: Path) -> Mapping:
    """Return the mapping in a TOML file. Raises UnreadableSource or InvalidInput."""
    if not path.is_file():
        raise UnreadableSource("There is no such mapping file.", where=str(path), mend="Check the path.")
    text, _ = whole(path.read_bytes(), where=path.name)
    try:
        mapping = Mapping.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise UnreadableSource(
            f"This is not TOML: {error}.", where=path.name, mend="Mend that line."
        ) from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise InvalidInput(f"The mapping is wrong at {place!r}: {first['msg']}.", where=path.name) from error
    fields = mappable(mapping.model)
    wanted = [*(column.field for column in mapping.columns.values()), *mapping.defaults]
    for name in wanted:
        if name not in fields:
            raise InvalidInput(
                f"A {mapping.kind} has no field {name!r}.",
                where=path.name,
                mend=f"Use one of: {', '.join(fields)}.",
            )
    used = [column.field for column in mapping.columns.values()]
    if twice := sorted({name for name in used if used.count(name) > 1}):
        raise InvalidInput(
            f"Two columns go to the field {twice[0]!r}.",
            where=path.name,
            mend="Leave one out: it is kept beside the fields.",
        )
    return mapping


def mappable(kind: type[Record]) -> tuple[str, ...]:
    """Return the fields of `kind` that a table may fill."""
    return tuple(
        name for name, field in kind.fields().items() if field.form != "hidden" and name != "replaced_by"
    )


def guess(kind: type[Record], column: str) -> str:
    """Return the field whose name or label (in any language) is `column`, or an empty text."""
    wanted = column.strip().casefold().replace(" ", "_")
    for name in mappable(kind):
        words = {name, *(label(kind.kind, name, lang).casefold().replace(" ", "_") for lang in LANGUAGES)}
        if wanted in words:
            return name
    return ""


def starter(header: Sequence[str], *, name: str, kind: str = "lesson") -> str:
    """Return the text of a mapping to begin with: every column, the ones that look like a field filled in."""
    model = kind_named(kind)
    parts = [
        "# Which column is which field. Columns that are left out are kept beside the fields, unsearched.",
        f"# Fields of a {kind}: {', '.join(mappable(model))}.",
        f'kind = "{kind}"',
        f"name = {_quoted(name)}",
        f"# key = {_quoted(header[0])}  # the column that names a row, so that a second import recognises it",
        "",
        "[defaults]",
        'language = "nl"',
        "",
    ]
    guessed: set[str] = set()
    for column in header:
        field = guess(model, column)
        field = "" if field in guessed else field
        guessed.add(field)
        lead = "" if field else "# "
        parts += [f"{lead}[columns.{_quoted(column)}]", f'{lead}field = "{field or "…"}"', ""]
    if not guessed & {"title"}:
        parts += ["# One column must go to the title.", ""]
    return "\n".join(parts)


def no_mapping(header: Sequence[str], path: Path) -> InvalidInput:
    """Return the error for a table without a mapping: it prints a starter."""
    text = starter(header, name=path.stem)
    return InvalidInput(
        "A table needs a mapping that says which column is which field.",
        where=path.name,
        mend=f"Save this as {path.stem}.toml, change what is wrong, and name it with --mapping:\n\n{text}",
    )


def check_columns(mapping: Mapping, header: Sequence[str], *, where: str) -> None:
    """Raise InvalidInput when the mapping names a column that the table does not have."""
    named: Named[str, Any] = {**mapping.columns, **({mapping.key: None} if mapping.key else {})}
    if unknown := [name for name in named if name not in header]:
        raise InvalidInput(
            f"The mapping names columns that are not in the table: {', '.join(map(repr, unknown))}.",
            where=where,
            mend=f"The table has: {', '.join(map(repr, header))}.",
        )


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
