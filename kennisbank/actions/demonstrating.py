"""Filling a bank with the fictitious organisation, history and all."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, time

from kennisbank.actions import opening
from kennisbank.actions.context import Progress
from kennisbank.actions.surveying import tell_waves
from kennisbank.demo.organisation import Organisation, organisation
from kennisbank.domain.ids import new_id
from kennisbank.store import accounts, log
from kennisbank.store.store import open_store

_SEED = 42
_BATCH = 250
_LOOKERS = (
    ("member", 2), ("team_leader", 2), ("editor", 1), ("researcher", 1), ("reader", 1), ("administrator", 1),
)  # fmt: skip


def make_demo(url: str, *, progress: Progress | None = None, today: date | None = None) -> None:
    """Make a bank at `url` and tell the story of the demo organisation in it; all of it, or nothing.

    Its last wave of the learning climate can be answered for three weeks from `today` (the day it is).
    """
    told = organisation()
    chance = random.Random(_SEED)  # noqa: S311 - repeatable on purpose; nothing is protected by it
    store = open_store(url) if opening.exists(url) else opening.make(url)
    try:
        with store.writing() as connection:
            for account in told.accounts:
                accounts.put(
                    connection, account.name, account.role, person=account.person, teams=account.teams, leads=account.leads
                )  # fmt: skip
            done = 0
            for batch in _batches(told):
                log.append(connection, batch, salt=lambda: f"{chance.getrandbits(64):016x}")
                done += len(batch)
                if progress:
                    progress(done, len(told.events))
            held = {account.person: account.name for account in told.accounts if account.person}
            tell_waves(
                connection, told.events, held, today=today or datetime.now(UTC).date(), new=lambda day: _id(day, chance)
            )  # fmt: skip
        store.scrub()
    finally:
        store.close()


def is_made(url: str) -> bool:
    """Say whether there is a bank at `url` with something in it (a demo that was stopped half-way left it empty)."""
    if not opening.exists(url):
        return False
    store = open_store(url)
    try:
        return store.last() > 0
    finally:
        store.close()


def demo_accounts(url: str) -> tuple[str, ...]:
    """Return the accounts to look around with: some of each role, those who capture first."""
    store = open_store(url)
    try:
        with store.reading() as connection:
            found = [
                actor for name in accounts.names(connection) if (actor := accounts.actor(connection, name))
            ]
    finally:
        store.close()
    return tuple(
        actor.name
        for role, number in _LOOKERS
        for actor in [actor for actor in found if actor.role == role][:number]
    )


def demo_actor(url: str) -> str:
    """Return the account that the demo at `url` is looked at with: the first that edits."""
    store = open_store(url)
    try:
        with store.reading() as connection:
            found = (accounts.actor(connection, name) for name in accounts.names(connection))
            return next(
                (actor.name for actor in found if actor and actor.role == "editor"),
                opening.FIRST_ADMINISTRATOR,
            )
    finally:
        store.close()


def _id(day: date, chance: random.Random) -> str:
    return new_id(datetime.combine(day, time(9), UTC), randbits=chance.getrandbits)


def _batches(told: Organisation) -> Iterator[list[log.Change]]:
    changes = [
        log.Change(record=event.record, deed=event.verb, actor=event.actor, at=event.at, reason=event.reason)
        for event in told.events
    ]
    for start in range(0, len(changes), _BATCH):
        yield changes[start : start + _BATCH]
