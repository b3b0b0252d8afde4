"""Commands for the learning climate: questionnaires, and waves that are opened, watched, closed, explained and regrouped."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kennisbank.cli import shown
from kennisbank.cli.questionnaires import questionnaire
from kennisbank.cli.session import Session
from kennisbank.climate.disclosure.rules import Rules
from kennisbank.errors import InvalidInput, NotFound

if TYPE_CHECKING:
    from kennisbank.bank import Bank
    from kennisbank.store.waves import Wave

climate = typer.Typer(no_args_is_help=True, help="The learning climate: waves of a questionnaire.")
climate.add_typer(questionnaire, name="questionnaire")
WaveId = Annotated[str, typer.Argument(help="Id of a wave; without one, the last that was opened.")]


@climate.command("open")
def open_(
    context: typer.Context,
    title: Annotated[str, typer.Argument(help="What the wave is called, as 'Autumn 2026'.")],
    closes: Annotated[
        datetime, typer.Option(formats=["%Y-%m-%d"], help="Last day on which people can answer.")
    ],
    opens: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="First day on which they can; today when not said."),
    ] = None,
    questionnaire: Annotated[str, typer.Option(help="Id of the questionnaire.")] = "leerklimaat",
    invited: Annotated[int, typer.Option(help="Show figures of no fewer people who were asked.")] = 10,
    answered: Annotated[int, typer.Option(help="Show figures of no fewer answers.")] = 5,
    response: Annotated[float, typer.Option(help="Show figures from this share of answers, 0 to 1.")] = 0.4,
) -> None:
    """Ask everybody who has a team how it learns. The numbers cannot be changed after the first answer. For administrators.

    Example: `kennisbank climate open "Autumn 2026" --closes 2026-12-11`
    """
    session: Session = context.obj
    rules = Rules(invited, answered, response)
    with session.open() as bank:
        made = bank.open_wave(
            title,
            closes=closes.date(),
            opens=opens.date() if opens else None,
            instrument=questionnaire,
            rules=rules,
        )
        people = bank.response(made.id)[""][0]
    shown.line(
        f"Opened {made.title} ({made.id}) from {made.opens} to {made.closes}: {people:,} people are asked."
    )
    shown.line(
        f"Shown are figures of {invited} people asked, {answered} answers and {response:.0%} response or more."
    )


@climate.command()
def waves(
    context: typer.Context, as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False
) -> None:
    """List the waves: what was asked, from when to when, and whether it is closed.

    Example: `kennisbank climate waves`
    """
    session: Session = context.obj
    with session.open() as bank:
        found = bank.waves()
    if as_json:
        shown.as_json(
            [{name: value for name, value in vars(one).items() if name != "outcome"} for one in found]
        )
        return
    shown.table(
        ("wave", "title", "questionnaire", "from", "to", ""),
        (
            (one.id, one.title, f"{one.instrument} {one.version}", str(one.opens), str(one.closes), "closed" if one.closed else "open")
            for one in found
        ),
    )  # fmt: skip


@climate.command()
def response(
    context: typer.Context,
    wave: WaveId = "",
    remind: Annotated[
        bool,
        typer.Option(
            "--remind", help="Print the accounts that did not answer yet, one per line, and nothing else."
        ),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Say how many people answered, of all and by team; with --remind whom to remind, which is written down.

    Who answered stands apart from what they answered: nothing leads from one to the other.

    Example: `kennisbank climate response --remind`
    """
    session: Session = context.obj
    with session.open() as bank:
        found = _named(bank, wave)
        if remind:
            for account in bank.to_remind(found.id):
                shown.line(account)
            return
        counts = bank.response(found.id)
        titles = {team: bank.get(team).title for team in counts if team}
    if as_json:
        shown.as_json({"wave": found.id, "response": {team: list(told) for team, told in counts.items()}})
        return
    shown.table(
        ("team", "asked", "answered", "share"),
        (
            (titles.get(team, "everybody"), f"{asked:,}", f"{answered:,}", f"{answered / asked:.0%}")
            for team, (asked, answered) in counts.items()
        ),
    )


@climate.command()
def close(
    context: typer.Context,
    wave: WaveId = "",
    early: Annotated[bool, typer.Option("--early", help="Although people can still answer.")] = False,
) -> None:
    """Close a wave: decide what is shown, make the figures, and forget who was asked. It cannot be opened again.

    Example: `kennisbank climate close`
    """
    session: Session = context.obj
    with session.open() as bank:
        found = _named(bank, wave, closed=False)
        with shown.progress("Closing"):
            done = bank.close_wave(found.id, early=early)
    figures = done.outcome["figures"]
    told = sum(not one["reason"] for one in figures)
    shown.line(
        f"Closed {done.title}: {done.outcome['answered']:,} of {done.outcome['invited']:,} people answered; "
        f"{told:,} of {len(figures):,} figures are shown."
    )
    shown.line(f"Why: kennisbank climate audit {done.id}")


@climate.command()
def audit(
    context: typer.Context,
    wave: WaveId = "",
    file: Annotated[Path | None, typer.Option("--file", help="Write it to this file (Markdown).")] = None,
) -> None:
    """Print which figures of a closed wave are shown, which are not and why, and how that was checked.

    For researchers and administrators, to lay before a works council.

    Example: `kennisbank climate audit --file audit.md`
    """
    session: Session = context.obj
    with session.open() as bank:
        text = bank.climate_audit(_named(bank, wave, closed=True).id, language=session.lang)
    if file is None:
        shown.line(text)
        return
    _write(file, text.encode())
    shown.line(f"Written: {file}")


@climate.command()
def regroup(context: typer.Context, wave: WaveId = "") -> None:
    """Show a closed wave by the teams as they are now, as far as these are made of groups that are shown already.

    Example: `kennisbank climate regroup`
    """
    session: Session = context.obj
    with session.open() as bank:
        found = _named(bank, wave, closed=True)
        done = bank.regroup(found.id)
    now = [one for one in done.outcome["figures"] if one["kind"] == "now"]
    shown.line(
        f"{done.title}: {sum(not one['reason'] for one in now):,} of {len(now):,} teams of now are shown."
    )


_KINDS = {None: "", True: "closed ", False: "open "}


def _named(bank: "Bank", wave: str, *, closed: bool | None = None) -> "Wave":
    """Return the wave with id `wave`, or the last opened. Raises NotFound."""
    found = [
        one for one in bank.waves() if (one.id == wave if wave else closed is None or one.closed == closed)
    ]
    if not found:
        raise NotFound(
            "There is no such wave." if wave else f"There is no {_KINDS[closed]}wave.",
            where=wave,
            mend="See `kennisbank climate waves`." if wave else "Open one with `kennisbank climate open`.",
        )
    return found[0]


def _write(file: Path, data: bytes) -> None:
    try:
        file.write_bytes(data)
    except OSError as wrong:
        raise InvalidInput(
            f"The file cannot be written: {wrong.strerror}.",
            where=str(file),
            mend="Name a place where you may write.",
        ) from wrong


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(climate, name="climate")
