"""From figure to action as HTML: what a team can do, what it does, and questions about a result that nobody signs."""

from datetime import timedelta
from html import escape
from typing import Any

from kennisbank.domain.words import day_text
from kennisbank_widgets.climate.markup import message, text
from kennisbank_widgets.climate.state import ClimateState

MOST = 3
"""As many actions as a team works on at once."""
_LATER = timedelta(days=42)


def actions(state: ClimateState) -> str:
    """Return the actions the team works on; for who leads it also the guide per dimension and a form."""
    if not state.results or not state.results.team:
        return ""
    head = f'<section class="kb-climate-actions"><h2 tabindex="-1">{text(state, "climate_page.actions.title")}</h2>{message(state, "actions")}'
    running = [action for action in state.actions if action.status in ("open", "running")]
    past = [action for action in state.actions if action not in running]
    listed = _list(state, running) if running else f"<p>{text(state, 'climate_page.actions.none')}</p>"
    over = (
        f'<details data-key="past"><summary>{text(state, "climate_page.actions.past", number=len(past))}</summary>{_list(state, past)}</details>'
        if past
        else ""
    )
    return f"{head}{listed}{over}{_choosing(state, len(running)) if state.leads else ''}</section>"


def _list(state: ClimateState, found: list[Any]) -> str:
    return f'<ul class="kb-actions">{"".join(_action(state, one) for one in found)}</ul>'


def _action(state: ClimateState, one: Any) -> str:
    days = [
        text(state, f"climate_page.actions.{name}", day=day_text(day, state.language))
        for name, day in (("due", one.due), ("follow_up", one.follow_up))
        if day
    ]
    title = _dimension(state, one.dimension)
    steps = "".join(
        f'<button class="kb-button" data-do="bring" data-value="{escape(one.id)} {status}">{text(state, f"climate_page.actions.to_{status}")}</button>'
        for status in {"open": ("running", "cancelled"), "running": ("done", "cancelled")}.get(one.status, ())
        if state.leads
    )
    return (
        f'<li><strong>{escape(one.title)}</strong> <span class="kb-badge">{text(state, f"status.{one.status}")}</span>'
        f'<div class="kb-quiet">{escape(title)}{" · " if days else ""}{" · ".join(days)}</div>'
        f"{f'<div class=kb-row>{steps}</div>' if steps else ''}</li>"
    )


def _dimension(state: ClimateState, id: str) -> str:
    found = (one.title(state.language) for one in state.results.instrument.dimensions if one.id == id)
    return next(found, id)


def _choosing(state: ClimateState, running: int) -> str:
    if running >= MOST:
        return f"<p>{text(state, 'climate_page.actions.enough', most=MOST)}</p>"
    dimensions = state.results.instrument.dimensions
    guide = "".join(
        f'<details data-key="guide-{escape(one.id)}"><summary>{escape(one.title(state.language))}</summary>'
        f"<ul>{''.join(f'<li>{escape(tip)}</li>' for tip in one.guide(state.language))}</ul></details>"
        for one in dimensions
    )
    options = "".join(
        f'<option value="{escape(one.id)}">{escape(one.title(state.language))}</option>' for one in dimensions
    )
    today = state.today()
    return (
        f"<h3>{text(state, 'climate_page.actions.choose')}</h3><p class='kb-quiet'>{text(state, 'climate_page.actions.note', most=MOST)}</p>"
        f'{guide}<form data-do="choose" class="kb-stack">'
        f'<label>{text(state, "climate_page.actions.dimension")} <select name="dimension">{options}</select></label>'
        f'<label>{text(state, "climate_page.actions.what")} <input name="title" required maxlength="200"></label>'
        f'<label>{text(state, "climate_page.actions.day")} <input type="date" name="due" value="{today + _LATER}"></label>'
        f'<label>{text(state, "climate_page.actions.back")} <input type="date" name="follow_up" value="{today + 2 * _LATER}"></label>'
        f'<button class="kb-primary">{text(state, "climate_page.actions.keep")}</button></form>'
    )


def questions(state: ClimateState) -> str:
    """Return the questions about this result with their replies, and a form that keeps no name."""
    if not state.results or not state.results.team:
        return ""
    asked = "".join(_question(state, one) for one in state.questions)
    head = f'<section class="kb-climate-questions"><h2 tabindex="-1">{text(state, "climate_page.questions.title")}</h2>{message(state, "questions")}'
    listed = (
        f'<ul class="kb-concerns">{asked}</ul>'
        if asked
        else f"<p>{text(state, 'climate_page.questions.none')}</p>"
    )
    return (
        f'{head}{listed}<form data-do="ask" class="kb-stack"><label>{text(state, "climate_page.questions.ask")} '
        f'<textarea name="text" rows="3" required maxlength="1000"></textarea></label>'
        f"<p class='kb-quiet'>{text(state, 'climate_page.questions.note')}</p>"
        f'<button class="kb-button">{text(state, "climate_page.questions.send")}</button></form></section>'
    )


def _question(state: ClimateState, one: Any) -> str:
    if one.reply:
        return f"<li><p>{escape(one.text)}</p><p><strong>{text(state, 'climate_page.questions.reply')}</strong> {escape(one.reply)}</p></li>"
    if not state.leads:
        return f"<li><p>{escape(one.text)}</p><p class='kb-quiet'>{text(state, 'climate_page.questions.waits')}</p></li>"
    return (
        f'<li><p>{escape(one.text)}</p><form data-do="reply" data-value="{escape(one.key)}" class="kb-row">'
        f'<label>{text(state, "climate_page.questions.reply")} <input name="text" required maxlength="1000"></label>'
        f'<button class="kb-button">{text(state, "climate_page.questions.send_reply")}</button></form></li>'
    )
