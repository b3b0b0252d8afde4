"""Commands that give the bank to others: publish a site, take a table along."""

from pathlib import Path
from typing import Annotated

import typer

from kennisbank.cli import shown
from kennisbank.cli.session import Session


def publish(
    context: typer.Context,
    directory: Annotated[
        Path, typer.Argument(help="Folder for the site; a new one, or one published before.")
    ],
    base_url: Annotated[
        str, typer.Option(help="Address where the site will stand, for feeds and sitemap.")
    ] = "",
    title: Annotated[str, typer.Option(help="Name of the site.")] = "Kennisbank",
) -> None:
    """Write the public part of the bank as a static site: lessons, topics, teams, search, feeds, open data.

    Example: `kennisbank publish site --base-url https://lessen.example.org/`
    """
    session: Session = context.obj
    with session.open() as bank, shown.progress("Publishing") as report:
        done = bank.publish(directory, base_url=base_url, title=title, progress=report)
    shown.line(
        f"{directory}: {done.written:,} written, {done.unchanged:,} unchanged, {done.removed:,} removed."
    )


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.command()(publish)
