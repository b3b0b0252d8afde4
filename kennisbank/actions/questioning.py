"""Which questionnaires a bank can ask: the one that Kennisbank brings, and those that the organisation added itself."""

from kennisbank.actions.context import Context
from kennisbank.climate.instrument.model import Instrument
from kennisbank.climate.instrument.reading import compare_instruments, read_instrument, write_instrument
from kennisbank.climate.instrument.shipped import all_shipped, shipped
from kennisbank.errors import NotFound
from kennisbank.store import log, questionnaires
from kennisbank.store.engine import Connection
from kennisbank.store.waves import Wave


def add_questionnaire(bank: Context, instrument: Instrument) -> Instrument:
    """Keep a questionnaire, so that it can be asked, and return it; added again it stays as it is.

    Raises NotAllowed, or InvalidInput when a version that is there asks something else under the same id: another wording
    makes another item, and another scale another questionnaire.
    """
    bank.require("administer")
    with bank.store.writing() as connection:
        log.lock(connection)
        for version in _versions(connection).get(instrument.id, ()):
            known = read(connection, instrument.id, version)
            compare_instruments(known, instrument)
            if version == instrument.version:
                return known
        questionnaires.add(connection, instrument.id, instrument.version, write_instrument(instrument))
    return instrument


def list_questionnaires(bank: Context) -> tuple[Instrument, ...]:
    """Return the newest version of every questionnaire that can be asked, by id. Raises NotAllowed for who is not signed in."""
    bank.require_account()
    with bank.store.reading() as connection:
        return tuple(newest(connection, id) for id in sorted(_versions(connection)))


def newest(connection: Connection, id: str) -> Instrument:
    """Return the newest version of a questionnaire. Raises NotFound."""
    versions = _versions(connection)
    if id not in versions:
        raise NotFound(
            f"There is no questionnaire {id!r}.", mend=f"Choose one of: {', '.join(sorted(versions))}."
        )
    return read(connection, id, versions[id][-1])


def asked_in(connection: Connection, wave: Wave) -> Instrument:
    """Return what was asked in `wave`."""
    return read(connection, wave.instrument, wave.version)


def read(connection: Connection, id: str, version: str) -> Instrument:
    """Return a version of a questionnaire. Raises NotFound."""
    text = questionnaires.one(connection, id, version)
    return read_instrument(text, name=f"{id} {version}") if text else shipped(id, version)


def _versions(connection: Connection) -> dict[str, list[str]]:
    """Return the versions of each questionnaire, the oldest first."""
    found: dict[str, list[str]] = {}
    for id, version in (*all_shipped(), *questionnaires.every(connection)):
        found.setdefault(id, []).append(version)
    return {
        id: sorted(versions, key=lambda text: [int(part) for part in text.split(".")])
        for id, versions in found.items()
    }
