"""Hand-overs as HTML: those proposed, with a button that starts one, and those going on, with what comes next."""

from html import escape
from typing import Any

from kennisbank.actions.foreseeing import Proposal, Proposals
from kennisbank.domain.words import choice_word, day_text, number_text
from kennisbank.text.catalogue import say
from kennisbank_widgets.kit.record import prose
from kennisbank_widgets.risk.state import RiskState


def proposals(state: RiskState) -> str:
    """Return which hand-overs would help most, each with a form that starts it."""
    if state.risk is None or not state.may_arrange:
        return ""
    found: Proposals | None = state.proposals
    go = f'<button class="kb-button" data-do="propose">{_say(state, "risk.proposals.go")}</button>'
    if found is None:
        body = ""
    elif not found.best:
        none = "risk.proposals.none" if found.held else "risk.proposals.not_known"
        body = f"<p>{_say(state, none)}</p>"
    else:
        items = "".join(f"<li>{_proposal(state, item)}</li>" for item in found.best)
        body = f'{_promise(state, found)}<ol class="kb-plain kb-proposals">{items}</ol>'
    said = state.said.get("proposals", "")
    message = f'<p class="kb-message" role="status">{escape(said)}</p>' if said else ""
    return (
        f'<section class="kb-panel"><h2>{_say(state, "risk.proposals.title")}</h2>'
        f'<p class="kb-quiet">{_say(state, "risk.proposals.note")}</p><p>{go}</p>'
        f'<div role="status">{message}{body}</div></section>'
    )


def running(state: RiskState) -> str:
    """Return the hand-overs that go on, each with its next steps, and the last that ended."""
    said = state.said.get("running", "")
    message = f'<p class="kb-message" role="status">{escape(said)}</p>' if said else ""
    items = "".join(f"<li>{_handover(state, item)}</li>" for item in state.running)
    listed = (
        f'<ul class="kb-plain kb-handovers">{items}</ul>'
        if items
        else f"<p>{_say(state, 'risk.running.none')}</p>"
    )
    ended = "".join(f"<li>{_line(state, item)} {_status(state, item)}</li>" for item in state.ended)
    past = (
        f'<details class="kb-fold" data-key="ended"><summary>{_say(state, "risk.running.ended")}</summary><ul class="kb-plain">{ended}</ul></details>'
        if ended
        else ""
    )
    return f'<section class="kb-panel kb-running"><h2 tabindex="-1">{_say(state, "risk.running.title")}</h2>{message}{listed}{past}</section>'


def key_of(item: Proposal) -> str:
    """Return what names a proposal in the page: its topic, giver and receiver."""
    return " ".join((item.topic[0], item.giver[0], item.receiver[0]))


def _promise(state: RiskState, found: Proposals) -> str:
    """Say how much it helps, and how sure it is that nothing helps more."""
    text = _say(
        state, "risk.proposals.promise",
        before=number_text(found.before, state.language), after=number_text(found.after, state.language),
    )  # fmt: skip
    sure = (
        _say(state, "risk.proposals.best")
        if found.gap <= 0
        else _say(
            state,
            "risk.proposals.gap",
            gap=max(1, round(100 * found.gap)),
            bound=number_text(found.bound, state.language),
        )
    )
    return f"<p>{text} {sure}</p>"


def _proposal(state: RiskState, item: Proposal) -> str:
    title = f"<h3>{escape(item.topic[1])}</h3>"
    text = say("risk.proposals.pair", state.language, giver=item.giver[1], receiver=item.receiver[1])
    why = say(
        f"risk.proposals.{'knows_some' if item.knows_some else 'starts_fresh'}",
        state.language,
        receiver=item.receiver[1],
    )
    if state.is_started(item.topic[0], item.giver[0], item.receiver[0]):
        return f'{title}<p>{escape(text)} {escape(why)}</p><p class="kb-good-word">{_say(state, "risk.proposals.started")}</p>'
    key = escape(key_of(item))
    fields = (
        f'<label><span>{_say(state, "risk.proposals.steps")}</span><textarea name="steps" rows="2"></textarea></label>'
        f'<label><span>{_say(state, "risk.proposals.due")}</span><input type="date" name="due" min="{state.watch.today()}"></label>'
    )
    label = escape(
        say("risk.proposals.start_this", state.language, topic=item.topic[1], receiver=item.receiver[1])
    )
    return (
        f"{title}<p>{escape(text)} {escape(why)}</p>"
        f'<form data-do="start" data-value="{key}" class="kb-stack">'
        f'<details class="kb-fold" data-key="{key}"><summary>{_say(state, "risk.proposals.agree")}</summary>{fields}</details>'
        f'<div><button class="kb-primary" aria-label="{label}">{_say(state, "risk.proposals.start")}</button></div></form>'
    )


def _handover(state: RiskState, item: Any) -> str:
    due = ""
    if item.due:
        late = item.due < state.watch.today()
        text = _say(
            state, "risk.running.late" if late else "risk.running.due", day=day_text(item.due, state.language)
        )
        due = f'<span class="{"kb-late" if late else "kb-quiet"}">{text}</span>'
    steps = f'<div class="kb-agreed">{prose.html(item.steps)}</div>' if item.steps.strip() else ""
    title = escape(item.title)
    buttons, stop = "", ""
    for step in state.steps_of(item):
        if step.end == "stopped":
            stop = _stop(state, item)
        else:
            word = _say(state, f"risk.step.{step.end}")
            buttons += (
                f'<button class="kb-button" data-do="bring" data-value="{escape(item.id)} {step.end}" '
                f'aria-label="{word}: {title}">{word}</button>'
            )
    doing = f'<div class="kb-row">{buttons}</div>' if buttons else ""
    return f"<p>{_line(state, item)} {_status(state, item)} {due}</p>{steps}{doing}{stop}"


def _stop(state: RiskState, item: Any) -> str:
    label = _say(state, "risk.running.why_stop")
    return (
        f'<details class="kb-fold" data-key="stop {escape(item.id)}"><summary aria-label="{_say(state, "risk.step.stopped")}: {escape(item.title)}">'
        f'{_say(state, "risk.step.stopped")}</summary><form data-do="stop" data-value="{escape(item.id)}">'
        f'<label><span>{label}</span><input type="text" name="reason" maxlength="500" required></label>'
        f'<button class="kb-button">{_say(state, "risk.step.stopped")}</button></form></details>'
    )


def _line(state: RiskState, item: Any) -> str:
    giver, receiver = (
        state.titles.get(id, say("risk.running.unknown", state.language))
        for id in (item.giver, item.receiver)
    )
    between = escape(say("risk.running.pair", state.language, giver=giver, receiver=receiver))
    return f'<a href="zoeken?id={escape(item.id)}">{escape(item.title)}</a> <span>{between}</span>'


def _status(state: RiskState, item: Any) -> str:
    return f'<span class="kb-badge">{escape(choice_word("status", item.status, state.language))}</span>'


def _say(state: RiskState, key: str, **values: object) -> str:
    return escape(say(key, state.language, **values))
