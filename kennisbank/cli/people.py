"""Commands for who may come in: user add, link, list, sign-out, remove; events."""

from typing import Annotated

import typer

from kennisbank.cli import shown
from kennisbank.cli.session import Session
from kennisbank.domain.policy import Role
from kennisbank.text.catalogue import say

user = typer.Typer(no_args_is_help=True, help="Accounts: who may sign in, and as what.")
Name = Annotated[str, typer.Argument(help="Name of the account.")]
Ids = Annotated[list[str] | None, typer.Option(help="Id of a team; may be repeated.")]


@user.command()
def add(
    context: typer.Context,
    name: Name,
    role: Annotated[Role, typer.Option(help="What they may do.")],
    person: Annotated[str, typer.Option(help="Id of the person whose account it is.")] = "",
    team: Ids = None,
    leads: Ids = None,
) -> None:
    """Make an account, or change it, and print a link with which its owner chooses a password. For administrators.

    Example: `kennisbank user add anna --role member --person 01jn7q4m3v5k8w2x9y6z1a2b3c`
    """
    session: Session = context.obj
    with session.open() as bank:
        bank.enrol(name, role, person=person, teams=team or (), leads=leads or ())
        word = bank.invite(name)
    shown.line(
        f"{name} is {role}. Give them this link; it works once, within a week, after the server's address:"
    )
    shown.line(f"{shown.SET_UP}{word}")


@user.command()
def link(context: typer.Context, name: Name) -> None:
    """Print a new link with which somebody chooses a password; earlier ones stop working. For administrators.

    Example: `kennisbank user link anna`
    """
    session: Session = context.obj
    with session.open() as bank:
        word = bank.invite(name)
    shown.line(f"{shown.SET_UP}{word}")


@user.command("list")
def list_all(
    context: typer.Context, as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False
) -> None:
    """List every account, its role, and whether it has a password here. For administrators.

    Example: `kennisbank user list`
    """
    session: Session = context.obj
    with session.open() as bank:
        found = bank.members()
    if as_json:
        shown.as_json([
            {"account": member.actor.name, "role": member.actor.role, "person": member.actor.person,
             "name": member.name, "has_password": member.has_password}
            for member in found
        ])  # fmt: skip
        return
    shown.table(
        ("account", "role", "name", "password"),
        (
            (member.actor.name, say(f"role.{member.actor.role}", session.lang), member.name,
             "yes" if member.has_password else "")
            for member in found
        ),
    )  # fmt: skip


@user.command("sign-out")
def sign_out(context: typer.Context, name: Name) -> None:
    """End every session of an account, on every device. For administrators.

    Example: `kennisbank user sign-out anna`
    """
    session: Session = context.obj
    with session.open() as bank:
        ended = bank.sign_out(name)
    shown.line(f"{name}: {ended} sessions ended.")


@user.command()
def remove(
    context: typer.Context,
    name: Name,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask whether you are sure.")] = False,
) -> None:
    """Delete an account with its drafts; what they wrote stays. For administrators.

    Example: `kennisbank user remove anna --yes`
    """
    session: Session = context.obj
    with session.open() as bank:
        if not yes:
            typer.confirm(f"Delete account {name} and its drafts?", abort=True, err=True)
        bank.remove(name)
    shown.line(f"{name} has no account any more.")


def events(
    context: typer.Context,
    limit: Annotated[int, typer.Option(min=1, help="How many.")] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show what was done last that changed no record: signing in and out, links, locks. For administrators.

    Example: `kennisbank events --limit 20`
    """
    session: Session = context.obj
    with session.open() as bank:
        found = bank.events(limit=limit)
    if as_json:
        shown.as_json([vars(event) for event in found])
        return
    shown.table(
        ("at", "account", "what", "about"),
        ((event.at[:16], event.account, event.deed, event.about) for event in found),
    )


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(user, name="user")
    app.command()(events)
