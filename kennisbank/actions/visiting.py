"""Sessions: who is there, from signing in until signing out. Nobody acts yet, so these take a store and a clock."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from kennisbank.actions.context import Clock, utc_now
from kennisbank.actions.inviting import fingerprint, note
from kennisbank.domain.policy import Actor, Role
from kennisbank.domain.revision import moment
from kennisbank.errors import NotFound
from kennisbank.store import accounts, reading, sessions
from kennisbank.store.engine import Connection
from kennisbank.store.store import Store

LONGEST, IDLE, PRECISION = timedelta(hours=24), timedelta(hours=8), timedelta(minutes=1)


@dataclass(frozen=True)
class Visitor:
    """Somebody who is signed in: the actor, their name, and whether it is time to write down that they are there."""

    actor: Actor
    name: str
    due: bool = False


@dataclass(frozen=True)
class Introduced:
    """An account in words: the name of its person, its role, its teams."""

    account: str
    name: str
    role: Role
    teams: str


def open_session(store: Store, account: str, *, way: str, clock: Clock = utc_now) -> str:
    """Begin a session for `account`, which proved who it is by `way`; return its word. Raises NotFound."""
    now = clock()
    with store.writing() as connection:
        if accounts.actor(connection, account) is None:
            raise NotFound(f"There is no account {account!r}.", mend="See `kennisbank user list`.")
        sessions.drop_past(connection, now=moment(now), idle=moment(now - IDLE))
        word = secrets.token_urlsafe(32)
        began = moment(now)
        sessions.add(
            connection,
            sessions.Session(fingerprint(word), account, began, seen=began, until=moment(now + LONGEST)),
        )
        note(connection, at=now, account=account, deed="sign-in", about=way)
    return word


def session_of(store: Store, word: str, *, clock: Clock = utc_now) -> Visitor | None:
    """Return who holds the session with `word`, or None when there is none or it expired."""
    now = clock()
    with store.reading() as connection:
        found = sessions.one(connection, fingerprint(word))
        if not found or found.until <= moment(now) or found.seen <= moment(now - IDLE):
            return None
        return _visitor(connection, found.account, due=found.seen <= moment(now - PRECISION))


def visitor(store: Store, account: str) -> Visitor | None:
    """Return who `account` is, for those whom a proxy signed in; None when there is no such account."""
    with store.reading() as connection:
        return _visitor(connection, account)


def introduced(store: Store, names: Sequence[str]) -> tuple[Introduced, ...]:
    """Return who the accounts `names` are, for somebody who may choose one; accounts that are not there are left out."""
    with store.reading() as connection:
        found = [who for name in names if (who := _visitor(connection, name))]
        teams = reading.by_id(connection, {team for who in found for team in who.actor.teams})
    return tuple(
        Introduced(
            who.actor.name,
            who.name,
            who.actor.role,
            ", ".join(sorted(teams[id].title for id in who.actor.teams if id in teams)),
        )
        for who in found
    )


def still_here(store: Store, word: str, *, clock: Clock = utc_now) -> None:
    """Write down that the session with `word` is used, so that it does not expire."""
    with store.writing() as connection:
        sessions.touch(connection, fingerprint(word), seen=moment(clock()))


def sign_out(store: Store, word: str, *, clock: Clock = utc_now) -> str:
    """End the session with `word`; return the account whose it was, or an empty text."""
    with store.writing() as connection:
        account = sessions.drop(connection, fingerprint(word))
        if account:
            note(connection, at=clock(), account=account, deed="sign-out")
        return account


def _visitor(connection: Connection, account: str, *, due: bool = False) -> Visitor | None:
    actor = accounts.actor(connection, account)
    if actor is None:
        return None
    person = reading.by_id(connection, [actor.person]).get(actor.person) if actor.person else None
    return Visitor(actor, person.title if person else account, due)
