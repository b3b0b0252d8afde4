"""Inviting: a link with which somebody chooses a password, once; and what an administrator wants to know of accounts."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from kennisbank.actions.context import Clock, Context, utc_now
from kennisbank.actions.opening import FIRST_ADMINISTRATOR
from kennisbank.domain.ids import new_id
from kennisbank.domain.policy import Actor
from kennisbank.domain.revision import moment
from kennisbank.errors import InvalidInput, NotFound
from kennisbank.store import accounts, credentials, events, invitations, reading, sessions
from kennisbank.store.engine import Connection
from kennisbank.store.events import Event
from kennisbank.store.store import Store

VALID = timedelta(days=7)


@dataclass(frozen=True)
class Member:
    """An account as an administrator sees it: who it is, and whether it has a password here."""

    actor: Actor
    name: str
    has_password: bool


def fingerprint(word: str) -> str:
    """Return what is kept of a secret `word`: it has 256 bits of chance, so a plain hash is enough."""
    return hashlib.sha256(word.encode()).hexdigest()


def note(connection: Connection, *, at: datetime, account: str, deed: str, about: str = "") -> None:
    """Write down that `account` did `deed`."""
    events.note(connection, Event(new_id(at), moment(at), account, deed, about))


def invite(bank: Context, name: str) -> str:
    """Return the word of a new set-up link for account `name`; earlier links stop working. Raises NotAllowed, NotFound."""
    bank.require("administer")
    with bank.store.writing() as connection:
        _find(connection, name)
        return _invited(connection, name, at=bank.now(), by=bank.actor.name)


def first_invitation(store: Store, *, clock: Clock = utc_now) -> str:
    """Return the word of a set-up link for the first administrator when nobody has a password yet, else an empty text."""
    with store.writing() as connection:
        if credentials.accounts(connection) or not accounts.actor(connection, FIRST_ADMINISTRATOR):
            return ""
        return _invited(connection, FIRST_ADMINISTRATOR, at=clock(), by="")


def invited(store: Store, word: str, *, clock: Clock = utc_now) -> str:
    """Return the account that the set-up link with `word` is for; an empty text when it does not work (any more)."""
    with store.reading() as connection:
        found = invitations.one(connection, fingerprint(word))
    return found.account if found and moment(clock()) < found.until else ""


def sign_out_of(bank: Context, name: str) -> int:
    """End every session of account `name` and return how many there were. Raises NotAllowed, NotFound."""
    bank.require("administer")
    with bank.store.writing() as connection:
        _find(connection, name)
        note(connection, at=bank.now(), account=bank.actor.name, deed="sign-out-everywhere", about=name)
        return sessions.drop_of(connection, name)


def remove(bank: Context, name: str) -> None:
    """Delete account `name`, its drafts and its ways in; records stay. Raises NotAllowed, NotFound, or InvalidInput."""
    bank.require("administer")
    if name == bank.actor.name:
        raise InvalidInput("You cannot remove the account you act as.", mend="Act as another administrator.")
    with bank.store.writing() as connection:
        _find(connection, name)
        accounts.forget(connection, name)
        note(connection, at=bank.now(), account=bank.actor.name, deed="remove-account")


def members(bank: Context) -> tuple[Member, ...]:
    """Return every account. Raises NotAllowed."""
    bank.require("administer")
    with bank.store.reading() as connection:
        found = [accounts.actor(connection, name) for name in accounts.names(connection)]
        people = reading.by_id(connection, (actor.person for actor in found if actor))
        having = credentials.accounts(connection)
    return tuple(
        Member(actor, people[actor.person].title if actor.person in people else "", actor.name in having)
        for actor in found
        if actor
    )


def events_of(bank: Context, *, limit: int = 50) -> tuple[Event, ...]:
    """Return the last things done that changed no record, newest first. Raises NotAllowed."""
    bank.require("administer")
    with bank.store.reading() as connection:
        return events.newest(connection, limit=limit)


def _invited(connection: Connection, account: str, *, at: datetime, by: str) -> str:
    word = secrets.token_urlsafe(32)
    invitations.put(connection, invitations.Invitation(fingerprint(word), account, until=moment(at + VALID)))
    note(connection, at=at, account=by, deed="invite", about=account)
    return word


def _find(connection: Connection, name: str) -> Actor:
    found = accounts.actor(connection, name)
    if found is None:
        raise NotFound(f"There is no account {name!r}.", mend="See `kennisbank user list`.")
    return found
