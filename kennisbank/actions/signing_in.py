"""Signing in with a password, and choosing one: argon2, a lock after guessing, and no word about who has an account."""

import secrets
import unicodedata
from dataclasses import replace
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from kennisbank.actions.context import Clock, utc_now
from kennisbank.actions.inviting import fingerprint, note
from kennisbank.actions.visiting import open_session
from kennisbank.domain import passwords
from kennisbank.domain.revision import moment
from kennisbank.errors import InvalidInput, NotAllowed, NotFound
from kennisbank.store import credentials, invitations, sessions
from kennisbank.store.credentials import Credential
from kennisbank.store.store import Store

FREE_GUESSES = 5
FIRST_LOCK, LONGEST_LOCK = timedelta(minutes=1), timedelta(hours=1)
_DOUBLINGS = 6


class Hasher:
    """Makes and checks hashes: argon2id with the parameters of argon2-cffi. Make one and keep it."""

    def __init__(self, argon2: PasswordHasher | None = None) -> None:
        """Make a hash that no password has, so that a wrong name takes as long as a wrong password."""
        self._argon2 = argon2 or PasswordHasher()
        self.nobody = self.hash(secrets.token_urlsafe())

    def hash(self, password: str) -> str:
        """Return a hash of `password`, with parameters and salt."""
        return self._argon2.hash(_typed(password))

    def matches(self, hashed: str, password: str) -> bool:
        """Say whether `hashed` is a hash of `password`."""
        try:
            return self._argon2.verify(hashed, _typed(password))
        except VerificationError:
            return False

    def outdated(self, hashed: str) -> bool:
        """Say whether `hashed` was made with other parameters than those of today."""
        return self._argon2.check_needs_rehash(hashed)


def sign_in(store: Store, name: str, password: str, *, hasher: Hasher, clock: Clock = utc_now) -> str:
    """Return the word of a new session for account `name`.

    Raises NotAllowed, always with the same sentence and after the same work, for a wrong name, a wrong password, an
    account without password and a locked one. A guess is counted before it is looked at, so guessing at the same time
    does not help.
    """
    counted = _count_guess(store, name, now=clock())
    known = counted.hash if counted else hasher.nobody
    right = len(password) <= passwords.LONGEST and hasher.matches(known, password)
    if not (counted and right):
        if counted and counted.locked_until:
            with store.writing() as connection:
                note(connection, at=clock(), account=name, deed="lock", about=f"{counted.failures} guesses")
        raise NotAllowed("This name and password do not go together, or there were too many guesses.")
    fresh = hasher.hash(password) if hasher.outdated(known) else known
    with store.writing() as connection:
        credentials.put(connection, replace(counted, hash=fresh, failures=0, locked_until=""))
    return open_session(store, name, way="password", clock=clock)


def accept_invitation(
    store: Store, word: str, password: str, *, hasher: Hasher, clock: Clock = utc_now
) -> str:
    """Give the account of the set-up link with `word` this password, and return the account.

    The link is used up, a lock is lifted, and whoever was signed in as that account no longer is. Raises NotFound for a
    link that does not work (any more), InvalidInput for a password that may not be one.
    """
    now, mark = clock(), fingerprint(word)
    with store.reading() as connection:
        found = invitations.one(connection, mark)
    if not found or found.until <= moment(now):
        raise _spent()
    if fault := passwords.problem(password, account=found.account):
        raise InvalidInput(
            f"This may not be a password ({fault}).",
            mend=f"Take at least {passwords.SHORTEST} characters that nobody would guess.",
        )
    hashed = hasher.hash(password)
    with store.writing() as connection:
        if not invitations.take(connection, mark):
            raise _spent()
        invitations.drop(connection, found.account)
        credentials.put(connection, Credential(found.account, hashed, changed=moment(now)))
        sessions.drop_of(connection, found.account)
        note(connection, at=now, account=found.account, deed="set-up")
    return found.account


def _count_guess(store: Store, name: str, *, now: datetime) -> Credential | None:
    """Count a guess at account `name`; None when it has no password or is locked."""
    with store.writing() as connection:
        found = credentials.of_account(connection, name)
        if found is None or found.locked_until > moment(now):
            return None
        failures = found.failures + 1
        until = moment(now + _lock(failures)) if failures >= FREE_GUESSES else ""
        counted = replace(found, failures=failures, locked_until=until)
        credentials.put(connection, counted)
        return counted


def _lock(failures: int) -> timedelta:
    return min(FIRST_LOCK * (1 << min(failures - FREE_GUESSES, _DOUBLINGS)), LONGEST_LOCK)


def _typed(password: str) -> str:
    """Return `password` as it is whatever machine it was typed on: an é is one sign or two."""
    return unicodedata.normalize("NFKC", password)


def _spent() -> NotFound:
    return NotFound("This link does not work (any more).", mend="Ask your administrator for a new one.")
