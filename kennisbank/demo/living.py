"""How the lessons live: written down, looked at, acted upon, embedded or set aside, and looked at again."""

from dataclasses import dataclass
from datetime import date, timedelta

from kennisbank.demo.cast import Cast, day_of
from kennisbank.demo.diary import FIRST, LAST, Diary
from kennisbank.demo.telling import Told
from kennisbank.demo.words import words
from kennisbank.domain.kinds.action import Action
from kennisbank.domain.kinds.lesson import Lesson
from kennisbank.domain.kinds.person import Person
from kennisbank.domain.lifecycle import step

_YOUNG_DAYS, _TERM = 60, timedelta(days=365)
_YOUNG = {"observation": 35, "submitted": 35, "identified": 22, "action_running": 8}
_GROWN = {
    "observation": 6, "submitted": 5, "rejected": 5, "identified": 33, "no_action": 10, "action_running": 13,
    "learned": 14, "embedded": 9, "archived": 5,
}  # fmt: skip
_WAYS = {
    "observation": (),
    "submitted": ("submitted",),
    "rejected": ("submitted", "rejected"),
    "identified": ("submitted", "identified"),
    "no_action": ("submitted", "identified", "no_action"),
    "action_running": ("submitted", "identified", "action_running"),
    "learned": ("submitted", "identified", "action_running", "learned"),
    "embedded": ("submitted", "identified", "action_running", "learned", "embedded"),
    "archived": ("submitted", "identified", "archived"),
}
_SEEN_BY = {"organisation": 50, "public": 38, "team": 12}
_RUNNING, _DROPPED, _AGAIN = 0.6, 0.15, 0.5
_CONFIDENCE = {"verified": 62, "unverified": 28, "contested": 10}


@dataclass(frozen=True)
class Lived:
    """A lesson as it last was, with what the later chapters need to know about it."""

    lesson: Lesson
    told: Told
    used_from: date | None
    """The day from which others could use it; None when it never got that far."""


def live(diary: Diary, cast: Cast, told: list[Told]) -> list[Lived]:
    """Let every lesson be written down, spread over the two years, and go its way."""
    span = (LAST - FIRST).days - 10
    days = sorted(FIRST + timedelta(days=10 + int(span * diary.chance.random() ** 0.8)) for _ in told)
    return [_live_one(diary, cast, item, day) for item, day in zip(told, days, strict=True)]


def _live_one(diary: Diary, cast: Cast, told: Told, day: date) -> Lived:
    author = colleague(diary, cast, told.team, day)
    account = cast.account_of(author) or diary.chance.choice(cast.editors())
    lesson = diary.add(_lesson(diary, cast, told, author, day), on=day, actor=account)
    life = _Life(diary, cast, told, lesson, account, diary.chance.choice(cast.editors()))
    if lesson.visibility != "private":
        life.go(diary.some(_YOUNG if (LAST - day).days < _YOUNG_DAYS else _GROWN), day)
    return Lived(diary.now(lesson), told, life.used_from)


def colleague(diary: Diary, cast: Cast, team: str, day: date) -> Person:
    """Return somebody of `team` who works there on `day`; those with an account write more often."""
    there = [person for person in cast.people[team] if day_of(person) <= day]
    return diary.chance.choices(there, weights=[5 if cast.account_of(person) else 1 for person in there])[0]


def _lesson(diary: Diary, cast: Cast, told: Told, author: Person, day: date) -> Lesson:
    chance = diary.chance
    cited = [source.id for source, about in cast.sources if set(about) & set(told.topics)]
    private = bool(cast.account_of(author)) and chance.random() < 0.1
    return Lesson(
        **told.texts,
        team=cast.teams[told.team].id,
        topics=tuple(cast.topics[topic].id for topic in told.topics),
        authors=(author.id,),
        sources=tuple(chance.sample(cited, 1)) if cited and chance.random() < 0.3 else (),
        occurred_on=diary.later(day, -40, -3),
        visibility="private" if private else diary.some(_SEEN_BY),
    )


@dataclass
class _Life:
    """One lesson on its way. `account` wrote it down, `editor` looks at it."""

    diary: Diary
    cast: Cast
    told: Told
    lesson: Lesson
    account: str
    editor: str
    action: Action | None = None
    used_from: date | None = None

    def go(self, goal: str, day: date) -> None:
        """Take the steps to `goal`, one after the other from `day`, as far as there is time."""
        for status in _WAYS[goal]:
            day = self.diary.later(day, 3, 14 if status == "submitted" else 60)
            if day > LAST:
                break
            self._reach(status, day)
        if goal == "action_running" and self.action and self.diary.chance.random() < _DROPPED:
            reason = self._said("actions", "cancelled")
            self.diary.change(
                self.action,
                on=min(day, LAST),
                actor=self.editor,
                verb="move",
                reason=reason,
                status="cancelled",
            )
        if self.used_from and self.diary.chance.random() < _AGAIN:
            again = self.used_from + _TERM - timedelta(days=20)
            if again <= LAST:
                self._review(again)

    def _reach(self, status: str, day: date) -> None:
        if status == "learned":
            self._finish_action(day)
            effect = self._said("effects", "texts", n=self._number(24, 60), m=self._number(3, 12))
            self.diary.change(self.lesson, on=day, actor=self.editor, effect=effect)
        if status == "embedded":
            place = self._said("effects", "places", team=self.cast.teams[self.told.team].title)
            self.diary.change(self.lesson, on=day, actor=self.editor, embedded_in=place)
        self._move(status, day)
        if status == "identified":
            self.used_from = day
            self._review(day)
        if status == "action_running":
            self._start_action(day)

    def _move(self, status: str, day: date) -> None:
        made = step(self.diary.now(self.lesson).status, status)
        assert made, status  # noqa: S101 - the ways above are legal
        reason = self._said("reasons", status) if made.reason else ""
        actor = self.account if made.by == "author" else self.editor
        self.diary.change(self.lesson, on=day, actor=actor, verb="move", reason=reason, status=status)

    def _review(self, day: date) -> None:
        confidence = self.diary.some(_CONFIDENCE)
        self.diary.change(
            self.lesson, on=day, actor=self.editor, verb="review", reason=self._said("review", confidence),
            confidence=confidence, review_until=day + _TERM,
        )  # fmt: skip

    def _start_action(self, day: date) -> None:
        owner = colleague(self.diary, self.cast, self.told.team, day)
        value = Action(
            title=self.told.action or f"Afspraak maken over: {self.lesson.title}",
            description=self.lesson.recommendation,
            lessons=(self.lesson.id,),
            owners=(owner.id,),
            team=self.lesson.team,
            visibility=self.lesson.visibility,
            due=self.diary.later(day, 30, 120),
        )
        self.action = self.diary.add(value, on=day, actor=self.editor)
        if self.diary.chance.random() < _RUNNING:
            next_day = min(self.diary.later(day, 1, 2), LAST)
            self.diary.change(self.action, on=next_day, actor=self.editor, verb="move", status="running")

    def _finish_action(self, day: date) -> None:
        assert self.action  # noqa: S101 - it was started on the way
        evidence = self._said("actions", "done")
        self.diary.change(self.action, on=day, actor=self.account, done_on=day, evidence=evidence)
        self.diary.change(self.action, on=day, actor=self.account, verb="move", status="done")

    def _said(self, chapter: str, name: str, **slots: object) -> str:
        return str(self.diary.chance.choice(words("afterwards")[chapter][name])).format(**slots)

    def _number(self, least: int, most: int) -> int:
        return self.diary.chance.randint(least, most)
