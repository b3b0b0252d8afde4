"""Commands for the bank as a whole: init, demo, serve, check, upgrade, reindex, bench."""

from pathlib import Path
from typing import Annotated

import typer

from kennisbank.actions import demonstrating, opening
from kennisbank.cli import shown
from kennisbank.cli.session import DEFAULT_FILE, Session
from kennisbank.errors import BankDamaged

Port = Annotated[int, typer.Option("--port", min=1, max=65535, help="Port on this machine.")]


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


def demo(
    context: typer.Context,
    port: Port = 8866,
    directory: Annotated[Path, typer.Option("--dir", help="Folder for the demo bank.")] = Path(".demo"),
    serve: Annotated[bool, typer.Option(help="Serve the apps; with --no-serve only make the bank.")] = True,
) -> None:
    """Fill a bank with a fictitious organisation and serve the apps on it until Ctrl-C.

    Example: `kennisbank demo --port 8899`
    """
    session: Session = context.obj
    url = session.url or f"sqlite:///{directory / 'demo.db'}"
    if not demonstrating.is_made(url):
        with shown.progress("Making the demo organisation") as report:
            demonstrating.make_demo(url, progress=report)
    person = session.actor if session.actor != opening.FIRST_ADMINISTRATOR else demonstrating.demo_actor(url)
    shown.line(f"Demo bank: {url}, acting as {person}.")
    if serve:
        _serve(url, actor=person, port=port, language=session.lang)


def _serve(url: str, *, actor: str, port: int, language: str) -> None:
    # Loaded here for cost: Voila takes over a second, which no other command should wait for.
    from kennisbank.serve.server import serve as serve_apps

    serve_apps(url, actor=actor, port=port, language=language, on_ready=_ready)


def _ready(address: str) -> None:
    shown.line(f"The apps are at {address} (stop with Ctrl-C).")


def serve(context: typer.Context, port: Port = 8866) -> None:
    """Serve the apps on this machine until Ctrl-C, for the account given with --as.

    Example: `kennisbank --bank sqlite:///lessons.db --as anna serve --port 8899`
    """
    session: Session = context.obj
    session.open().close()
    _serve(session.address, actor=session.actor, port=port, language=session.lang)


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
    for command in (init, demo, serve, check, upgrade, reindex):
        app.command()(command)
