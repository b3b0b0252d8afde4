"""The search page as HTML. Everything that comes from people is escaped here."""

from collections.abc import Iterable
from html import escape
from typing import Any

from kennisbank.domain import words
from kennisbank.domain.registry import kinds
from kennisbank.text.catalogue import say
from kennisbank_widgets.kit.record.page import Address, anchor
from kennisbank_widgets.search.state import FACETS, PAGE, SORTS, SearchState

SHOWN = 12
"""Values of a facet that are shown at once; the rest is one click further."""


def search_box(state: SearchState) -> str:
    """Return the search box: a form with one field."""
    say_ = _speaker(state)
    return (
        f'<form role="search" class="kb-search" data-do="ask"><label for="kb-q">{say_("finding.label")}</label>'
        f'<div class="kb-row"><input id="kb-q" name="q" type="search" value="{escape(state.text)}" autocomplete="off"'
        f' aria-describedby="kb-q-hint"><button class="kb-primary">{say_("finding.go")}</button></div>'
        f'<p id="kb-q-hint" class="kb-quiet">{say_("finding.hint")}</p></form>'
    )


def filters(state: SearchState) -> str:
    """Return the facets with their counts, as groups that fold out, and the chosen ones to let go of."""
    say_ = _speaker(state)
    groups = "".join(_facet(state, name) for name in FACETS if state.facets.get(name))
    chips = "".join(
        f'<li><button class="kb-chip" data-do="narrow" data-value="{name}:" '
        f'aria-label="{say_("finding.drop", label=value_word(state, name, value))}">'
        f'{say_(f"finding.facet.{name}")}: {escape(value_word(state, name, value))} <span aria-hidden="true">×</span>'
        "</button></li>"
        for name, value in state.filters.items()
    )
    if len(state.filters) > 1:
        chips += f'<li><button class="kb-chip" data-do="widen">{say_("finding.drop_all")}</button></li>'
    chosen = f'<ul class="kb-chips" aria-label="{say_("finding.active")}">{chips}</ul>' if chips else ""
    if not (groups or chips):
        return ""
    return f'<nav class="kb-facets" aria-label="{say_("finding.facets")}"><div class="kb-facet-row">{groups}</div>{chosen}</nav>'


def results(state: SearchState, *, address: Address) -> str:
    """Return the hits, what may have been meant, the order and the pages; or what to do when there is nothing."""
    say_ = _speaker(state)
    meant = (
        f'<p class="kb-meant">{say_("finding.meant")} <button class="kb-link" data-do="ask" '
        f'data-value="{escape(state.suggestion)}">{escape(state.suggestion)}</button>?</p>'
        if state.suggestion
        else ""
    )
    if not state.total:
        return meant + _nothing(state)
    hits = "".join(_hit(state, hit, address) for hit in state.hits)
    return (
        f'<section aria-label="{say_("finding.results")}"><div class="kb-row kb-spread"><h2>{escape(state.message)}</h2>'
        f'{_order(state)}</div>{meant}<ol class="kb-hits" start="{(state.page - 1) * PAGE + 1}">{hits}</ol>{_pages(state)}</section>'
    )


def value_word(state: SearchState, facet: str, value: str) -> str:
    """Return how a value of a facet is called."""
    if facet in ("topic", "team"):
        return state.titles.get(value) or say("finding.facet.other", state.language)
    if facet == "kind":
        return say(f"kind.{value}", state.language) if value in kinds() else value
    return value if facet == "year" else words.choice_word(facet, value, state.language)


def _facet(state: SearchState, name: str) -> str:
    say_ = _speaker(state)
    counts = {value: number for value, number in state.facets[name].items() if value}
    if name in ("topic", "team"):
        counts = {value: number for value, number in counts.items() if value in state.titles}
    if not counts:
        return ""
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    if name == "year":
        ranked = sorted(counts.items(), reverse=True)
    first, rest = ranked[:SHOWN], ranked[SHOWN:]
    more = (
        f"<details><summary>{say_('finding.facet.more', number=len(rest))}</summary><ul>"
        f"{''.join(_value(state, name, *pair) for pair in rest)}</ul></details>"
        if rest
        else ""
    )
    items = "".join(_value(state, name, *pair) for pair in first)
    return (
        f'<details class="kb-facet" data-key="{name}"><summary>{say_(f"finding.facet.{name}")}</summary>'
        f"<ul>{items}</ul>{more}</details>"
    )


def _value(state: SearchState, name: str, value: str, number: int) -> str:
    chosen = state.filters.get(name) == value
    target = "" if chosen else value
    return (
        f'<li><button class="kb-option" data-do="narrow" data-value="{name}:{escape(target)}" '
        f'aria-pressed="{str(chosen).lower()}"><span>{escape(value_word(state, name, value))}</span> '
        f'<span class="kb-count">{number}</span></button></li>'
    )


def _hit(state: SearchState, hit: Any, address: Address) -> str:
    team = state.titles.get(str(hit.content.get("team", "")), "")
    status = words.choice_word("status", hit.status, state.language) if hit.status else ""
    about = (say(f"kind.{hit.kind}", state.language), team, status)
    why = hit.explained(state.language) if state.text else ""
    reason = (
        f'<details class="kb-why"><summary>{escape(say("finding.why", state.language))}</summary><p>{escape(why)}</p></details>'
        if why
        else ""
    )
    return (
        f'<li class="kb-hit"><h3>{anchor(hit.id, hit.title, address)}</h3>'
        f'<p class="kb-quiet">{escape(" · ".join(filter(None, about)))}</p>'
        f'<p class="kb-snippet">{snippet(hit.snippet)}</p>{reason}</li>'
    )


def snippet(segments: Iterable[tuple[str, bool]]) -> str:
    """Return pieces of text with what was searched for marked."""
    return "".join(f"<mark>{escape(text)}</mark>" if marked else escape(text) for text, marked in segments)


def _order(state: SearchState) -> str:
    options = "".join(
        f'<option value="{sort}"{" selected" if sort == state.sort else ""}>{escape(say(f"finding.sort_by.{sort}", state.language))}</option>'
        for sort in SORTS
    )
    return f'<label class="kb-inline">{escape(say("finding.sort", state.language))} <select data-do="order">{options}</select></label>'


def _pages(state: SearchState) -> str:
    if state.pages == 1:
        return ""
    say_ = _speaker(state)
    steps = (("previous", state.page - 1, state.page > 1), ("next", state.page + 1, state.page < state.pages))
    back, on = (
        f'<button data-do="turn" data-value="{page}"{"" if possible else " disabled"}>{say_(f"finding.{name}")}</button>'
        for name, page, possible in steps
    )
    where = say_("finding.page", page=state.page, pages=state.pages)
    return f'<nav class="kb-pages" aria-label="{say_("finding.pages")}">{back}<span>{where}</span>{on}</nav>'


def _nothing(state: SearchState) -> str:
    say_ = _speaker(state)
    text = "finding.none_filters" if state.filters else "finding.none_text"
    return (
        f'<section class="kb-nothing"><h2>{say_("finding.none")}</h2><p>{say_(text)}</p>'
        f'<p><a href="vastleggen">{say_("finding.none_capture")}</a></p></section>'
    )


def _speaker(state: SearchState) -> Any:
    return lambda key, **values: escape(say(key, state.language, **values))
