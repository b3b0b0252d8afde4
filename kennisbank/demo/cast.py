"""Who works there: teams, topics, sources, some 180 people, and the accounts the demo can be looked at with."""

import unicodedata
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from kennisbank.demo.diary import FIRST, LAST, Diary
from kennisbank.demo.words import words
from kennisbank.domain.fields import Link
from kennisbank.domain.kinds.person import Person
from kennisbank.domain.kinds.source import Source
from kennisbank.domain.kinds.team import Team
from kennisbank.domain.kinds.topic import Topic
from kennisbank.domain.policy import Role

ADMINISTRATOR = "beheerder"
_DOMAIN = "lindewaard.example"
_LEAVERS, _PER_TEAM = 14, (11, 14)
_CONTRACTS = {"permanent": 78, "temporary": 10, "external": 9, "trainee": 3}
_ROLES: tuple[tuple[Role, str], ...] = (
    ("editor", "gegevens"), ("editor", "communicatie"), ("team_leader", "bouw"), ("team_leader", "klant"),
    ("member", "energie"), ("member", "ict"), ("member", "bezwaar"), ("researcher", "mens"), ("reader", "inkoop"),
)  # fmt: skip


@dataclass(frozen=True)
class Account:
    """A name to act under."""

    name: str
    role: Role
    person: str = ""
    teams: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()


@dataclass
class Cast:
    """Everybody and everything that the story is about. Teams and topics go by the key they have in the content."""

    teams: dict[str, Team] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    sources: list[tuple[Source, tuple[str, ...]]] = field(default_factory=list)
    people: dict[str, list[Person]] = field(default_factory=dict)
    accounts: list[Account] = field(default_factory=list)

    def working(self) -> list[str]:
        """Return the keys of the teams that do the work (not the departments)."""
        return [team["key"] for team in words("teams")["team"] if "works" in team]

    def account_of(self, person: Person) -> str:
        """Return the account of `person`, or an empty text."""
        return next((item.name for item in self.accounts if item.person == person.id), "")

    def editors(self) -> list[str]:
        """Return the accounts that edit."""
        return [item.name for item in self.accounts if item.role == "editor"]


def cast(diary: Diary) -> Cast:
    """Fill the house: vocabulary first, then teams, people, their leaders and the accounts."""
    made = Cast()
    for topic in words("topics")["topic"]:
        broader = made.topics[topic["broader"]].id if "broader" in topic else ""
        value = Topic(
            title=topic["title"], definition=topic["definition"], alternatives=tuple(topic.get("alternatives", ())), broader=broader
        )  # fmt: skip
        made.topics[topic["key"]] = diary.add(value, on=FIRST, actor=ADMINISTRATOR)
    for team in words("teams")["team"]:
        above = made.teams[team["part_of"]].id if "part_of" in team else ""
        unit = Team(
            title=team["title"], abbreviation=team["abbreviation"], purpose=team["purpose"], part_of=above
        )
        made.teams[team["key"]] = diary.add(unit, on=FIRST, actor=ADMINISTRATOR)
    names = _names(diary)
    for team in words("teams")["team"]:
        made.people[team["key"]] = _members(diary, made, team, names)
    _leave(diary, made)
    _give_accounts(made)
    for source in words("sources")["source"]:
        _add_source(diary, made, source)
    return made


def _names(diary: Diary) -> list[str]:
    """Return full names, each different, in an order of chance."""
    content = words("names")
    found = [f"{given} {family}" for given in content["given"] for family in content["family"]]
    diary.chance.shuffle(found)
    return found


def _members(diary: Diary, made: Cast, team: dict[str, Any], names: list[str]) -> list[Person]:
    """Add the leader and, in a working team, its members; return them, the leader first."""
    count = diary.chance.randint(*_PER_TEAM) if "works" in team else 1
    functions = [
        team.get("leader", "Teamleider"),
        *(diary.chance.choice(team.get("functions", [""])) for _ in range(count - 1)),
    ]
    people = [_person(diary, made, team, names.pop(), function) for function in functions]
    unit = made.teams[team["key"]]
    made.teams[team["key"]] = diary.change(
        unit, on=FIRST + timedelta(days=1), actor=ADMINISTRATOR, led_by=people[0].id
    )
    return people


def _person(diary: Diary, made: Cast, team: dict[str, Any], name: str, function: str) -> Person:
    chance = diary.chance
    newcomer = chance.random() < 0.15 and function not in ("Teamleider", team.get("leader"))
    since = diary.later(FIRST, 30, 600) if newcomer else diary.later(FIRST, -4000, -60)
    known = chance.sample(
        list(team.get("works", ["organisatie", "veranderen", "planning"])), chance.randint(1, 3)
    )
    if chance.random() < 0.35:
        known.append(chance.choice(list(made.topics)))
    value = Person(
        title=name,
        function=function,
        email=f"{_slug(name)}@{_DOMAIN}",
        teams=(Link(to=made.teams[team["key"]].id, since=since),),
        knows=tuple(made.topics[topic].id for topic in dict.fromkeys(known)),
        contract=diary.some(_CONTRACTS),
        about=chance.choice(words("names")["about"]).format(year=since.year),
    )
    return diary.add(value, on=max(since, FIRST), actor=ADMINISTRATOR)


def _leave(diary: Diary, made: Cast) -> None:
    """Let some people leave: half of them did already, the others have said when."""
    staff = [(key, person) for key in made.working() for person in made.people[key][1:]]
    for place, (key, person) in enumerate(diary.chance.sample(staff, _LEAVERS)):
        gone = place % 2 == 0
        last = LAST - timedelta(days=diary.chance.randint(30, 300)) if gone else diary.later(LAST, 20, 160)
        told = max(last - timedelta(days=60), day_of(person)) if gone else LAST - timedelta(days=20)
        person = diary.change(person, on=told, actor=ADMINISTRATOR, leaves_on=last)  # noqa: PLW2901 - as she now is
        if gone:
            links = tuple(link.model_copy(update={"until": last}) for link in person.teams)
            diary.change(person, on=last, actor=ADMINISTRATOR, status="left", teams=links)
            made.people[key] = [item for item in made.people[key] if item.id != person.id]


def _give_accounts(made: Cast) -> None:
    made.accounts.append(Account(ADMINISTRATOR, "administrator"))
    for role, key in _ROLES:
        leads = role == "team_leader"
        person = made.people[key][0 if leads else 1]
        team = made.teams[key].id
        name = _slug(person.title).replace(".", "_")
        made.accounts.append(Account(name, role, person.id, (team,), (team,) if leads else ()))


def _add_source(diary: Diary, made: Cast, content: dict[str, Any]) -> None:
    values = {name: value for name, value in content.items() if name != "topics"}
    source = diary.add(Source(**values), on=diary.later(FIRST, 2, 20), actor=made.editors()[0])
    made.sources.append((source, tuple(content["topics"])))


def _slug(name: str) -> str:
    """Return `aisha.van.dijk` for Aïsha van Dijk."""
    plain = unicodedata.normalize("NFKD", name.lower().replace("ı", "i")).encode("ascii", "ignore").decode()
    return ".".join(plain.split())


def day_of(person: Person) -> date:
    """Return the first day that `person` is in the bank."""
    return person.created.date() if person.created else FIRST
