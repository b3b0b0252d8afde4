"""Printing: tables and lines for people, JSON for programs, progress for the patient."""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from kennisbank.actions.context import Progress as Report
from kennisbank.domain.record import Record
from kennisbank.domain.words import label, shown

SET_UP = "welkom/"
"""Where a set-up link leads, after the address of the server."""


def as_json(value: Any) -> None:
    """Print `value` as JSON, indented, with letters as they are."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n")


def complain(message: str) -> None:
    """Print what went wrong, on the error stream."""
    Console(stderr=True, highlight=False).print(Text(message, style="red"), soft_wrap=True)


def line(message: str = "") -> None:
    """Print one line."""
    typer.echo(message)


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table; cells are plain text."""
    grid = Table(box=None, pad_edge=False, header_style="bold")
    for heading in headings:
        grid.add_column(heading, overflow="fold")
    for row in rows:
        grid.add_row(*(Text(cell) for cell in row))
    Console(highlight=False).print(grid)


def record_page(record: Record, titles: dict[str, str], lang: str) -> None:
    """Print every filled field of `record` under its label."""
    console = Console(highlight=False)
    console.print(Text(record.title, style="bold"))
    for name, field in record.fields().items():
        value = getattr(record, name)
        if name in ("title", "extra") or value in ("", None, (), 0):
            continue
        text = shown(record, name, lang)
        if field.relation:
            ids = (
                [value]
                if isinstance(value, str)
                else [item if isinstance(item, str) else item.to for item in value]
            )
            text = ", ".join(f"{titles[id]} ({id})" for id in ids if id in titles)
        console.print(Text.assemble((f"{label(record.kind, name, lang)}: ", "dim"), text), soft_wrap=True)
    for name, text in record.extra.items():
        if not name.startswith("_"):
            console.print(Text.assemble((f"{name}: ", "dim"), text), soft_wrap=True)


@contextmanager
def progress(what: str) -> Iterator[Report]:
    """Show a bar on the error stream while something long runs; give the function that moves it."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
