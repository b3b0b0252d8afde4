"""Makes a record of one row of somebody's table, as the mapping says; columns without a field are kept in `extra`."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from kennisbank.domain.record import Record
from kennisbank.errors import InvalidInput
from kennisbank.exchange.cells import shape
from kennisbank.exchange.decoding import without_controls
from kennisbank.exchange.found import Repair
from kennisbank.exchange.mapping import Column, Mapping
from kennisbank.exchange.mentions import Mentions
from kennisbank.exchange.rows import Rows
from kennisbank.exchange.wording import first_sentence


class RowReader:
    """Knows the mapping, collects mentions and repairs; `record(row, cells)` does the work."""

    def __init__(
        self, mapping: Mapping, rows: Rows, mentions: Mentions, repairs: list[Repair], *, name: str
    ) -> None:
        """Hold what every row needs."""
        self._mapping, self._mentions, self._repairs, self._name = mapping, mentions, repairs, name
        self._header, self._where = rows.header, rows.where
        self._model = mapping.model

    def record(self, row: int, cells: Sequence[str]) -> Record:
        """Return the record that a row stands for. Raises InvalidRecord or InvalidInput."""
        raw = dict(zip(self._header, cells, strict=True))
        clean = {name: self._without_controls(row, name, text) for name, text in raw.items()}
        values: dict[str, Any] = {
            name: self._value(name, Column(field=name), text) for name, text in self._mapping.defaults.items()
        }
        extra = {name: text for name, text in clean.items() if name not in self._mapping.columns and text}
        for name, column in self._mapping.columns.items():
            text = self._trimmed(row, name, column, clean[name])
            if text != raw[name]:
                extra[name] = clean[name]
            if text:
                values[column.field] = self._value(column.field, column, text)
        if not values.get("title"):
            values["title"] = self._made_title(row, values)
        key = raw[self._mapping.key].strip() if self._mapping.key else str(row)
        if not key:
            raise InvalidInput(f"the key column {self._mapping.key!r} is empty")
        origin = f"table:{self._name}:{key}"
        return self._model.make(
            {**values, "extra": extra, "origin": origin}, where=f"{self._where}, row {row}"
        )

    def _without_controls(self, row: int, name: str, text: str) -> str:
        plain = text.replace("\r\n", "\n").replace("\r", "\n")
        return without_controls(plain, where=self._where, row=lambda _: row, column=name, to=self._repairs)

    def _trimmed(self, row: int, name: str, column: Column, text: str) -> str:
        """Return the cell without spaces around it, on one line where the field is one line."""
        prose = self._model.fields()[column.field].form == "prose"
        tidy = text.strip() if prose or shape(self._model, column.field) != "text" else " ".join(text.split())
        if tidy != text:
            self._repair(row, name, text, tidy, "spaces")
        return tidy

    def _repair(self, row: int, column: str, before: str, after: str, reason: str) -> None:
        self._repairs.append(
            Repair(where=self._where, row=row, column=column, before=before, after=after, reason=reason)
        )

    def _value(self, name: str, column: Column, text: str | list[str]) -> Any:
        field = self._model.fields()[name]
        if field.relation or field.form == "words":
            return self._several(name, column, text)
        if isinstance(text, list):
            raise InvalidInput(f"{name!r} holds one thing, not a list")
        told = column.values.get(text, text)
        if field.form == "day":
            return _day(told, column.date)
        if field.form == "number":
            return _number(told, column.decimal)
        return told

    def _several(self, name: str, column: Column, text: str | list[str]) -> Any:
        field = self._model.fields()[name]
        pieces = (
            text
            if isinstance(text, list)
            else text.split(column.separator)
            if field.form != "ref"
            else [text]
        )
        items = tuple(
            dict.fromkeys(column.values.get(item.strip(), item.strip()) for item in pieces if item.strip())
        )
        if field.relation:
            items = tuple(self._mentions.refer(field.targets[0], item) for item in items)
        if field.form == "links":
            return tuple({"to": item} for item in items)
        return items[0] if field.form == "ref" and items else items if field.form != "ref" else ""

    def _made_title(self, row: int, values: dict[str, Any]) -> str:
        for name, field in self._model.fields().items():
            if field.form == "prose" and values.get(name):
                title = first_sentence(str(values[name]))
                self._repair(row, "title", "", title, "title-made")
                return title
        raise InvalidInput("there is no title, and no text to make one from")


def _day(text: str, form: str) -> date:
    """Return the day in `text`, written in `form` (as for strptime) or as 2026-03-01."""
    try:
        return datetime.strptime(text, form).date() if form else date.fromisoformat(text[:10])  # noqa: DTZ007 - a day has no zone
    except ValueError:
        wanted = form or "2026-03-01"
        raise InvalidInput(f"{text[:40]!r} is not a day written as {wanted!r}") from None


def _number(text: str, decimal: str) -> float:
    thousands = "." if decimal == "," else ","
    try:
        return float(text.replace(" ", "").replace("€", "").replace(thousands, "").replace(decimal, "."))
    except ValueError:
        raise InvalidInput(f"{text[:40]!r} is not a number") from None
