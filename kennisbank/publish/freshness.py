"""Says honestly how fresh a record is: when it was promised to be checked again, against today."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from kennisbank.domain.record import Record
from kennisbank.domain.words import day_text
from kennisbank.text.catalogue import say

State = Literal["fresh", "due", "expired", "never"]
STATES: tuple[State, ...] = ("fresh", "due", "expired", "never")
SOON = timedelta(days=30)


@dataclass(frozen=True)
class Freshness:
    """`state` is one of `STATES`; `until` is the day before which a check was promised, None when there was none."""

    state: State
    until: date | None

    def sentence(self, lang: str) -> str:
        """Return it in words. They name a day and never count days, so a page only changes when the state does."""
        return say(f"site.freshness.{self.state}", lang, day=day_text(self.until, lang) if self.until else "")


def freshness(record: Record, *, today: date) -> Freshness:
    """Return how fresh `record` is on `today`; on the promised day itself it still counts as checked."""
    until = record.review_until
    if until is None:
        return Freshness("never", None)
    if until < today:
        return Freshness("expired", until)
    return Freshness("due" if until - today <= SOON else "fresh", until)


def is_reviewed(kind: type[Record]) -> bool:
    """Say whether records of `kind` are things that somebody checks: those that carry a confidence."""
    return "confidence" in kind.model_fields
