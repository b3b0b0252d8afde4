"""The façade: an open bank. Its class body is a table of contents; each entry is a use case in `kennisbank.actions`."""

from typing import Self

from kennisbank.actions import (
    answering,
    asking,
    capturing,
    climate_doing,
    climate_results,
    climate_studying,
    closing,
    copying,
    erasing,
    exporting,
    finding,
    foreseeing,
    handing_over,
    housekeeping,
    importing,
    inviting,
    joining,
    keeping,
    measuring,
    moving,
    opening,
    positioning,
    publishing,
    questioning,
    studying,
    weighing,
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
    research_copy, positions = copying.research_copy, positioning.positions

    # weigh what is lost when people leave, and hand over
    at_risk, what_if = weighing.at_risk, foreseeing.what_if
    propose_handovers, start_handover = foreseeing.propose_handovers, handing_over.start_handover
    handovers, announce_leaving = handing_over.handovers, handing_over.announce_leaving

    # whom to ask, and with whom to sit down
    who_knows, peer_group, be_asked = asking.who_knows, asking.peer_group, handing_over.be_asked

    # ask how a team learns, once in a while
    open_wave, change_rules, close_wave = measuring.open_wave, measuring.change_rules, closing.close_wave
    waves, response, regroup = measuring.list_waves, measuring.response, closing.regroup
    to_remind, add_questionnaire = measuring.to_remind, questioning.add_questionnaire
    questionnaires = questioning.list_questionnaires
    my_pulse, begin_form, my_form = answering.my_pulse, answering.begin_form, answering.my_form
    keep_answers, send_form = answering.keep_answers, answering.send_form

    # what a team sees of its learning climate, and does with it
    climate, climate_audit = climate_results.climate, climate_results.climate_audit
    climate_answers, climate_statistics = (
        climate_studying.climate_answers,
        climate_studying.climate_statistics,
    )
    climate_actions, choose_climate_action = (
        climate_doing.climate_actions,
        climate_doing.choose_climate_action,
    )
    ask_about_result, questions_about_result = (
        climate_doing.ask_about_result,
        climate_doing.questions_about_result,
    )
    answer_question = climate_doing.answer_question

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
