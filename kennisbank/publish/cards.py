"""Cards: how a record is shown in a list, and the badges it wears there and on its own page."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from kennisbank.domain.record import Record
from kennisbank.domain.words import choice_word, day_text
from kennisbank.publish.freshness import freshness, is_reviewed
from kennisbank.text.catalogue import known, say


@dataclass(frozen=True)
class Badge:
    """One word or short sentence about a record; `tone` colours it, `why` explains it (may be empty)."""

    text: str
    tone: str
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class Card:
    """A record in a list: its title, where it stands, its language, its gist, the day it is about, and a warning."""

    title: str
    place: str
    lang: str
    kind: str
    gist: str
    day: str
    badges: tuple[Badge, ...]


_TONES = {
    "verified": "good", "contested": "bad", "unverified": "plain",
    "fresh": "good", "due": "warn", "expired": "bad", "never": "plain",
}  # fmt: skip


def badges(record: Record, lang: str, *, today: date) -> tuple[Badge, ...]:
    """Return what a reader must know before believing `record`: status, confidence and freshness, in words."""
    found = []
    if record.status != record.statuses[0] or len(record.statuses) > 2:
        found.append(_word("status", record.status, lang))
    if is_reviewed(type(record)):
        found.append(_word("confidence", str(getattr(record, "confidence", "")), lang))
        fresh = freshness(record, today=today)
        found.append(
            Badge(fresh.sentence(lang), _TONES[fresh.state], say(f"site.freshness.why.{fresh.state}", lang))
        )
    return tuple(found)


@cache
def _word(name: str, value: str, lang: str) -> Badge:
    key = f"site.{name}.{value}"
    why = say(key, lang) if known(key) else ""
    return Badge(choice_word(name, value, lang), _TONES.get(value, "plain"), why)


def _warnings(record: Record, lang: str, today: date) -> tuple[Badge, ...]:
    """Return only the badges that make somebody think twice; a list with three badges a line is not read."""
    if not is_reviewed(type(record)):
        return ()
    return tuple(badge for badge in badges(record, lang, today=today) if badge.tone in ("bad", "warn"))


def make_card(record: Record, lang: str, *, place: str, gist: str, today: date) -> Card:
    """Return how `record` is shown in a list in interface language `lang`."""
    day = record.day()
    return Card(
        title=record.title, place=place, lang=record.language, kind=record.kind, gist=gist,
        day=day_text(day, lang) if day else "", badges=_warnings(record, lang, today),
    )  # fmt: skip
