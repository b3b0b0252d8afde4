"""A bank of any size, made up: people, topics and lessons in neighbourhoods, one around each team."""

import random
from datetime import UTC, date, datetime, timedelta

from kennisbank import Lesson, Person, Team, Topic, open_bank
from kennisbank.domain.ids import new_id
from kennisbank.domain.record import Record
from kennisbank.store import log

NOW = datetime(2026, 1, 1, 9, tzinfo=UTC)


def fill(url: str, size: int) -> None:
    """Make a bank of `size` records: lessons with two topics, a team and an author each; topics and people in neighbourhoods."""
    lots = random.Random(size)
    open_bank(url, actor="beheerder", create=True).close()

    def made(record: Record) -> Record:
        return record.but(
            id=new_id(NOW, randbits=lots.getrandbits),
            created=NOW,
            modified=NOW,
            revision=1,
            made_by="beheerder",
        )

    teams: list[Record] = [made(Team(title=f"Team {number}")) for number in range(max(size // 250, 4))]
    topics: list[Record] = [made(Topic(title=f"Onderwerp {number}")) for number in range(size // 20)]
    people: list[Record] = [
        made(Person(title=f"Persoon {number}", teams=({"to": teams[number % len(teams)].id},)))
        for number in range(size // 10)
    ]
    lessons: list[Record] = []
    for number in range(size - len(teams) - len(topics) - len(people)):
        place = number % len(teams)
        near = [one for index, one in enumerate(topics) if index % len(teams) == place] or topics
        about = tuple(
            {
                one.id
                for one in (
                    *lots.sample(near, min(2, len(near))),
                    *([lots.choice(topics)] if number % 9 == 0 else []),
                )
            }
        )
        authors = (
            lots.choice(
                [one for index, one in enumerate(people) if index % len(teams) == place] or people
            ).id,
        )
        day = date(2024, 1, 1) + timedelta(days=number % 700)
        lessons.append(made(Lesson(
            title=f"Les {number}", topics=about, authors=authors, team=teams[place].id, visibility="organisation", occurred_on=day
        )))  # fmt: skip
    with open_bank(url, actor="beheerder") as bank:
        with bank.store.writing() as connection:
            changes = [
                log.Change(record=one, deed="add", actor="beheerder", at=NOW)
                for one in (*teams, *topics, *people, *lessons)
            ]
            log.append(connection, changes)
        bank.enrol("rik", "researcher")
