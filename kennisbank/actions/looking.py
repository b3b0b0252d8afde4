"""Looks that must be answered for: whoever sees people beside each other, or named in a risk, is written down first."""

from collections.abc import Iterable
from datetime import date

from kennisbank.actions.context import Context
from kennisbank.domain.ids import new_id
from kennisbank.domain.revision import moment
from kennisbank.store import events

POSITIONS, RISK, WHAT_IF, PROPOSED = "look-positions", "look-risk", "look-what-if", "look-handovers"
FLOWS, REMINDED = "look-flows", "look-who-answered"
"""The deeds under which a look stands among the events."""


def write_down(bank: Context, deed: str, about: str) -> None:
    """Keep that the actor looks, before anything is shown; when it cannot be kept, nothing is shown.

    In a research copy nobody is who they are called and nothing can be kept: that the copy was made is an event of the bank.
    """
    if bank.store.sealed:
        return
    now = bank.now()
    with bank.store.writing() as connection:
        events.note(connection, events.Event(new_id(now), moment(now), bank.actor.name, deed, about))


def period(since: date | None, at: date | None = None) -> str:
    """Return what a look at everybody was at: which days."""
    days = [f"{word} {day}" for word, day in (("since", since), ("up to", at)) if day]
    return ", ".join(["everybody", " ".join(days)] if days else ["everybody"])


def named(titles: Iterable[str]) -> str:
    """Return what a look was at: up to five ids or titles, and how many more."""
    held = list(titles)
    return ", ".join(held[:5]) + (f" and {len(held) - 5} more" if len(held) > 5 else "") or "everybody"
