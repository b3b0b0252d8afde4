"""The façade: an open bank. Its class body is a table of contents; each entry is a use case in `kennisbank.actions`."""

from typing import Self

from kennisbank.actions import (
    capturing,
    copying,
    erasing,
    exporting,
    finding,
    housekeeping,
    importing,
    inviting,
    joining,
    keeping,
    moving,
    opening,
    publishing,
    studying,
)
from kennisbank.actions.context import Clock, Context, utc_now


class Bank(Context):
    """An open bank, used by one actor. Close it, or use it as a context manager."""

    # keep
    add, get, save = keeping.add, keeping.get, keeping.save
    records, titles, count = keeping.records, keeping.titles, keeping.count
    backlinks, history = keeping.backlinks, keeping.history
    move, review, merge = moving.move, moving.review, joining.merge

    # capture
    capture = capturing.capture
    keep_draft, drop_draft = capturing.keep_draft, capturing.drop_draft
    my_draft, my_drafts = capturing.my_draft, capturing.my_drafts

    # find
    find, similar, clicked = finding.find, finding.similar, finding.clicked
    duplicates, asked_for, reindex = finding.duplicates, finding.asked_for, finding.reindex

    # bring in, take out, publish
    plan_import, plan_reading, run_import = (
        importing.plan_import,
        importing.plan_reading,
        importing.run_import,
    )
    export, publish = exporting.export, publishing.publish

    # study
    frame, network, flows = studying.frame, studying.network, studying.flows
    research_copy = copying.research_copy

    # keep house
    enrol, accounts, check = housekeeping.enrol, housekeeping.accounts, housekeeping.check
    erase = erasing.erase
    invite, members, remove = inviting.invite, inviting.members, inviting.remove
    sign_out, events = inviting.sign_out_of, inviting.events_of

    def __enter__(self) -> Self:
        """Return the bank itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def __repr__(self) -> str:
        """Name the bank and the actor."""
        return f"<Bank {self.store.where} as {self.actor.name or 'anonymous'} ({self.actor.role})>"


def open_bank(url: str | None = None, *, actor: str, create: bool = False, clock: Clock = utc_now) -> Bank:
    """Open the bank at `url` (by default that of KENNISBANK_URL) to act as account `actor` ("" for nobody).

    The folder of a research copy is an address too; its one account is `onderzoeker`.

    `create` makes the bank first when there is none. `clock` gives the moment of each change (UTC).
    Raises BankMissing, BankTooOld, BankTooNew, BankProblem, NotFound (no such account) or InvalidInput.
    """
    address = opening.where(url)
    if create and not opening.exists(address):
        opening.make(address).close()
    store, who = opening.open_as(address, actor)
    return Bank(store, actor=who, clock=clock)
