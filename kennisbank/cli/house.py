"""Commands for the bank as a whole: init, check, upgrade, reindex, bench."""

from typing import Annotated

import typer

from kennisbank.actions import opening
from kennisbank.cli import shown
from kennisbank.cli.session import DEFAULT_FILE, Session
from kennisbank.errors import BankDamaged


def init(
    context: typer.Context,
    path: Annotated[str, typer.Argument(help="File of the new bank, or postgresql://…")] = "",
) -> None:
    """Make an empty bank, with one administrator named `beheerder`.

    Example: `kennisbank init lessons.db`
    """
    session: Session = context.obj
    target = path or session.url or str(DEFAULT_FILE)
    store = opening.make(target)
    shown.line(
        f"Made an empty bank at {store.where}, with account {opening.FIRST_ADMINISTRATOR} (administrator)."
    )
    store.close()


def check(
    context: typer.Context, as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False
) -> None:
    """Check that the bank is whole: file, chain of revisions, records, references.

    Example: `kennisbank check`
    """
    session: Session = context.obj
    with session.open() as bank, shown.progress("Checking") as report:
        faults = bank.check(progress=report)
        where, total = bank.store.where, bank.store.last()
    if as_json:
        shown.as_json({"bank": where, "revisions": total, "faults": list(faults)})
    elif not faults:
        shown.line(f"The bank at {where} is whole: {total:,} revisions checked.")
    if faults:
        raise BankDamaged(
            "\n".join(faults), where=where, mend="Restore a backup, or an export with import bank."
        )


def upgrade(context: typer.Context) -> None:
    """Bring the tables of a bank made by an older Kennisbank up to date. Make a backup first.

    Example: `kennisbank --bank sqlite:///lessons.db upgrade`
    """
    session: Session = context.obj
    opening.upgrade(opening.where(session.address))
    shown.line("The bank is up to date.")


def reindex(context: typer.Context) -> None:
    """Make the search index anew from the bank.

    Example: `kennisbank reindex`
    """
    session: Session = context.obj
    with session.open() as bank, shown.progress("Indexing") as report:
        number = bank.reindex(progress=report)
    shown.line(f"Indexed {number:,} records.")


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    for command in (init, check, upgrade, reindex):
        app.command()(command)
