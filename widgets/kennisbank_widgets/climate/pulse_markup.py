"""Answering as HTML: what is kept and what not, one group of native radio buttons per question, and how far we are."""

from html import escape
from typing import Any

from kennisbank.domain.words import day_text
from kennisbank.text.catalogue import say
from kennisbank_widgets.climate.pulse import PulseState

ITEM = "item:"
"""What the name of a group of radio buttons begins with."""


def pulse(state: PulseState) -> str:
    """Return the part of the page in which somebody answers."""
    parts = {"none": _none, "open": _open, "asking": _asking, "sent": _sent, "done": _done}
    return (
        f'<section class="kb-pulse" aria-labelledby="kb-pulse-title"><h2 id="kb-pulse-title" tabindex="-1">{_title(state)}</h2>'
        f"{_message(state)}{parts[state.phase](state)}</section>"
    )


def _title(state: PulseState) -> str:
    if state.phase == "asking" and state.page < state.pages:
        return escape(state.pulse.instrument.dimensions[state.page].title(state.language))
    return _say(state, "pulse.check" if state.phase == "asking" else f"pulse.title.{state.phase}")


def _none(state: PulseState) -> str:
    return f"<p>{_say(state, 'pulse.none')}</p>"


def _open(state: PulseState) -> str:
    wave = state.pulse.wave
    questions = sum(len(dimension.items) for dimension in state.pulse.instrument.dimensions)
    told = _say(
        state, "pulse.open", title=wave.title, questions=questions, day=day_text(wave.closes, state.language)
    )
    return (
        f"<p>{told}</p>{_promise(state)}{_response(state)}"
        f'<p><button class="kb-primary" data-do="begin">{_say(state, "pulse.begin")}</button></p>{_take_up(state)}'
    )


def _promise(state: PulseState) -> str:
    """Return what is kept and what is not, in plain words, with the rules of this wave."""
    rules = state.pulse.wave.rules
    points = "".join(
        f"<li>{_say(state, f'pulse.promise.{name}', **{key: str(value) for key, value in _plain(rules).items()})}</li>"
        for name in ("who", "word", "shown", "closing", "sent")
    )
    return f'<details class="kb-panel" data-key="promise" open><summary>{_say(state, "pulse.promised")}</summary><ul>{points}</ul></details>'


def _plain(rules: Any) -> dict[str, Any]:
    return {"invited": rules["invited"], "answered": rules["answered"]}


def _take_up(state: PulseState) -> str:
    return (
        f'<details data-key="word"><summary>{_say(state, "pulse.have_word")}</summary>'
        f'<form data-do="take_up" class="kb-row"><label for="kb-word">{_say(state, "pulse.word")}</label>'
        f'<input id="kb-word" name="word" autocomplete="off" spellcheck="false" required>'
        f'<button class="kb-button">{_say(state, "pulse.go_on")}</button></form></details>'
    )


def _asking(state: PulseState) -> str:
    if state.page >= state.pages:
        return _check(state)
    dimension = state.pulse.instrument.dimensions[state.page]
    groups = "".join(_question(state, item) for item in dimension.items)
    back = (
        f'<button class="kb-button" type="button" data-do="back">{_say(state, "pulse.back")}</button>'
        if state.page
        else ""
    )
    return (
        f"{_progress(state)}<p>{_say(state, 'pulse.referent')}</p>"
        f'<form data-do="keep" class="kb-questions">{groups}'
        f'<div class="kb-row">{back}<button class="kb-primary">{_say(state, "pulse.next")}</button></div></form>{_word(state)}'
    )


def _question(state: PulseState, item: Any) -> str:
    """Return one question: a fieldset with the question as its legend, and a native radio button per answer."""
    instrument, chosen = state.pulse.instrument, state.answers.get(item.id)
    name = escape(f"{ITEM}{item.id}")
    choices = [*instrument.labels(state.language), *instrument.reasons(state.language)]
    rows = "".join(
        f'<label class="kb-choice{" kb-aside" if isinstance(value, str) else ""}"><input type="radio" name="{name}" '
        f'value="{escape(str(value))}"{" checked" if value == chosen else ""}> <span>{escape(label)}</span></label>'
        for value, label in choices
    )
    return f'<fieldset class="kb-question"><legend>{escape(item.text(state.language))}</legend><div class="kb-scale">{rows}</div></fieldset>'


def _progress(state: PulseState) -> str:
    told = _say(state, "pulse.page", page=state.page + 1, pages=state.pages)
    return (
        f'<p class="kb-progress"><label for="kb-pulse-progress">{told}</label> '
        f'<progress id="kb-pulse-progress" max="{state.pages}" value="{state.page}">{told}</progress></p>'
    )


def _word(state: PulseState) -> str:
    return (
        f'<p class="kb-quiet">{_say(state, "pulse.your_word")} <code class="kb-word">{escape(_spaced(state.word))}</code> '
        f'<button class="kb-button" data-do="leave">{_say(state, "pulse.leave")}</button></p>'
    )


def _spaced(word: str) -> str:
    """Return `word` in groups of five: easier to write down."""
    return " ".join(word[start : start + 5] for start in range(0, len(word), 5))


def _check(state: PulseState) -> str:
    asked = sum(len(dimension.items) for dimension in state.pulse.instrument.dimensions)
    key = "pulse.all_answered" if len(state.answers) == asked else "pulse.some_open"
    return (
        f"<p>{_say(state, key, answered=len(state.answers), asked=asked)}</p>"
        f'<div class="kb-row"><button class="kb-button" data-do="back">{_say(state, "pulse.back")}</button>'
        f'<button class="kb-primary" data-do="send">{_say(state, "pulse.send")}</button></div>{_word(state)}'
    )


def _sent(state: PulseState) -> str:
    day = day_text(state.pulse.wave.closes, state.language)
    return (
        f"<p>{_say(state, 'pulse.thanks', day=day)}</p>{_response(state)}"
        f'<p><button class="kb-button" data-do="change">{_say(state, "pulse.change")}</button></p>{_word(state)}'
    )


def _done(state: PulseState) -> str:
    day = day_text(state.pulse.wave.closes, state.language)
    return f"<p>{_say(state, 'pulse.done', day=day)}</p>{_response(state)}{_take_up(state)}"


def _response(state: PulseState) -> str:
    """Return how many people answered: of the whole, and of the visitor's teams that are large enough to tell."""
    whole = state.response.get("")
    if not whole or not whole[0]:
        return ""
    invited, answered = whole
    share = round(100 * answered / invited)
    return f'<p class="kb-quiet">{_say(state, "pulse.response", answered=answered, invited=invited, share=share)}</p>'


def _message(state: PulseState) -> str:
    return f'<p class="kb-message" role="alert">{escape(state.message)}</p>' if state.message else ""


def _say(state: PulseState, key: str, **values: object) -> str:
    return escape(say(key, state.language, **{name: str(value) for name, value in values.items()}))
