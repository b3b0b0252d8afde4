"""Reads a day, month or year as people type it."""

import calendar
import re
from datetime import date

_DIGITS = r"(?a:\d)"
_FORMS = (
    re.compile(rf"(?P<y>{_DIGITS}{{4}})(?:[-/](?P<m>{_DIGITS}{{1,2}})(?:[-/](?P<d>{_DIGITS}{{1,2}}))?)?"),
    re.compile(rf"(?:(?P<d>{_DIGITS}{{1,2}})[-/])?(?P<m>{_DIGITS}{{1,2}})[-/](?P<y>{_DIGITS}{{4}})"),
)


def period(text: str) -> tuple[date, date] | None:
    """Return the first and last day of `2025`, `2025-03`, `2025-03-31`, `31-3-2025` or `3-2025`; None for another text."""
    found = next((match for form in _FORMS if (match := form.fullmatch(text.strip()))), None)
    if found is None:
        return None
    given = {part: int(digits) for part, digits in found.groupdict().items() if digits is not None}
    year, first_month, last_month = given["y"], given.get("m", 1), given.get("m", 12)
    try:
        last_day = given.get("d", calendar.monthrange(year, last_month)[1])
        return date(year, first_month, given.get("d", 1)), date(year, last_month, last_day)
    except ValueError:
        return None
