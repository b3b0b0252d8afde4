"""Days as people and other tools write them, and periods that end after they begin."""

from datetime import date, datetime

from kennisbank.errors import InvalidInput


def day_of(value: object) -> date | None:
    """Return `value` as a day: a date, a moment, or its text as in 2026-01-31; None or an empty text is None.

    Raises InvalidInput when it is something else.
    """
    if value is None or value == "" or value != value:  # noqa: PLR0124 - NaN and NaT differ from themselves
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError as error:
        raise InvalidInput(
            f"{value!r} is no day.", mend="Give dates, or texts such as 2026-01-31."
        ) from error


def in_order(since: date | None, until: date | None, what: str) -> None:
    """Raise InvalidInput when `until` lies before `since`; an open end is fine."""
    if since is not None and until is not None and until < since:
        raise InvalidInput(
            f"{what} ends ({until}) before it begins ({since}).", mend="Swap the days, or mend the record."
        )
