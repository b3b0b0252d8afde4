"""Handing over: who leaves is announced, a hand-over is started once, and it stays in sight until it is done."""

from datetime import date
from typing import Any

from kennisbank.actions.agreeing import check_start, refuse_second, running
from kennisbank.actions.capturing import cleaned
from kennisbank.actions.context import Context
from kennisbank.actions.keeping import find_one
from kennisbank.actions.leaving import check_day
from kennisbank.actions.references import check_references
from kennisbank.domain.confiding import is_confidant, shown, teams_of
from kennisbank.domain.ids import new_id
from kennisbank.domain.kinds.handover import Handover
from kennisbank.domain.kinds.person import Person
from kennisbank.domain.lifecycle import GOING_ON
from kennisbank.domain.record import LINE_LIMIT, Visibility
from kennisbank.errors import InvalidInput, NotAllowed
from kennisbank.store import log, reading
from kennisbank.store.engine import Connection
from kennisbank.text.catalogue import say


def announce_leaving(bank: Context, person: str, day: date | None) -> Person:
    """Keep on which day `person` leaves (None: they stay after all) and return the person.

    For the person, who leads one of their teams, and the administrator; the same few see it. Raises NotAllowed,
    NotFound, or InvalidInput for a day that is past or somebody who left already.
    """
    with bank.store.writing() as connection:
        log.lock(connection)
        found = _person(connection, bank, person)
        if not is_confidant(bank.actor, found, bank.today()):
            raise NotAllowed(
                f"{bank.actor.name} may not say when somebody else leaves.",
                mend="Ask the leader of their team.",
            )
        check_day(found, day, bank.today())
        if found.leaves_on == day:
            return found
        return _save(connection, bank, found, leaves_on=day)


def be_asked(bank: Context, willing: bool) -> Person:  # noqa: FBT001 - it is the one thing that is said
    """Keep whether the actor may be named as somebody who knows about something. Raises NotAllowed without a person."""
    if not bank.actor.person:
        raise NotAllowed(
            "This account is nobody in particular.", mend="Ask an administrator to link it to a person."
        )
    with bank.store.writing() as connection:
        log.lock(connection)
        found = _person(connection, bank, bank.actor.person)
        if found.may_be_asked == willing:
            return found
        return _save(connection, bank, found, may_be_asked=willing)


def start_handover(  # noqa: PLR0913 - a hand-over is all of these
    bank: Context,
    topic: str,
    *,
    giver: str,
    receiver: str,
    steps: str = "",
    due: date | None = None,
    language: str = "nl",
) -> Handover:
    """Propose that `giver` hands `topic` over to `receiver` and return the record; started twice, it is one record.

    For the giver, who leads one of their teams, and the administrator. The team of the giver sees it; when the receiver
    is in another team, the organisation does. Giver and receiver then agree on it and bring it on (`bank.move`). One that
    is going on already is returned as it is. Raises NotAllowed, NotFound or InvalidInput, and InvalidRecord for steps that are
    too long.
    """
    bank.require("add")
    with bank.store.writing() as connection:
        log.lock(connection)
        one, other = _person(connection, bank, giver), _person(connection, bank, receiver)
        subject = find_one(connection, bank, topic)
        check_start(bank, one, other, subject)
        team, visibility = _for_whom(bank, one, other)
        now = bank.now()
        title = say("risk.handover.title", language, topic=subject.title)
        given = {
            "id": new_id(now), "title": title[:LINE_LIMIT], "topic": subject.id, "giver": one.id, "receiver": other.id,
            "steps": steps, "due": due, "team": team, "visibility": visibility, "language": language,
            "made_by": bank.actor.name, "created": now, "modified": now, "revision": 1,
        }  # fmt: skip
        made = Handover.make(cleaned(given))
        if found := running(connection, bank.passes, made):
            return found
        refuse_second(connection, made)
        bank.require("add", made)
        check_references(connection, made, bank.passes)
        log.append(connection, [log.Change(record=made, deed="add", actor=bank.actor.name, at=now)])
        return made


def handovers(bank: Context, *, team: str = "", over: bool = False) -> tuple[Handover, ...]:
    """Return the hand-overs that the actor may read, the first due first: those going on, or (`over`) those that ended.

    With `team` only those of that team.
    """
    with bank.store.reading() as connection:
        found = [
            item
            for item in reading.all_of(connection, Handover.kind, bank.passes)
            if isinstance(item, Handover)
        ]
    wanted = (item for item in found if (item.status in GOING_ON) != over and team in ("", item.team))
    return tuple(sorted(wanted, key=lambda item: (item.due or date.max, item.title.casefold(), item.id)))


def _person(connection: Connection, bank: Context, id: str) -> Person:
    found = find_one(connection, bank, id)
    if not isinstance(found, Person):
        raise InvalidInput(f"This is a {found.kind}, not a person.", where=id, mend="Name a person.")
    return found


def _for_whom(bank: Context, giver: Person, receiver: Person) -> tuple[str, Visibility]:
    """Return the team that a hand-over belongs to, and who may see it: both of them must."""
    day = bank.today()
    teams = teams_of(giver, day)
    known = sorted(teams & (bank.actor.leads | bank.actor.teams)) or sorted(teams)
    shared = [team for team in known if team in teams_of(receiver, day)]
    team = next(iter(shared or known), "")
    return team, "team" if shared else "organisation"


def _save(connection: Connection, bank: Context, person: Person, **changes: Any) -> Person:
    now = bank.now()
    after = person.but(**changes, revision=person.revision + 1, modified=now)
    log.append(connection, [log.Change(record=after, deed="save", actor=bank.actor.name, at=now)])
    return shown(bank.actor, after, now.date())
