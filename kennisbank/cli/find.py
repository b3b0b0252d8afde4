"""Commands that find: search, duplicates, asked-for."""

from typing import Annotated, Any

import typer

from kennisbank.cli import shown
from kennisbank.cli.session import Session
from kennisbank.domain.words import choice_word
from kennisbank.text.catalogue import say

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Limit = Annotated[int, typer.Option("--limit", min=1, max=1000, help="At most this many.")]
Text = Annotated[list[str], typer.Argument(help='Words; "phrases", -without and field:value work too.')]


def search(
    context: typer.Context,
    text: Text,
    kind: Annotated[str, typer.Option(help="Only this kind.")] = "",
    topic: Annotated[str, typer.Option(help="Only about this topic (id).")] = "",
    team: Annotated[str, typer.Option(help="Only of this team (id).")] = "",
    status: Annotated[str, typer.Option(help="Only with this status.")] = "",
    limit: Limit = 10,
    explain: Annotated[bool, typer.Option(help="Tell per hit why it stands where it stands.")] = False,
    as_json: Json = False,
) -> None:
    """Search in Dutch and English: stems, compounds, synonyms and typos are understood.

    Example: `kennisbank search "bezwaar voorkomen" --kind lesson --explain`
    """
    session: Session = context.obj
    filters: dict[str, Any] = {
        name: value
        for name, value in (("kind", kind), ("topic", topic), ("team", team), ("status", status))
        if value
    }
    with session.open() as bank:
        found = bank.find(" ".join(text), limit=limit, explain=explain, **filters)
        hits = tuple(found)
        if hits:
            bank.clicked(found.id)  # what was asked is shown right here: there is nothing to open
    if as_json:
        rows = [_row(hit) for hit in hits]
        shown.as_json(
            {"total": found.total, "suggestion": found.suggestion, "facets": found.facets, "hits": rows}
        )
        return
    for place, hit in enumerate(hits, start=1):
        shown.line(f"{place}. {hit.title}  [{choice_word('status', hit.status, session.lang)}]  {hit.id}")
        if snippet := "".join(f"«{part}»" if marked else part for part, marked in hit.snippet):
            shown.line("   " + " ".join(snippet.split()))
        if explain:
            shown.line(f"   {hit.why}")
    shown.line(say("search.total", session.lang, number=found.total))
    if found.suggestion:
        shown.line(say("search.did_you_mean", session.lang, text=found.suggestion))


def _row(hit: Any) -> dict[str, Any]:
    return {
        "id": hit.id, "kind": hit.kind, "title": hit.title, "status": hit.status, "score": hit.score,
        "snippet": "".join(part for part, _ in hit.snippet), "why": hit.why,
    }  # fmt: skip


def duplicates(context: typer.Context, limit: Limit = 50, as_json: Json = False) -> None:
    """List lessons that are likely the same, most alike first.

    Example: `kennisbank duplicates --limit 20`
    """
    session: Session = context.obj
    with session.open() as bank, shown.progress("Comparing"):
        pairs = bank.duplicates(limit=limit)
    if as_json:
        shown.as_json(
            [{"score": pair.score, "one": pair.one, "other": pair.other, "why": pair.why} for pair in pairs]
        )
        return
    with session.open() as bank:
        titles = bank.titles(id for pair in pairs for id in (pair.one, pair.other))
    rows = (
        (f"{pair.score:.2f}", f"{titles[pair.one]} ({pair.one})", f"{titles[pair.other]} ({pair.other})")
        for pair in pairs
    )
    shown.table(("alike", "one", "other"), rows)


def asked_for(context: typer.Context, limit: Limit = 50, as_json: Json = False) -> None:
    """List what people searched for without finding anything worth opening: asked-for knowledge.

    Example: `kennisbank asked-for`
    """
    session: Session = context.obj
    with session.open() as bank:
        asked = bank.asked_for(limit=limit)
    if as_json:
        shown.as_json([vars(item) for item in asked])
        return
    rows = ((item.text, str(item.times), str(item.without_hits), item.last.isoformat()) for item in asked)
    shown.table(("asked", "times", "no hits", "last"), rows)


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.command()(search)
    app.command()(duplicates)
    app.command("asked-for")(asked_for)
