"""What can be said about when somebody leaves, by whatever way it is said."""

from datetime import date

from kennisbank.domain.kinds.person import Person
from kennisbank.domain.record import Record
from kennisbank.errors import InvalidInput


def check_leaving(before: Record | None, after: Record, today: date) -> None:
    """Raise InvalidInput when `after` names another day of leaving than `before`, and it is past or who leaves is not there.

    `before` is None for a record that is new. Ask with what the actor did not see put back (`confiding.put_back`): then a
    right guess and a wrong one pass alike.
    """
    if not isinstance(after, Person) or after.leaves_on is None:
        return
    known = before if isinstance(before, Person) else None
    if known is None or after.leaves_on != known.leaves_on:
        check_day(known or after, after.leaves_on, today)


def check_day(person: Person, day: date | None, today: date) -> None:
    """Raise InvalidInput when `day` is past, or `person` is not there any more."""
    if person.status != "active" or (day is not None and day < today):
        raise InvalidInput(
            f"{person.title} cannot leave on {day}.",
            where=person.id,
            mend="Name a day from today, of somebody who is there.",
        )
