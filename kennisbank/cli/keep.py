"""Commands for single records: show, add, edit, history, merge."""

import json
import os
import shlex
import subprocess
import tempfile
from pathlib import Path
from typing import Annotated, Any

import typer

from kennisbank.cli import shown
from kennisbank.cli.session import Session
from kennisbank.domain.merging import changed
from kennisbank.domain.record import Record
from kennisbank.domain.references import references
from kennisbank.domain.registry import kind as kind_of
from kennisbank.domain.words import label
from kennisbank.errors import InvalidInput
from kennisbank.text.catalogue import say

Id = Annotated[str, typer.Argument(help="Id of the record.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Set = Annotated[
    list[str] | None, typer.Option("--set", help="field=value; lists as field=a,b. May be repeated.")
]


def show(context: typer.Context, id: Id, as_json: Json = False) -> None:
    """Show a record, and what refers to it.

    Example: `kennisbank show 01jn7q4m3v5k8w2x9y6z1a2b3c`
    """
    session: Session = context.obj
    with session.open() as bank:
        record = bank.get(id)
        pointing = bank.backlinks(record.id)
        titles = bank.titles(item.target for item in references(record))
    if as_json:
        back = [
            {"relation": relation, "id": item.id, "kind": item.kind, "title": item.title}
            for relation, item in pointing
        ]
        shown.as_json({**record.model_dump(mode="json"), "kind": record.kind, "backlinks": back})
        return
    shown.record_page(record, titles, session.lang)
    for relation, item in pointing:
        shown.line(f"{say(f'inverse.{relation}', session.lang)}: {item.title} ({item.id})")


def add(
    context: typer.Context,
    kind: Annotated[
        str, typer.Argument(help="lesson, topic, person, team, action, source, application or reflection")
    ],
    title: Annotated[str, typer.Argument(help="One sentence a colleague would recognise.")],
    values: Set = None,
    as_json: Json = False,
) -> None:
    """Add a record and print its id.

    Example: `kennisbank --as anna add lesson "Call first" --set happened="We sent a letter" --set learned="Call first"`
    """
    session: Session = context.obj
    model = kind_of(kind)
    with session.open() as bank:
        id = bank.add(model.make({"title": title, **_parsed(model, values)}))
    shown.as_json({"id": id}) if as_json else shown.line(id)


def edit(
    context: typer.Context,
    id: Id,
    values: Set = None,
    reason: Annotated[str, typer.Option(help="Why it changes.")] = "",
    as_json: Json = False,
) -> None:
    """Change fields of a record; without --set its text opens in your editor ($EDITOR).

    Example: `kennisbank edit 01jn7q4m3v5k8w2x9y6z1a2b3c --set learned="Always call first" --reason "Sharper"`
    """
    session: Session = context.obj
    with session.open() as bank:
        record = bank.get(id)
        changes = _parsed(type(record), values) if values else _edited(record)
        after = bank.save(record.but(**changes), reason=reason)
    if as_json:
        shown.as_json({"id": after.id, "revision": after.revision})
    else:
        shown.line(f"{after.title}: revision {after.revision}.")


def history(context: typer.Context, id: Id, as_json: Json = False) -> None:
    """Show every revision of a record: when, by whom, why, and which fields changed.

    Example: `kennisbank history 01jn7q4m3v5k8w2x9y6z1a2b3c`
    """
    session: Session = context.obj
    with session.open() as bank:
        revisions = bank.history(id)
    before: Record | None = None
    rows: list[dict[str, Any]] = []
    for item in revisions:
        now = item.value()
        rows.append({
            "number": item.number, "at": item.at.isoformat(), "deed": item.deed, "actor": item.actor,
            "reason": item.reason, "changed": list(changed(before, now)), "hash": item.hash,
        })  # fmt: skip
        before = now
    if as_json:
        shown.as_json(rows)
        return
    kind, lang = revisions[0].kind if revisions else "", session.lang
    shown.table(
        ("#", "at", "what", "by", "fields", "reason"),
        (
            (str(row["number"]), row["at"][:16], say(f"deed.{row['deed']}", lang), row["actor"],
             ", ".join(label(kind, name, lang) for name in row["changed"]), row["reason"])
            for row in rows
        ),
    )  # fmt: skip


def merge(
    context: typer.Context,
    keep: Annotated[str, typer.Argument(help="Id of the record that stays.")],
    drop: Annotated[str, typer.Argument(help="Id of the record that goes up in it.")],
    reason: Annotated[str, typer.Option(help="Why they are the same.")],
) -> None:
    """Join two records that are the same; both histories stay and the old address leads to the new.

    Example: `kennisbank merge 01jn…3c 01jn…7d --reason "Same lesson"`
    """
    session: Session = context.obj
    with session.open() as bank:
        after = bank.merge(keep, drop, reason=reason)
    shown.line(f"{drop} now leads to {after.id} ({after.title}).")


def erase(
    context: typer.Context,
    id: Annotated[str, typer.Argument(help="Id of the person.")],
    reason: Annotated[str, typer.Option(help="Why, without the name: it stays in the history.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask whether you are sure.")] = False,
) -> None:
    """Put a pseudonym in the place of a person everywhere, history included; what they wrote stays. For administrators.

    Example: `kennisbank erase 01jn7q4m3v5k8w2x9y6z1a2b3c --reason "Asked for by letter of 1 March"`
    """
    session: Session = context.obj
    with session.open() as bank:
        person = bank.get(id)
        if not yes:
            typer.confirm(f"Nobody can undo this. Erase {person.title}?", abort=True, err=True)
        after = bank.erase(id, reason=reason)
    shown.line(
        f"{id} is now called {after.title}, everywhere. Backups and exports made before still have the name."
    )


def _parsed(model: type[Record], pairs: list[str] | None) -> dict[str, Any]:
    found: dict[str, Any] = {}
    known = [
        name for name, field in model.fields().items() if field.form != "hidden" and field.step != "managed"
    ]
    for pair in pairs or []:
        name, sign, value = pair.partition("=")
        if not sign or name not in model.fields():
            raise InvalidInput(
                f"--set {pair!r} names no field of a {model.kind}.",
                mend=f"Use field=value with one of: {', '.join(known)}.",
            )
        found[name] = _value(model, name, value)
    return found


def _value(model: type[Record], name: str, text: str) -> Any:
    form = model.fields()[name].form
    if form in ("refs", "words"):
        return tuple(item.strip() for item in text.split(",") if item.strip())
    if form == "links" or name == "extra":
        try:
            return json.loads(text)
        except json.JSONDecodeError as error:
            raise InvalidInput(
                f"{name} is not JSON ({error}).", mend='Give for instance [{"to": "01jn…"}].'
            ) from None
    return (text or None) if form in ("day", "number") else text


def _edited(record: Record) -> dict[str, Any]:
    """Let the person change the text fields in an editor; return what they hold afterwards."""
    names = [
        name
        for name, field in record.fields().items()
        if field.form in ("line", "prose") and field.step != "managed"
    ]
    parts = [f"### {name}\n{getattr(record, name)}" for name in names]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{record.id}.md"
        path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
        editor = os.environ.get("EDITOR", "vi")
        try:
            subprocess.run([*shlex.split(editor), str(path)], check=True)
        except (OSError, subprocess.CalledProcessError) as error:
            raise InvalidInput(
                f"The editor {editor!r} cannot be used ({error}); nothing was changed.",
                mend="Name another in the environment variable EDITOR, or use --set field=value.",
            ) from None
        text = path.read_text(encoding="utf-8")
    changes: dict[str, Any] = {}
    for part in f"\n{text}".split("\n### ")[1:]:
        name, _, body = part.partition("\n")
        if name.strip() in names and body.strip() != getattr(record, name.strip()).strip():
            changes[name.strip()] = body.strip()
    return changes


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    for command in (show, add, edit, history, merge, erase):
        app.command()(command)
