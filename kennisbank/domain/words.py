"""The words of a record in the reader's language: labels, help, choices, and one way to show any value."""

from datetime import date, datetime
from typing import Any

from kennisbank.domain.record import Record
from kennisbank.text.catalogue import known, say


def label(kind: str, name: str, lang: str) -> str:
    """Return the label of field `name` of `kind`."""
    own = f"field.{kind}.{name}"
    return say(own if known(own) else f"field.record.{name}", lang)


def help_text(kind: str, name: str, lang: str) -> str:
    """Return the help of field `name` of `kind`, or an empty text."""
    for key in (f"help.{kind}.{name}", f"help.record.{name}"):
        if known(key):
            return say(key, lang)
    return ""


def choice_word(name: str, value: str, lang: str) -> str:
    """Return how choice `value` of field `name` is called; the value itself when it has no name."""
    key = f"status.{value}" if name == "status" else f"choice.{name}.{value}"
    return say(key, lang) if known(key) else value


def shown(record: Record, name: str, lang: str) -> str:
    """Return field `name` of `record` as text for people. References stay ids: the page knows their titles."""
    value: Any = getattr(record, name)
    if record.fields()[name].form == "choice":
        return choice_word(name, str(value), lang)
    if isinstance(value, date):
        return day_text(value, lang)
    return (
        ", ".join(str(item) for item in value)
        if isinstance(value, tuple)
        else ""
        if value is None
        else str(value)
    )


def day_text(day: date, lang: str) -> str:
    """Return a day as people write it: 24 november 2026, or 24 November 2026."""
    day = day.date() if isinstance(day, datetime) else day
    return f"{day.day} {say(f'month.{day.month}', lang)} {day.year}"


def number_text(value: float, lang: str) -> str:
    """Return a number with at most one decimal, as people write it: 2,5 or 2.5."""
    text = f"{value:.1f}".removesuffix(".0")
    return text.replace(".", ",") if lang == "nl" else text
