"""The Uitvoeringsdienst Lindewaard, which does not exist: two years in which it learned.

Everything follows from the texts in `content/` and one seed, so the same bank comes out on every machine.
"""

from dataclasses import dataclass
from functools import cache

from kennisbank.demo.aftermath import aftermath
from kennisbank.demo.cast import Account, cast
from kennisbank.demo.diary import Diary, Event
from kennisbank.demo.living import live
from kennisbank.demo.parting import parting
from kennisbank.demo.resolving import resolving
from kennisbank.demo.telling import told


@dataclass(frozen=True)
class Organisation:
    """All that happened, in order of time, and the accounts to look at it with."""

    events: tuple[Event, ...]
    accounts: tuple[Account, ...]


@cache
def organisation() -> Organisation:
    """Tell the story and return it."""
    diary = Diary()
    people = cast(diary)
    lived = live(diary, people, told(diary))
    aftermath(diary, people, lived)
    parting(diary, people)
    resolving(diary, people)
    return Organisation(diary.events(), tuple(people.accounts))
