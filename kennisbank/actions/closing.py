"""Closing a wave and showing it by other teams: all is done, or nothing. What is worked out stands in `figuring`."""

from dataclasses import replace

from kennisbank.actions.context import Context
from kennisbank.actions.measuring import find_wave
from kennisbank.domain.kinds.team import Team
from kennisbank.errors import InvalidInput
from kennisbank.store import log, reading, waves
from kennisbank.store.engine import Connection
from kennisbank.store.waves import Wave


def close_wave(bank: Context, wave: str, *, early: bool = False) -> Wave:
    """Close `wave`, make what may be shown of it, and forget who was invited, who answered and every word.

    What may be shown follows from counts of people, never from what they answered. All is done, or nothing; closing a wave that
    is closed only wipes once more what the database left lying about. Raises NotAllowed, NotFound, or InvalidInput when people
    can still answer and `early` is not said.
    """
    # Loaded here for cost, as below: pandas and scipy take more than a second, and most deeds do without.
    from kennisbank.actions.figuring import settled

    bank.require("administer")
    with bank.store.writing() as connection:
        log.lock(connection)
        found = find_wave(connection, wave)
        if not found.closed:
            if bank.today() <= found.closes and not early:
                raise InvalidInput(
                    f"People can answer until and with {found.closes}.",
                    where=wave,
                    mend="Wait, or close it early on purpose.",
                )
            found = settled(connection, found, *_hierarchy(connection, bank))
    bank.store.scrub()
    return found


def regroup(bank: Context, wave: str) -> Wave:
    """Show a closed `wave` by the teams as they are now, as far as these are made of groups that are shown already.

    Each new figure goes through the audit together with all that is shown. Raises NotAllowed, NotFound, or InvalidInput for a
    wave that is open.
    """
    from kennisbank.actions.figuring import regrouped

    bank.require("administer")
    with bank.store.writing() as connection:
        log.lock(connection)
        found = find_wave(connection, wave)
        if not found.closed:
            raise InvalidInput("This wave is still open.", where=wave, mend="Close it first.")
        parents, titles = _hierarchy(connection, bank)
        after = replace(found, outcome=regrouped(connection, found, parents, titles))
        waves.put(connection, after)
        return after


def _hierarchy(connection: Connection, bank: Context) -> tuple[dict[str, str], dict[str, str]]:
    """Return the team that each team is part of, and the titles of all."""
    teams = [one for one in reading.all_of(connection, Team.kind, bank.passes) if isinstance(one, Team)]
    return {one.id: one.part_of for one in teams if one.part_of}, {one.id: one.title for one in teams}
