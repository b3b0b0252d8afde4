"""What people answer when they are asked how their team learns: three waves, in which one team gets better and one is divided.

Everybody who works there is asked. Answers come from chance with a seed: a team has a level, a person a mood, a statement noise.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from kennisbank.demo.diary import SEED, Event
from kennisbank.domain.kinds.person import Person
from kennisbank.domain.kinds.team import Team

WAVES = (
    ("Voorjaar 2025", date(2025, 5, 12), date(2025, 5, 30)),
    ("Najaar 2025", date(2025, 11, 3), date(2025, 11, 21)),
    ("Voorjaar 2026", date(2026, 5, 11), date(2026, 5, 29)),
)
OPEN = ("Najaar 2026", date(2026, 11, 9))
"""The wave that can still be answered, and the day from which."""
_LEVELS = {
    "psychological_safety": 3.6, "learning_attitude": 3.8, "leader_support": 3.5, "time_and_room": 2.8, "reflection": 3.0,
    "learning_from_each_other": 3.5, "togetherness": 3.9,
}  # fmt: skip
_TEAM, _PERSON, _NOISE, _REASON = 0.35, 0.55, 0.75, 0.03
_BETTER, _STEP = "Klantcontact", 0.45
"""A team that took actions on time and reflection, and how much better it is wave by wave."""
_SILENT, _RARELY = "Informatie en Archief", 0.3
"""A team in which few people answer, and which share of them does."""


@dataclass(frozen=True)
class Respondent:
    """Somebody who is asked: under a name, about a team; `answers` by item is empty for who does not answer."""

    name: str
    team: str
    leads: bool
    answers: dict[str, int | str] = field(default_factory=dict)


def respondents(
    events: Sequence[Event],
    day: date,
    items: Sequence[tuple[str, str, bool]],
    *,
    number: int,
    share: float = 0.78,
) -> list[Respondent]:
    """Return who is asked in wave `number` on `day` and what they answer; `items` are (id, dimension, reversed)."""
    now = {event.record.id: event.record for event in events if event.at.date() <= day}
    teams = {one.id: one for one in now.values() if isinstance(one, Team)}
    people = [one for one in now.values() if isinstance(one, Person) and one.status != "left"]
    found = []
    for person in sorted(people, key=lambda one: one.id):
        team = next((link.to for link in person.teams if link.until is None or link.until >= day), "")
        if team in teams:
            found.append(_respondent(person, teams[team], items, number, share))
    return found


def _respondent(
    person: Person, team: Team, items: Sequence[tuple[str, str, bool]], number: int, share: float
) -> Respondent:
    chance = random.Random(f"{SEED} {person.id} {number}")
    leads = team.led_by == person.id
    if chance.random() > (_RARELY if team.title == _SILENT else share):
        return Respondent(person.id, team.id, leads)
    mood = chance.gauss(0, _PERSON) + (0.3 if leads else 0)
    answers = {
        item: _answer(chance, team, mood, dimension, number, turned) for item, dimension, turned in items
    }
    return Respondent(person.id, team.id, leads, answers)


def _answer(  # noqa: PLR0913 - what an answer follows from
    chance: random.Random,
    team: Team,
    mood: float,
    dimension: str,
    number: int,
    turned: bool,  # noqa: FBT001
) -> int | str:
    if chance.random() < _REASON:
        return chance.choice(("unknown", "inapplicable"))
    here = random.Random(f"{team.id} {dimension}").gauss(0, _TEAM)
    gained = _STEP * number if team.title == _BETTER and dimension in ("time_and_room", "reflection") else 0.0
    level = _LEVELS.get(dimension, 3.5) + here + gained + mood + chance.gauss(0, _NOISE)
    value = min(max(round(level), 1), 5)
    return 6 - value if turned else value
