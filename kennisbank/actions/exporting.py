"""Taking the whole bank out, in open formats, with its history."""

from pathlib import Path

from kennisbank.actions.context import Context, Progress
from kennisbank.domain.confiding import shown
from kennisbank.domain.policy import may
from kennisbank.exchange.writing import export as write_export
from kennisbank.store import accounts, log, reading, surveys


def export(bank: Context, directory: Path | str, *, progress: Progress | None = None) -> Path:
    """Write what the actor may read to `directory` as Markdown, CSV and JSON and return that folder.

    An administrator gets the whole bank with history, accounts and closed waves of the learning climate: enough to make
    it again. Others get none of these three. A wave that is open stays behind. Raises NotAllowed, or InvalidInput when the folder holds something else.
    """
    bank.require("export")
    whole = bank.passes.everything
    target, day = Path(directory), bank.today()
    with bank.store.reading() as connection:
        records = reading.all_of(connection, "", bank.passes, merged=True)
        revisions = log.revisions(connection) if whole else iter(())
        kept = tuple(accounts.actor(connection, name) for name in accounts.names(connection)) if whole else ()
        write_export(
            (shown(bank.actor, record, day) for record in records if may(bank.actor, "read", record)),
            revisions,
            tuple(actor for actor in kept if actor),
            target,
            climate=surveys.rows(connection) if whole else (),
            total=sum(reading.count(connection, bank.passes).values()) + (bank.store.last() if whole else 0),
            progress=progress,
        )
    return target
