"""Commands that bring records in and take them out: import, export."""

from pathlib import Path
from typing import Annotated, Any

import typer

from kennisbank.cli import shown
from kennisbank.cli.session import Session

FORMATS = ("llis", "incidents", "table", "markdown", "bank")
Mapping = Annotated[
    Path | None, typer.Option("--mapping", help="For table: TOML file that says which column is which field.")
]


def import_(
    context: typer.Context,
    format: Annotated[str, typer.Argument(help=f"One of: {', '.join(FORMATS)}.")],
    source: Annotated[Path, typer.Argument(help="File, folder or zip.")],
    mapping: Mapping = None,
    visibility: Annotated[
        str, typer.Option(help="Who may read what comes in; by default as the source says.")
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show the plan.")] = False,
    repairs: Annotated[int, typer.Option(help="Show at most this many repairs; --json has them all.")] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Import lessons: first a plan with every repair, then all of it or nothing. A second run changes nothing.

    Example: `kennisbank import llis llis.csv --dry-run`
    """
    session: Session = context.obj
    options: dict[str, Any] = {"mapping": mapping} if mapping else {}
    if visibility:
        options["visibility"] = visibility
    with session.open() as bank:
        with shown.progress("Reading"):
            plan = bank.plan_import(format, source, **options)
        if not dry_run:
            with shown.progress("Importing") as report:
                bank.run_import(plan, progress=report)
    if as_json:
        shown.as_json(_as_data(plan, done=not dry_run))
        return
    shown.line(plan.summary(session.lang))
    for item in plan.repairs[:repairs]:
        place = f"{item.where}, row {item.row}, {item.column}" if item.row else f"{item.where}, {item.column}"
        shown.line(f"  {place}: {_short(item.before)} -> {_short(item.after)} ({item.reason})")
    if len(plan.repairs) > repairs:
        shown.line(f"  … and {len(plan.repairs) - repairs:,} more repairs; --json lists them all.")
    if dry_run:
        shown.line("Nothing was changed: this was a dry run.")


def _short(text: object, *, most: int = 60) -> str:
    line = repr(str(text))
    return line if len(line) <= most else f"{line[: most - 1]}…"


def _as_data(plan: Any, *, done: bool) -> dict[str, Any]:
    return {
        "done": done,
        "steps": [
            {"action": step.action, "kind": step.record.kind, "id": step.record.id, "origin": step.record.origin,
             "title": step.record.title, "reason": step.reason}
            for step in plan.steps
        ],
        "repairs": [vars(item) for item in plan.repairs],
    }  # fmt: skip


def export(
    context: typer.Context,
    directory: Annotated[
        Path, typer.Argument(help="Folder for the export; a new one, or an earlier export.")
    ],
) -> None:
    """Export the bank as Markdown, CSV and JSON; as administrator with its whole history, ready to import again.

    Example: `kennisbank export backup`
    """
    session: Session = context.obj
    with session.open() as bank, shown.progress("Exporting") as report:
        target = bank.export(directory, progress=report)
    shown.line(f"Exported to {target}.")


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("import")(import_)
    app.command()(export)
