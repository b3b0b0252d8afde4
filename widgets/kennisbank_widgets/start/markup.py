"""The start page as HTML. Everything that comes from people is escaped here."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from html import escape
from typing import Any

from kennisbank.domain import words
from kennisbank.text.catalogue import say
from kennisbank_widgets.start.state import StartState, Todo, Unfinished

SHOWN = 8
"""Things of one sort that are listed; what is beyond is only counted."""
WAYS = ("vastleggen", "zoeken", "kennisnetwerk", "kennisrisico", "leerklimaat")


def capture(state: StartState) -> str:
    """Return the quick capture: one line, kept as a draft; nothing for who may not add."""
    if not state.may_add:
        return ""
    say_ = _speaker(state)
    message = f'<p class="kb-message" role="status">{escape(state.message)}</p>' if state.message else ""
    return (
        f'<section class="kb-panel"><h2>{say_("start.capture.title")}</h2><form data-do="begin">'
        f'<label for="kb-begin">{say_("start.capture.label")}</label><div class="kb-row">'
        f'<input id="kb-begin" name="title" type="text" maxlength="500" autocomplete="off">'
        f'<button class="kb-primary">{say_("start.capture.go")}</button></div></form>{message}{_begun(state)}</section>'
    )


def search(state: StartState) -> str:
    """Return the search box; it goes to the search page without asking the kernel."""
    say_ = _speaker(state)
    return (
        f'<section class="kb-panel"><h2>{say_("start.search.title")}</h2><form role="search" action="zoeken" method="get">'
        f'<label for="kb-start-q">{say_("start.search.label")}</label><div class="kb-row">'
        f'<input id="kb-start-q" name="q" type="search" autocomplete="off"><button class="kb-primary">{say_("start.search.go")}'
        "</button></div></form></section>"
    )


def waiting(state: StartState) -> str:
    """Return what waits for me: open actions, lessons to look at again, drafts."""
    nobody = "" if state.person else f'<p class="kb-note">{escape(say("start.nobody", state.language))}</p>'
    lists = [_list(state, "drafts", state.drafts, _draft)] if state.may_add else []
    if state.person:
        lists = [
            _list(state, "actions", state.actions, _action),
            *([_list(state, "handovers", state.handovers, _action)] if state.handovers else []),
            _list(state, "reviews", state.reviews, _review),
            *lists,
        ]
    return f'{nobody}<div class="kb-tiles">{"".join(lists)}</div>'


def newest(state: StartState) -> str:
    """Return the newest lessons."""
    return _list(state, "newest", state.newest, _lesson)


def ways(state: StartState) -> str:
    """Return the ways in, each with what it is for."""
    say_ = _speaker(state)
    wanted = WAYS if state.may_add else WAYS[1:]
    items = "".join(
        f'<li><a href="{page}"><strong>{say_(f"start.way.{page}")}</strong><span>{say_(f"start.ways.{page}")}</span></a></li>'
        for page in wanted
    )
    return f'<nav aria-label="{say_("start.ways.title")}"><h2>{say_("start.ways.title")}</h2><ul class="kb-ways">{items}</ul></nav>'


def _begun(state: StartState) -> str:
    """Say where the draft is, for when the browser does not go there by itself."""
    if not state.started:
        return ""
    link = f'<a href="vastleggen?draft={escape(state.started)}">{escape(say("start.capture.continue", state.language))}</a>'
    return (
        f'<p class="kb-message" role="status">{escape(say("start.capture.kept", state.language))} {link}</p>'
    )


def _list(state: StartState, name: str, things: Iterable[Any], item: Callable[[Any, str], str]) -> str:
    say_ = _speaker(state)
    held = tuple(things)
    rows = "".join(f"<li>{item(thing, state.language)}</li>" for thing in held[:SHOWN])
    more = (
        f'<p class="kb-quiet">{say_("start.more", number=len(held) - SHOWN)}</p>' if len(held) > SHOWN else ""
    )
    body = (
        f'<ul class="kb-plain">{rows}</ul>{more}'
        if held
        else f'<p class="kb-quiet">{say_(f"start.{name}.none")}</p>'
    )
    return f'<section class="kb-panel"><h2>{say_(f"start.{name}.title")}</h2>{body}</section>'


def _action(todo: Todo, language: str) -> str:
    key = "late" if todo.late else "due" if todo.day else "open"
    return _todo(todo, f"start.actions.{key}", language)


def _review(todo: Todo, language: str) -> str:
    return _todo(todo, f"start.reviews.{'late' if todo.late else 'due'}", language)


def _todo(todo: Todo, key: str, language: str) -> str:
    when = say(key, language, day=words.day_text(todo.day, language) if todo.day else "")
    mark = "kb-late" if todo.late else "kb-quiet"
    return f'{_record(todo.id, todo.title)}<br><span class="{mark}">{escape(when)}</span>'


def _draft(draft: Unfinished, language: str) -> str:
    day = words.day_text(datetime.fromisoformat(draft.modified).date(), language)
    touched = escape(say("start.drafts.touched", language, day=day))
    link = f'<a href="vastleggen?draft={escape(draft.id)}">{escape(draft.title)}</a>'
    return f'{link}<br><span class="kb-quiet">{touched}</span>'


def _lesson(hit: Any, language: str) -> str:
    made: date | None = hit.record.modified.date() if hit.record.modified else None
    when = f'<br><span class="kb-quiet">{escape(words.day_text(made, language))}</span>' if made else ""
    return _record(hit.id, hit.title) + when


def _record(id: str, title: str) -> str:
    return f'<a href="zoeken?id={escape(id)}">{escape(title)}</a>'


def _speaker(state: StartState) -> Any:
    return lambda key, **values: escape(say(key, state.language, **values))
