"""Filling a bank with the fictitious organisation, history and all."""

import random
from collections.abc import Iterator

from kennisbank.actions import opening
from kennisbank.actions.context import Progress
from kennisbank.demo.organisation import Organisation, organisation
from kennisbank.store import accounts, log

_SEED = 42
_BATCH = 250


def make_demo(url: str, *, progress: Progress | None = None) -> None:
    """Make a bank at `url` and tell the story of the demo organisation in it; all of it, or nothing."""
    told = organisation()
    chance = random.Random(_SEED)  # noqa: S311 - repeatable on purpose; nothing is protected by it
    store = opening.make(url)
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
    finally:
        store.close()


def demo_actor() -> str:
    """Return the account that the demo is looked at with: a member who edits."""
    return next(account.name for account in organisation().accounts if account.role == "editor")


def _batches(told: Organisation) -> Iterator[list[log.Change]]:
    changes = [
        log.Change(record=event.record, deed=event.verb, actor=event.actor, at=event.at, reason=event.reason)
        for event in told.events
    ]
    for start in range(0, len(changes), _BATCH):
        yield changes[start : start + _BATCH]
