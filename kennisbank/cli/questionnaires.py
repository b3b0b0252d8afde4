"""Commands for questionnaires: add one of your own, list them, export one."""

from pathlib import Path
from typing import Annotated

import typer

from kennisbank.cli import shown
from kennisbank.cli.session import Session
from kennisbank.errors import NotFound

questionnaire = typer.Typer(no_args_is_help=True, help="Questionnaires that can be asked.")


@questionnaire.command()
def add(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="File: .yaml, .xlsx (XLSForm) or .txt (LimeSurvey).")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say whether it can be used.")] = False,
) -> None:
    """Add a questionnaire of your own, or another version of one. A wording is never changed under the same id.

    Example: `kennisbank climate questionnaire add teamscan.yaml`
    """
    from kennisbank.climate.instrument.files import load_instrument  # loaded here for cost

    found = load_instrument(file)
    if not dry_run:
        session: Session = context.obj
        with session.open() as bank:
            bank.add_questionnaire(found)
    told = f"{found.id} {found.version}: {len(found.dimensions)} dimensions, {len(found.items)} items"
    shown.line(f"{told}. It can be used." if dry_run else f"Added {told}.")


@questionnaire.command("list")
def list_all(context: typer.Context) -> None:
    """List the newest version of every questionnaire that can be asked.

    Example: `kennisbank climate questionnaire list`
    """
    session: Session = context.obj
    with session.open() as bank:
        found = bank.questionnaires()
    shown.table(
        ("questionnaire", "version", "title", "dimensions", "items"),
        (
            (one.id, one.version, one.title(session.lang), f"{len(one.dimensions)}", f"{len(one.items)}")
            for one in found
        ),
    )


@questionnaire.command()
def export(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Id of a questionnaire.")],
    file: Annotated[Path, typer.Argument(help="File to write: .yaml, .xlsx (XLSForm) or .txt (LimeSurvey).")],
) -> None:
    """Write the newest version of a questionnaire to a file, for a text editor, ODK, Kobo or LimeSurvey.

    Example: `kennisbank climate questionnaire export leerklimaat ours.xlsx`
    """
    from kennisbank.climate.instrument.files import save_instrument  # loaded here for cost

    session: Session = context.obj
    with session.open() as bank:
        found = {one.id: one for one in bank.questionnaires()}
    if name not in found:
        raise NotFound(
            f"There is no questionnaire {name!r}.", mend=f"Choose one of: {', '.join(sorted(found))}."
        )
    save_instrument(found[name], file)
    shown.line(f"Written: {file}")
