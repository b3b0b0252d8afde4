"""Commands for researchers: make a research copy, and work on it in JupyterLab."""

from pathlib import Path
from typing import Annotated

import typer

from kennisbank.actions.copying import RESEARCHER
from kennisbank.cli import shown
from kennisbank.cli.session import Session
from kennisbank.errors import InvalidInput
from kennisbank.exchange.research import refuse_without_libraries
from kennisbank.store.sealing import COPY_FILE, is_copy

_FOLDER = "research-copy"


def research_copy(
    context: typer.Context,
    directory: Annotated[Path, typer.Argument(help="Folder for the copy; a new one, or an earlier copy.")],
    key_file: Annotated[
        Path | None,
        typer.Option(
            "--key-file",
            help="File with the key of the pseudonyms, made when it is not there: copies with one key can be compared.",
        ),
    ] = None,
) -> None:
    """Make a copy for research: only what a researcher may read, with pseudonyms for people, that nobody can change.

    It holds the bank itself, a Parquet file per table and a DuckDB file. That it was made is kept in the bank.

    Example: `kennisbank research-copy copy-2026`
    """
    session: Session = context.obj
    with session.open() as bank, shown.progress("Copying") as report:
        made = bank.research_copy(directory, key_file=key_file, lang=session.lang, progress=report)
    shown.line(
        f"{directory}: {sum(made.records.values()):,} records, up to revision {made.revision:,}. "
        f"Read {directory / 'README.md'} first: it is pseudonymised, not anonymous."
    )


def lab(
    context: typer.Context,
    directory: Annotated[
        str, typer.Argument(help="Folder of the research copy; by default the one given with --bank.")
    ] = "",
    work: Annotated[
        Path, typer.Option("--work", help="Your own folder; a notebook to start with is put in it.")
    ] = Path("onderzoek"),
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Port on this machine.")] = 8888,
    browser: Annotated[
        bool, typer.Option(help="Open a browser; with --no-browser only say the address.")
    ] = True,
) -> None:
    """Start JupyterLab on a research copy, on this machine only, until Ctrl-C. Never on a bank with names.

    Example: `kennisbank lab copy-2026`
    """
    session: Session = context.obj
    copy = _copy(directory, session)
    refuse_without_libraries(("jupyterlab", "duckdb"))
    # Loaded here for cost: no other command needs it.
    from kennisbank.serve.lab import Lab

    Lab(copy=copy, work=work, account=RESEARCHER.name, lang=session.lang, port=port, browser=browser).start()


def _copy(directory: str, session: Session) -> Path:
    """Return the folder of the research copy that is meant. Raises InvalidInput for a live bank, or for nothing."""
    named = directory or session.url.removeprefix("sqlite:///") or _FOLDER
    place = Path(named).expanduser()
    folder = place.parent if place.name == COPY_FILE and is_copy(place) else place
    if is_copy(folder / COPY_FILE):
        return folder.absolute()
    bank = session.url or (str(place) if place.is_file() else "")
    make = f"kennisbank{f' --bank {bank}' if bank else ''} research-copy {_FOLDER if place.is_file() or not directory else directory}"
    if place.is_file() or "://" in named:
        raise InvalidInput(
            "This is a bank with the names of people in it; JupyterLab only opens a research copy.",
            where=named, mend=f"First make one: {make}",
        )  # fmt: skip
    raise InvalidInput("There is no research copy here.", where=named, mend=f"Make one with: {make}")


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("research-copy")(research_copy)
    app.command()(lab)
