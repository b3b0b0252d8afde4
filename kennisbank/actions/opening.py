"""Opening a bank, making one, and bringing an older one up to date."""

import os

from kennisbank.domain.policy import ANONYMOUS, Actor
from kennisbank.errors import BankMissing, InvalidInput, NotFound
from kennisbank.store import accounts
from kennisbank.store.engine import address, connect
from kennisbank.store.store import Store, make_store, open_store
from kennisbank.store.upgrade import upgrade as run_migrations

FIRST_ADMINISTRATOR = "beheerder"


def where(url: str | None) -> str:
    """Return the address given, or that of the environment variable KENNISBANK_URL. Raises InvalidInput without both."""
    found = url or os.environ.get("KENNISBANK_URL", "")
    if not found:
        raise InvalidInput(
            "No bank is named.", mend="Name one with --bank sqlite:///path/to/bank.db or set KENNISBANK_URL."
        )
    return found


def full_address(url: str) -> str:
    """Return the address in full, password and all, so that another process in another folder finds the same bank."""
    return address(url).render_as_string(hide_password=False)


def exists(url: str) -> bool:
    """Say whether there is a bank at `url`."""
    try:
        open_store(url).close()
    except BankMissing:
        return False
    return True


def make(url: str) -> Store:
    """Make an empty bank with one administrator, named `beheerder`. Raises BankExists."""
    store = make_store(url)
    with store.writing() as connection:
        accounts.put(connection, FIRST_ADMINISTRATOR, "administrator", person="", teams=(), leads=())
    return store


def open_as(url: str, name: str) -> tuple[Store, Actor]:
    """Open the bank at `url` for account `name`; an empty name is somebody not signed in. Raises NotFound, BankMissing."""
    store = open_store(url)
    if not name:
        return store, ANONYMOUS
    with store.reading() as connection:
        actor = accounts.actor(connection, name)
        known = accounts.names(connection)
    if actor is None:
        store.close()
        some = ", ".join(known[:8]) + (", …" if len(known) > 8 else "")
        raise NotFound(
            f"There is no account {name!r} in this bank.", where=store.where, mend=f"Act as one of: {some}."
        )
    return store, actor


def upgrade(url: str) -> None:
    """Bring the tables of the bank at `url` up to date."""
    engine = connect(address(url))
    try:
        run_migrations(engine)
    finally:
        engine.dispose()
