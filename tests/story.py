"""One fixed story, shared by the tests: a small permits office in which people learn.

Anna (member) and Bilal (team leader) work at Vergunningen, Carla (editor) at Kwaliteit, Daan (member) at Klantcontact,
Rik is a researcher and Lea only reads. Everything happens around 1 March 2026. Anna alone knows about fees, and leaves
on 1 June; Bilal, the only one who knows about turnover, is handing that over to her.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from kennisbank import (
    Action,
    Application,
    Bank,
    Handover,
    Lesson,
    Link,
    Person,
    Reflection,
    Source,
    Team,
    Topic,
    open_bank,
)

START = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


@dataclass
class Clock:
    """A clock that only moves when told to."""

    now: datetime = START

    def __call__(self) -> datetime:
        """Return the moment it stands at."""
        return self.now

    def pass_days(self, days: float) -> None:
        """Move on."""
        self.now += timedelta(days=days)


@dataclass
class Story:
    """The bank of the story: its address, its clock, and the ids of its records by nickname."""

    url: str
    clock: Clock = field(default_factory=Clock)
    ids: dict[str, str] = field(default_factory=dict)

    def bank(self, actor: str = "beheerder") -> Bank:
        """Open the bank as somebody."""
        return open_bank(self.url, actor=actor, clock=self.clock)


def tell(url: str) -> Story:
    """Make the bank at `url` and let the story happen in it."""
    story = Story(url)
    open_bank(url, actor="beheerder", create=True, clock=story.clock).close()
    with story.bank() as bank:
        _people(bank, story.ids)
        _lessons(bank, story.ids)
    return story


def _people(bank: Bank, ids: dict[str, str]) -> None:
    for name, title in (("permits", "Vergunningen"), ("quality", "Kwaliteit"), ("contact", "Klantcontact")):
        ids[name] = bank.add(Team(title=title))
    topics = (
        ("meetings", "Vergaderingen", ("overleg", "bijeenkomst")),
        ("turnover", "Personeelsverloop", ("uitstroom",)),
        ("transfer", "Kennisoverdracht", ("overdracht van kennis",)),
        ("letters", "Brieven", ("correspondentie",)),
        ("fees", "Leges", ()),
    )
    for name, title, words in topics:
        ids[name] = bank.add(Topic(title=title, alternatives=words))
    people = (
        ("anna", "Anna de Wit", "permits", ("letters", "transfer", "fees"), "member"),
        ("bilal", "Bilal Yıldız", "permits", ("turnover",), "team_leader"),
        ("carla", "Carla Sánchez", "quality", ("meetings", "transfer"), "editor"),
        ("daan", "Daan Hoekstra", "contact", ("letters",), "member"),
        ("rik", "Rik Pinas", "quality", (), "researcher"),
        ("lea", "Lea Bakker", "contact", (), "reader"),
    )
    for name, title, team, knows, role in people:
        membership = (Link(to=ids[team], since=date(2024, 1, 1)),)
        ids[name] = bank.add(
            Person(
                title=title,
                teams=membership,
                knows=tuple(ids[topic] for topic in knows),
                leaves_on=date(2026, 6, 1) if name == "anna" else None,
            )
        )
        leads = (ids[team],) if role == "team_leader" else ()
        bank.enrol(name, role, person=ids[name], teams=(ids[team],), leads=leads)


LESSONS = (
    # nickname, title, happened, learned, topic, team, visibility, language
    ("call", "Bel voor de brief de deur uit gaat", "We stuurden een afwijzing zonder te bellen.",
     "Een telefoontje voorkomt bezwaar.", "letters", "permits", "public", "nl"),
    ("evaluated", "De geëvalueerde vergadering werd korter", "Na elk overleg vroegen we wat beter kon.",
     "Vijf minuten terugkijken scheelt een half uur.", "meetings", "quality", "organisation", "nl"),
    ("leaving", "Verloop van personeel zie je te laat", "Drie mensen vertrokken in een maand.",
     "Vraag elk kwartaal wie weg wil.", "turnover", "permits", "team", "nl"),
    ("staffing", "Personeelsverloop kostte ons een jaar kennis", "Niemand schreef op wat hij wist.",
     "Begin met overdragen als iemand opzegt.", "turnover", "quality", "organisation", "nl"),
    ("handing", "Kennisoverdracht lukt in tweetallen", "Twee collega's deden samen het dossier.",
     "Samen doen werkt beter dan opschrijven.", "transfer", "quality", "public", "nl"),
    ("secret", "Zorgen over onze nieuwe zaakbehandelaar", "Ik twijfel of het goed gaat.",
     "Eerst zelf het gesprek voeren.", "transfer", "permits", "private", "nl"),
    ("cable", "Test the spare cable before you need it", "The spare splice failed during the outage.",
     "A spare that is never tested is not a spare.", "transfer", "contact", "public", "en"),
)  # fmt: skip


def _lessons(bank: Bank, ids: dict[str, str]) -> None:
    ids["report"] = bank.add(
        Source(title="Leren van bezwaren", written_by="Team Kwaliteit", year="2025", form="report")
    )
    for name, title, happened, learned, topic, team, visibility, language in LESSONS:
        values = {
            "title": title,
            "happened": happened,
            "learned": learned,
            "visibility": visibility,
            "language": language,
        }
        lesson = Lesson(**values, team=ids[team], topics=(ids[topic],), occurred_on=date(2026, 2, 10))
        ids[name] = bank.add(lesson)
    for name in ("call", "handing", "cable"):
        bank.move(ids[name], "submitted")
        bank.move(ids[name], "identified")
        bank.review(ids[name], confidence="verified")
    ids["todo"] = bank.add(
        Action(title="Zet bellen in de werkinstructie", lessons=(ids["call"],), owners=(ids["anna"],))
    )
    ids["used"] = bank.add(Application(
        title="Project Dakkapel", lessons=(ids["call"],), people=(ids["daan"],), applied_on=date(2026, 2, 20),
        outcome="helped", what_came_of_it="Twee bezwaren minder.", hours_saved=12.0,
    ))  # fmt: skip
    ids["handover"] = bank.add(Handover(
        title="Overdracht Personeelsverloop", topic=ids["turnover"], giver=ids["bilal"], receiver=ids["anna"],
        team=ids["permits"], steps="Twee keer meekijken, dan samen.", due=date(2026, 4, 1),
    ))  # fmt: skip
    for status in ("agreed", "running"):
        bank.move(ids["handover"], status)
    ids["looking_back"] = bank.add(
        Reflection(title="Terugblik op bellen", about=(ids["call"],), text="Het kostte minder tijd.")
    )
