"""What came of the lessons: uses in later work, by other teams mostly, and people looking back."""

from dataclasses import dataclass
from datetime import date, timedelta

from kennisbank.demo.cast import Cast
from kennisbank.demo.diary import LAST, Diary
from kennisbank.demo.living import Lived, colleague
from kennisbank.demo.words import words
from kennisbank.domain.kinds.application import Application
from kennisbank.domain.kinds.reflection import Reflection
from kennisbank.domain.record import Visibility

APPLICATIONS, REFLECTIONS = 90, 60
_OUTCOMES = {"helped": 55, "partly": 25, "not": 10, "unknown": 10}
_OWN_TEAM = 0.25


@dataclass(frozen=True)
class _Subject:
    """What there is to look back on."""

    team: str
    id: str
    title: str
    visibility: Visibility
    since: date


def aftermath(diary: Diary, cast: Cast, lived: list[Lived]) -> None:
    """Write down the uses, then the reflections on lessons, uses and actions."""
    usable = [item for item in lived if item.used_from and item.used_from < LAST - timedelta(days=15)]
    usable = [item for item in usable if item.lesson.visibility in ("organisation", "public")]
    used = [
        _use(diary, cast, item)
        for item in diary.chance.choices(usable, weights=_fame(diary, usable), k=APPLICATIONS)
    ]
    about = [
        _Subject(
            item.told.team, item.lesson.id, item.lesson.title, item.lesson.visibility, item.used_from or LAST
        )
        for item in usable
    ]
    about = [
        *diary.chance.sample(about, REFLECTIONS - REFLECTIONS // 3),
        *diary.chance.sample(used, REFLECTIONS // 3),
    ]
    for subject in about:
        _look_back(diary, cast, subject)


def _fame(diary: Diary, usable: list[Lived]) -> list[float]:
    """Return a weight for each lesson: a few are used often, most seldom; those written by hand first."""
    return [diary.chance.paretovariate(1.2) * (3 if item.told.by_hand else 1) for item in usable]


def _use(diary: Diary, cast: Cast, item: Lived) -> _Subject:
    chance, found = diary.chance, words("afterwards")["applications"]
    assert item.used_from  # noqa: S101 - `usable` are those that have it
    day = item.used_from + timedelta(days=chance.randint(5, max(6, (LAST - item.used_from).days)))
    day = min(day, LAST)
    team = item.told.team if chance.random() < _OWN_TEAM else chance.choice(cast.working())
    person = colleague(diary, cast, team, day)
    outcome = diary.some(_OUTCOMES)
    helped = outcome == "helped"
    value = Application(
        title=_filled(diary, cast, found["titles"], team),
        lessons=(item.lesson.id,),
        people=(person.id,),
        applied_on=day,
        outcome=outcome,
        what_came_of_it=_filled(diary, cast, found[outcome], team),
        hours_saved=float(chance.randrange(4, 80, 4)) if helped and chance.random() < 0.6 else None,
        euros_saved=float(chance.randrange(500, 20_000, 500)) if helped and chance.random() < 0.2 else None,
        team=cast.teams[team].id,
        visibility=item.lesson.visibility,
    )
    made = diary.add(value, on=day, actor=cast.account_of(person) or chance.choice(cast.editors()))
    return _Subject(team, made.id, made.title, made.visibility, day)


def _look_back(diary: Diary, cast: Cast, subject: _Subject) -> None:
    chance, found = diary.chance, words("afterwards")["reflections"]
    day = min(diary.later(subject.since, 5, 120), LAST)
    person = colleague(diary, cast, subject.team, day)
    value = Reflection(
        title=_filled(diary, cast, found["titles"], subject.team, about=subject.title),
        text=chance.choice(found["texts"]),
        next_time=chance.choice(found["next_time"]),
        about=(subject.id,),
        people=(person.id,),
        occurred_on=day,
        team=cast.teams[subject.team].id,
        visibility=subject.visibility,
    )
    diary.add(value, on=day, actor=cast.account_of(person) or chance.choice(cast.editors()))


def _filled(diary: Diary, cast: Cast, texts: list[str], team: str, *, about: str = "") -> str:
    chance = diary.chance
    thing = chance.choice(words("variations")["objects"][team])
    return str(chance.choice(texts)).format(
        wat=thing, les=about, team=cast.teams[team].title, n=chance.randint(10, 60), m=chance.randint(2, 8)
    )
