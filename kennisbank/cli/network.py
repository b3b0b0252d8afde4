"""Commands for networks: export the one of the bank, convert between formats, the truck factor of a git history."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kennisbank.cli import shown
from kennisbank.cli.session import Session

if TYPE_CHECKING:
    from pandas import DataFrame

    from kennisbank.network import TruckFactor

_FORMATS = "graphml, gexf, json, net, csv or dl"
network = typer.Typer(no_args_is_help=True, help="The network of the bank, and networks in files.")


@network.command()
def export(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(help=f"File for the network; its suffix says the format: {_FORMATS}.")
    ],
    format: Annotated[
        str, typer.Option("--format", help=f"The format when the suffix does not say it: {_FORMATS}.")
    ] = "",
) -> None:
    """Write the network of the bank to a file: every record you may see, and every reference between them.

    With csv the nodes stand in a file beside it, NAME.nodes.csv. What a format cannot carry is told.

    Example: `kennisbank network export bank.graphml`
    """
    # Loaded here for cost, as below: no other command needs pandas and networkx.
    from kennisbank.network.formats.files import check_format, write

    session: Session = context.obj
    check_format(file, format)
    with shown.progress("Writing"):
        with session.open() as bank:
            net = bank.network()
        notes = write(net, file, format=format)
    _told(file, net, notes)


@network.command()
def convert(
    source: Annotated[Path, typer.Argument(help=f"File with a network: {_FORMATS}.")],
    target: Annotated[Path, typer.Argument(help=f"File to write; its suffix says the format: {_FORMATS}.")],
    from_: Annotated[
        str, typer.Option("--from", help="The format of SOURCE when its suffix does not say it.")
    ] = "",
    to: Annotated[
        str, typer.Option("--to", help="The format of TARGET when its suffix does not say it.")
    ] = "",
) -> None:
    """Read a network from one format and write it in another; no bank is needed. What was repaired or lost is told.

    Example: `kennisbank network convert friends.dl friends.gexf`
    """
    from kennisbank.network.formats.files import NOTES, check_format, read, write

    check_format(target, to)
    with shown.progress("Reading"):
        net = read(source, format=from_)
    kept = net.graph.pop(NOTES, ())
    with shown.progress("Writing"):
        notes = write(net, target, format=to)
    _told(target, net, (*kept, *notes))


def _told(file: Path, net: Any, notes: Sequence[str]) -> None:
    shown.line(f"{file}: {net.number_of_nodes():,} nodes, {net.number_of_edges():,} ties.")
    for note in notes:
        shown.line(f"  {note}")


@network.command("truck-factor")
def truck_factor(
    context: typer.Context,
    path: Annotated[Path, typer.Argument(help="Folder of a git repository.")],
    by_folder: Annotated[bool, typer.Option("--by-folder", help="Also for each folder by itself.")] = False,
    depth: Annotated[int, typer.Option(min=1, help="With --by-folder: how many levels of folders deep.")] = 1,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", help="Only this folder or file of the repository; may be repeated."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Say how many people can leave before most files of a git repository have nobody left who knows them, and who.

    People with several spellings are one where the repository's .mailmap says so. No bank is needed.

    Example: `kennisbank network truck-factor . --by-folder`
    """
    from kennisbank import network as n

    session: Session = context.obj
    with shown.progress("Reading") as report:
        work = n.git_history(path, paths=only or None, progress=report)
    whole = n.truck_factor(work)
    rows = _rows(n.truck_factor_by_folder(work, depth=depth)) if by_folder else []
    if as_json:
        shown.as_json(_as_data(whole, work.notes) | ({"folders": rows} if by_folder else {}))
        return
    shown.line(f"{path}: {whole.value}. {n.meaning(whole, session.lang)}")
    shown.line(
        f"{len(whole.files):,} files; without these people {whole.orphans:.0%} have no author left."
        if len(whole.files)
        else "There are no text files here."
    )
    for note in work.notes:
        shown.line(f"  {note}")
    _people(whole)
    if rows:
        shown.line()
        numbers = ("truck_factor", "files", "authors", "alone", "orphans")
        shown.table(
            ("folder", "truck factor", "files", "authors", "one author", "none", "who"),
            (
                (row["folder"], *(f"{row[name]:,}" for name in numbers), _names(row["removed"]))
                for row in rows
            ),
        )


def _people(whole: "TruckFactor") -> None:
    """Print who is removed, in that order."""
    if whole.removed:
        shown.line()
        shown.table(
            ("who", "files", "as the only one"),
            (
                (row["author"], f"{row['files']:,}", f"{row['alone']:,}")
                for row in _rows(whole.authors.loc[list(whole.removed)])
            ),
        )


def _names(people: Sequence[str]) -> str:
    """Return people without their e-mail addresses, which leave no room in a table."""
    return ", ".join(person.partition(" <")[0] or person for person in people)


def _rows(frame: "DataFrame") -> list[dict[str, Any]]:
    """Return the rows of a frame, its index among their values."""
    return [
        {str(name): value for name, value in row.items()} for row in frame.reset_index().to_dict("records")
    ]


def _as_data(whole: "TruckFactor", notes: Sequence[str]) -> dict[str, Any]:
    there = len(whole.files) > 0
    return {
        "truck_factor": whole.value,
        "removed": list(whole.removed),
        "files": len(whole.files),
        "orphans": whole.orphans if there else None,
        "orphans_before": whole.orphans_before if there else None,
        "authors": _rows(whole.authors),
        "notes": list(notes),
    }


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(network, name="network")
