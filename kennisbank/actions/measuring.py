"""Waves of the learning climate: opened for everybody who has a team, closed once; the rules are fixed by the first answer."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from kennisbank.actions.context import Context
from kennisbank.actions.looking import REMINDED, write_down
from kennisbank.actions.questioning import newest
from kennisbank.climate.disclosure.rules import Rules
from kennisbank.domain.ids import new_id
from kennisbank.errors import InvalidInput, NotFound
from kennisbank.store import accounts, forms, log, waves
from kennisbank.store.engine import Connection
from kennisbank.store.waves import Invited, Wave

LEADS, WORKS = "leads", "works"
"""What is known of somebody's place beside their team: whether they lead it."""


def open_wave(  # noqa: PLR0913 - a wave is all of these
    bank: Context,
    title: str,
    *,
    closes: date,
    opens: date | None = None,
    instrument: str = "leerklimaat",
    rules: Rules | None = None,
) -> Wave:
    """Invite everybody who has a team to answer `instrument` until and with the day `closes`, and return the wave.

    One wave at a time. Raises NotAllowed, or InvalidInput for days that are past or reversed, for an open wave, and when there
    is nobody to invite.
    """
    bank.require("administer")
    begin = opens or bank.today()
    if closes < max(begin, bank.today()):
        raise InvalidInput(
            f"The last day to answer, {closes}, is past or before the first.", mend="Name a later day."
        )
    if not title.strip():
        raise InvalidInput("A wave needs a title.", mend="Name it after its month, for example.")
    with bank.store.writing() as connection:
        log.lock(connection)
        if running := [wave for wave in waves.every(connection) if not wave.closed]:
            raise InvalidInput(
                f"The wave {running[0].title!r} is still open.",
                where=running[0].id,
                mend="Close it before you open another.",
            )
        asked = newest(connection, instrument)
        invited = _everybody(connection)
        if not invited:
            raise InvalidInput(
                "Nobody has a team, so nobody can be asked.", mend="Enrol people with a team first."
            )
        made = Wave(
            id=new_id(bank.now()), instrument=asked.id, version=asked.version, title=title.strip(), opens=begin,
            closes=closes, rules=vars(rules or Rules()),
        )  # fmt: skip
        waves.add(connection, made, invited)
        return made


def change_rules(bank: Context, wave: str, rules: Rules) -> Wave:
    """Change from how many people figures of `wave` are shown. Raises NotAllowed, NotFound, or InvalidInput after the first answer."""
    bank.require("administer")
    with bank.store.writing() as connection:
        log.lock(connection)
        found = find_wave(connection, wave)
        if found.closed or forms.any_of(connection, wave):
            raise InvalidInput(
                "Somebody answered already, trusting these rules.",
                where=wave,
                mend="Change them for the next wave.",
            )
        after = replace(found, rules=vars(rules))
        waves.put(connection, after)
        return after


def list_waves(bank: Context) -> tuple[Wave, ...]:
    """Return all waves without what came of them, the last opened first. Raises NotAllowed for who is not signed in."""
    bank.require_account()
    with bank.store.reading() as connection:
        return tuple(replace(wave, outcome={}) for wave in waves.every(connection))


def response(bank: Context, wave: str) -> Mapping[str, tuple[int, int]]:
    """Return how many people are invited and how many answered: of the whole (under an empty text) and by team.

    A team is told of only when as many people are invited as the rules ask; the teams that the actor belongs to or leads, or
    all for an administrator. Raises NotFound. A closed wave has no teams any more.
    """
    bank.require_account()
    with bank.store.reading() as connection:
        found = find_wave(connection, wave)
        if found.closed:
            return {"": (int(found.outcome["invited"]), int(found.outcome["answered"]))}
        counted = waves.response(connection, wave)
    whole = tuple(map(sum, zip(*counted.values(), strict=True)))
    own = set(counted) if bank.actor.role == "administrator" else bank.actor.teams | bank.actor.leads
    least = Rules(**found.rules).invited
    large = {team: counts for team, counts in counted.items() if team in own and counts[0] >= least}
    return {"": (whole[0], whole[1]), **large}


def to_remind(bank: Context, wave: str) -> tuple[str, ...]:
    """Return the accounts that did not send their answers yet; what others answered cannot be found by it.

    For administrators; that somebody looked is kept. Raises NotAllowed, NotFound, or InvalidInput for a closed wave.
    """
    bank.require("administer")
    write_down(bank, REMINDED, wave)
    with bank.store.reading() as connection:
        found = find_wave(connection, wave)
        if found.closed:
            raise InvalidInput(
                "This wave is closed: nobody knows any more who answered.",
                where=wave,
                mend="Remind people while it is open.",
            )
        return tuple(one.account for one in waves.invited(connection, wave) if not one.answered)


def find_wave(connection: Connection, id: str) -> Wave:
    """Return the wave with that id. Raises NotFound."""
    found = waves.one(connection, id)
    if found is None:
        raise NotFound("There is no such wave.", where=id, mend="Choose one of the waves of this bank.")
    return found


def above(parents: Mapping[str, str], team: str) -> list[str]:
    """Return `team` and the teams that it is part of, upwards."""
    found: list[str] = []
    while team and team not in found:
        found.append(team)
        team = parents.get(team, "")
    return found


def _everybody(connection: Connection) -> list[Invited]:
    """Return every account that has a team: asked about the first team that it does not lead, or the first that it leads."""
    found = (accounts.actor(connection, name) for name in accounts.names(connection))
    placed = [(actor, sorted(actor.teams - actor.leads) or sorted(actor.leads)) for actor in found if actor]
    return [
        Invited(actor.name, teams[0], {"place": LEADS if actor.leads else WORKS})
        for actor, teams in placed
        if teams
    ]
