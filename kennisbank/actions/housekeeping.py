"""Keeping the house: accounts, checking that the bank is whole."""

from collections.abc import Iterable

from kennisbank.actions.context import Context, Progress
from kennisbank.domain.policy import ROLES, Actor, Role
from kennisbank.errors import InvalidInput
from kennisbank.store import accounts as kept, checking

NAME_LIMIT = 100
_EMPTY = frozenset[str]()


def enrol(  # noqa: PLR0913 - an account has these parts
    bank: Context,
    name: str,
    role: Role,
    *,
    person: str = "",
    teams: Iterable[str] = _EMPTY,
    leads: Iterable[str] = _EMPTY,
) -> Actor:
    """Make account `name` (or change it) and return it. Raises NotAllowed, or InvalidInput for a role there is not."""
    bank.require("administer")
    if role not in ROLES:
        raise InvalidInput(f"There is no role {role!r}.", mend=f"Use one of: {', '.join(ROLES)}.")
    if not name.strip() or len(name) > NAME_LIMIT or not name.isprintable():
        raise InvalidInput(
            f"{name!r} cannot be the name of an account.", mend="Use 1 to 100 printable characters."
        )
    with bank.store.writing() as connection:
        kept.put(connection, name, role, person=person, teams=teams, leads=leads)
        found = kept.actor(connection, name)
    if found is None:
        raise InvalidInput(f"Account {name!r} was not kept.")
    return found


def accounts(bank: Context) -> tuple[str, ...]:
    """Return the names of all accounts."""
    with bank.store.reading() as connection:
        return kept.names(connection)


def check(bank: Context, *, progress: Progress | None = None) -> tuple[str, ...]:
    """Return a sentence for everything in the bank that contradicts itself; nothing when it is whole.

    Looks at the database file, the chain of revisions, that every record is as its last revision says, and that every
    reference leads somewhere. Anybody may check a research copy, which holds nothing that they may not read.
    Raises NotAllowed.
    """
    if not bank.store.sealed:
        bank.require("administer")
    with bank.store.reading() as connection:
        return tuple(checking.faults(connection, progress=progress))
