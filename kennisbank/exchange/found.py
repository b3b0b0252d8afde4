"""What reading a source gives: the records, every repair they needed, and what people should know besides."""

from dataclasses import dataclass
from typing import Any

from kennisbank.domain.policy import Actor
from kennisbank.domain.record import Record
from kennisbank.domain.revision import Revision
from kennisbank.text.catalogue import say


@dataclass(frozen=True, kw_only=True)
class Repair:
    """One thing in the source that was changed to make it usable.

    where: the file. row: the row (the header is row 1) or the line; 0 for the whole file. column: its name, empty for
    the whole row. before and after: the text, or the part of it around the change. reason: a word of
    `exchange.repair` in the catalogue.
    """

    where: str
    row: int
    column: str
    before: str
    after: str
    reason: str

    def said(self, lang: str) -> str:
        """Return why, in words."""
        return say(f"exchange.repair.{self.reason}", lang)


@dataclass(frozen=True, kw_only=True)
class Note:
    """Something people should know or decide about a source: what was skipped, who may be the same person."""

    where: str
    about: str
    values: tuple[tuple[str, str], ...] = ()

    def said(self, lang: str) -> str:
        """Return it in words."""
        return say(f"exchange.note.{self.about}", lang, where=self.where, **dict(self.values))


@dataclass(frozen=True)
class Reading:
    """What a source holds.

    A record that does not have its place in a bank yet has an `origin` and no id; others refer to it by "@" and that
    origin. `revisions`, `accounts` and `climate` (rows of closed waves) are filled when the source is a whole bank.
    """

    records: tuple[Record, ...] = ()
    repairs: tuple[Repair, ...] = ()
    notes: tuple[Note, ...] = ()
    revisions: tuple[Revision, ...] = ()
    accounts: tuple[Actor, ...] = ()
    climate: tuple[dict[str, Any], ...] = ()
