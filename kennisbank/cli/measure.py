"""The command `bench`."""

from pathlib import Path
from typing import Annotated

import typer

from kennisbank.cli import shown
from kennisbank.cli.bench import figures
from kennisbank.cli.bench.run import run


def bench(
    size: Annotated[
        list[int] | None, typer.Option("--size", min=100, help="Number of lessons; may be repeated.")
    ] = None,
    json_file: Annotated[
        Path | None, typer.Option("--json-file", help="Write the figures here as JSON.")
    ] = None,
) -> None:
    """Measure a bank of synthetic lessons beside bare SQLite, FTS5 and tantivy, in one run.

    Example: `kennisbank bench --size 10000 --json-file bench.json`
    """
    found: list[figures.Figure] = []
    for number in size or [10_000, 100_000]:
        for figure in run(number):
            found.append(figure)
            shown.line(
                f"{figure.size:>8,}  {figure.what}: {figure.ours:,.2f} {figure.unit}, ratio {figure.ratio:.2f}"
            )
    shown.line()
    shown.line(figures.as_table(found))
    if json_file:
        figures.write(found, json_file)


def add_to(app: typer.Typer) -> None:
    """Add this command."""
    app.command()(bench)
