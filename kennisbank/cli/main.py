"""The command `kennisbank`: its options, its commands, and the one place where errors become text and exit codes."""

import sys
from typing import Annotated

import typer

from kennisbank import __version__
from kennisbank.cli import (
    bring,
    climate,
    find,
    house,
    keep,
    look,
    measure,
    network,
    people,
    research,
    serving,
)
from kennisbank.cli.session import Session
from kennisbank.cli.shown import complain
from kennisbank.errors import BankProblem, Conflict, InvalidInput, KennisbankError, NotAllowed, NotFound

EXIT_CODES: tuple[tuple[type[KennisbankError], int], ...] = (
    (NotFound, 3),
    (NotAllowed, 4),
    (Conflict, 5),
    (BankProblem, 6),
    (InvalidInput, 2),
    (KennisbankError, 1),
)

app = typer.Typer(
    name="kennisbank",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    help="Keep what your organisation learns, and get it back when it matters.",
    epilog="Exit codes: 0 done, 1 other fault, 2 wrong input, 3 not found, 4 not allowed, 5 conflict, 6 the bank.",
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"kennisbank {__version__}")
        raise typer.Exit


@app.callback()
def options(
    context: typer.Context,
    bank: Annotated[
        str,
        typer.Option(
            "--bank", envvar="KENNISBANK_URL", help="Address of the bank: sqlite:///path or postgresql://…"
        ),
    ] = "",
    actor: Annotated[
        str, typer.Option("--as", envvar="KENNISBANK_ACTOR", help="Account to act as.")
    ] = "beheerder",
    lang: Annotated[
        str, typer.Option("--lang", envvar="KENNISBANK_LANG", help="Language of results: nl or en.")
    ] = "nl",
    _: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Remember which bank, as whom and in which language."""
    context.obj = Session(bank, actor, lang)


for module in (house, serving, people, bring, find, keep, look, research, network, climate, measure):
    module.add_to(app)


def exit_code(error: KennisbankError) -> int:
    """Return the exit code of the command for `error`."""
    return next(code for kind, code in EXIT_CODES if isinstance(error, kind))


def main() -> None:
    """Run the command; every error of ours becomes one sentence and an exit code."""
    try:
        app()
    except KennisbankError as error:
        complain(str(error))
        sys.exit(exit_code(error))
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
