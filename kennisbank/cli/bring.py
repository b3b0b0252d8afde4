"""Commands that bring records in and take them out: import, export."""

from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any

import typer

from kennisbank.cli import shown
from kennisbank.cli.session import Session
from kennisbank.exchange.planning import Plan
from kennisbank.text.catalogue import DEFAULT, say

FORMATS = ("llis", "incidents", "table", "markdown", "bank")
_LEAD, _SHOWN = 16, 48
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
        if not as_json:
            with suppress(BrokenPipeError):  # who pipes it to `head` wants the import all the same
                _tell(plan, repairs, session.lang)
        if not dry_run:
            with shown.progress("Importing") as report:
                bank.run_import(plan, progress=report)
    if as_json:
        shown.as_json(_as_data(plan, done=not dry_run))
    else:
        nothing = all(step.action == "skip" for step in plan.steps)
        shown.line(say(f"exchange.{'dry' if dry_run else 'same' if nothing else 'done'}", session.lang))


def _tell(plan: Plan, most: int, lang: str) -> None:
    """Print the plan and its first repairs."""
    shown.line(plan.summary(lang))
    for item in plan.repairs[:most]:
        row = say("exchange.row", lang, row=item.row) if item.row else ""
        place = ", ".join(filter(None, (item.where, row, item.column)))
        before, after = _around(item.before, item.after)
        shown.line(f"  {place}: {before} -> {after} ({item.said(lang)})")
    if len(plan.repairs) > most:
        shown.line("  " + say("exchange.more_repairs", lang, number=len(plan.repairs) - most))


def _around(before: str, after: str) -> tuple[str, str]:
    """Return two texts cut down to where they begin to differ."""
    shortest = min(len(before), len(after))
    same = next((place for place in range(shortest) if before[place] != after[place]), shortest)
    start = max(0, same - _LEAD)
    return _part(before, start), _part(after, start)


def _part(text: str, start: int) -> str:
    end = start + _SHOWN
    return f"{'…' if start else ''}{text[start:end]!r}{'…' if end < len(text) else ''}"


def _as_data(plan: Plan, *, done: bool) -> dict[str, Any]:
    return {
        "done": done,
        "steps": [
            {"action": step.action, "kind": step.record.kind, "id": step.record.id, "origin": step.record.origin,
             "title": step.record.title, "reason": step.reason}
            for step in plan.steps
        ],
        "repairs": [vars(item) for item in plan.repairs],
        "notes": [note.said(DEFAULT) for note in plan.notes],
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
