"""Who leaves a team hands over what they know: in the teams whose leaders have an account, as these see it every day."""

from datetime import date, timedelta
from typing import Any

from kennisbank.demo.cast import ADMINISTRATOR, Account, Cast
from kennisbank.demo.diary import LAST, Diary
from kennisbank.demo.words import words
from kennisbank.domain.kinds.handover import Handover
from kennisbank.domain.kinds.person import Person
from kennisbank.domain.kinds.topic import Topic

_DONE, _BEGUN = 110, 18
"""How many days before the end of the story the first hand-over begins, and the ones that still go on."""


def parting(diary: Diary, cast: Cast) -> None:
    """Write down a hand-over that is done in each of these teams, and those that go on of who announced to leave."""
    for account in cast.accounts:
        for key in cast.working():
            if account.role == "team_leader" and cast.teams[key].id in account.leads:
                _of_team(diary, cast, account, [diary.now(person) for person in cast.people[key]])


def _of_team(diary: Diary, cast: Cast, account: Account, people: list[Person]) -> None:
    staying = [person for person in people if person.leaves_on is None and person.id != account.person]
    begun = LAST - timedelta(days=_DONE)
    known = [
        person for person in staying if person.knows and person.created and person.created.date() < begun
    ]
    if known:
        _hand_over(diary, cast, account, known[0], _topic(cast, known[0], 0), staying, begun, to="done")
    for leaver in people:
        if leaver.leaves_on:
            for place, to in enumerate(("running", "proposed")[: len(leaver.knows)]):
                topic = _topic(cast, leaver, place)
                _hand_over(diary, cast, account, leaver, topic, staying, LAST - timedelta(days=_BEGUN), to=to)


def _topic(cast: Cast, person: Person, place: int) -> Topic:
    return next(topic for topic in cast.topics.values() if topic.id == person.knows[place])


def _hand_over(  # noqa: PLR0913 - a hand-over is all of these
    diary: Diary,
    cast: Cast,
    account: Account,
    giver: Person,
    topic: Topic,
    staying: list[Person],
    day: date,
    *,
    to: str,
) -> None:
    """Propose it on `day` to somebody who does not know the topic yet, and bring it on to the status `to`."""
    able = [person for person in staying if person.id != giver.id and topic.id not in person.knows]
    said = words("afterwards")["handovers"]
    receiver = diary.chance.choice(able)
    party = cast.account_of(giver) or cast.account_of(receiver) or ADMINISTRATOR
    value = Handover(
        title=said["title"].format(topic=topic.title),
        topic=topic.id,
        giver=giver.id,
        receiver=receiver.id,
        steps=diary.chance.choice(said["steps"]),
        due=day + timedelta(days=60),
        team=account.leads[0],
    )
    made = diary.add(value, on=day, actor=account.name)
    for status in ("agreed", "running", "done"):
        if to == "proposed":
            break
        day = min(diary.later(day, 2, 40 if status == "done" else 6), LAST)
        ends: dict[str, Any] = {"done_on": day} if status == "done" else {}
        actor = account.name if status == "running" else party  # the leader does not agree in their place
        diary.change(made, on=day, actor=actor, verb="move", status=status, **ends)
        if status == to:
            break
