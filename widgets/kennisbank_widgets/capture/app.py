"""The capture page, wired: opens the bank, makes state and view, and gives the page its named parts."""

from dataclasses import dataclass
from typing import Any

from kennisbank.bank import Bank
from kennisbank_widgets.capture.state import CaptureState
from kennisbank_widgets.capture.view import page_parts
from kennisbank_widgets.kit import opening


@dataclass(frozen=True)
class CapturePage:
    """The parts, by name, each to be shown in a cell of its own."""

    state: CaptureState
    drafts: Any
    form: Any
    similar: Any
    outcome: Any


def capture_page(bank: Bank | None = None) -> CapturePage:
    """Return the page on `bank`, or on the one the server serves."""
    bank = bank or opening.bank()
    state = CaptureState(bank, lang=opening.lang(), query=opening.query())
    key = f"kb-form:{bank.store.id}:{bank.actor.name}:{state.draft}"
    return CapturePage(state=state, **page_parts(state, options=_options(bank), key=key))


def _options(bank: Bank) -> dict[str, list[tuple[str, str]]]:
    """Return what references can point at: topics, sources, and the teams one may capture for."""
    mine = bank.actor.teams | bank.actor.leads
    teams = [item for item in bank.records("team") if item.id in mine or bank.actor.role != "member"]
    found = {"topic": list(bank.records("topic")), "source": list(bank.records("source")), "team": teams}
    return {
        kind: sorted(((item.id, item.title) for item in items), key=_by_title)
        for kind, items in found.items()
    }


def _by_title(pair: tuple[str, str]) -> str:
    return pair[1].casefold()
