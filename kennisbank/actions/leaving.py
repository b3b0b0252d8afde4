"""What can be said about when somebody leaves, by whatever way it is said."""

from datetime import date

from kennisbank.domain.kinds.person import Person
from kennisbank.domain.record import Record
from kennisbank.errors import InvalidInput


def check_leaving(before: Record, after: Record, today: date) -> None:
    """Raise InvalidInput when `after` names another day of leaving than `before`, and it is past or who leaves is not there."""
    if not isinstance(before, Person) or not isinstance(after, Person):
        return
    day = after.leaves_on
    if day is None or day == before.leaves_on:
        return
    if before.status != "active" or day < today:
        raise InvalidInput(
            f"{before.title} cannot leave on {day}.",
            where=before.id,
            mend="Name a day from today, of somebody who is there.",
        )
