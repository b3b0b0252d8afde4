"""People on the network page as HTML: whom to ask, with whom to sit down, where they stand. What people wrote is escaped here."""

from collections.abc import Iterable
from html import escape
from math import isnan
from typing import Any

from kennisbank.actions.asking import Knower, Peer, Peers, Reason
from kennisbank.actions.positioning import ROLES, Positions
from kennisbank.domain.words import day_text, number_text
from kennisbank.text.catalogue import say
from kennisbank_widgets.kit.record.page import Address, anchor
from kennisbank_widgets.network.people import SIZES, PeopleState

REASONS = 3
"""Reasons that are shown at once; the others fold out."""
FADED = 0.5
"""What counts for less than this is said to be of longer ago."""


def knowers(state: PeopleState, *, title: str, address: Address) -> str:
    """Return whom to ask about the chosen topic (its `title`) and why, and whether the visitor may be asked."""
    head = f'<section class="kb-experts"><h2>{_say(state, "network.experts.title")}</h2>{_message(state, "knowers")}'
    if not state.subject:
        body = f'<p class="kb-quiet">{_say(state, "network.experts.choose")}</p>'
    elif not state.knowers:
        body = f"<p>{_say(state, 'network.experts.none')}</p>"
    else:
        rows = "".join(
            f'<tr><th scope="row">{anchor(one.person, one.name, address)}</th><td>{_reasons(state, one, address)}</td></tr>'
            for one in state.knowers
        )
        heads = "".join(
            f'<th scope="col">{_say(state, f"network.experts.{name}")}</th>' for name in ("person", "why")
        )
        body = (
            f'<table class="kb-table"><caption>{escape(title)}</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'
            f'<p class="kb-quiet">{_say(state, "network.experts.note")}</p>'
        )
    return f"{head}{body}{_willing(state)}</section>"


def peers(state: PeopleState, *, address: Address) -> str:
    """Return the choice of a group for peer consultation, and the group that was found; nothing for an account of nobody."""
    if not state.is_somebody:
        return ""
    options = "".join(
        f'<option value="{size}"{" selected" if size == state.size else ""}>{_say(state, "network.peers.size", number=size)}</option>'
        for size in SIZES
    )
    form = (
        f'<form data-do="gather" class="kb-row"><label class="kb-inline">{_say(state, "network.peers.how_many")} '
        f'<select name="size">{options}</select></label>'
        f'<button class="kb-button" id="kb-gather">{_say(state, "network.peers.go")}</button></form>'
    )
    return (
        f'<section class="kb-peers"><h2>{_say(state, "network.peers.title")}</h2>'
        f'<p class="kb-quiet">{_say(state, "network.peers.note")}</p>{form}'
        f'<div role="status">{_message(state, "peers")}{_group(state, state.peers, address)}</div></section>'
    )


def positions(state: PeopleState, *, address: Address) -> str:
    """Return the table of where people stand, for research only; before it is asked for, that asking is written down."""
    if not state.may_rank:
        return ""
    go = f'<p><button class="kb-button" data-do="rank">{_say(state, "network.positions.go")}</button></p>'
    head = (
        f'<section class="kb-positions"><h2>{_say(state, "network.positions.title")}</h2>'
        f'<p class="kb-note">{_say(state, "network.positions.logged")}</p>{_message(state, "positions")}'
    )
    if state.positions is None:
        return f"{head}{go}</section>"
    return f"{head}{go}{_ranked(state, state.positions, address)}</section>"


def _reasons(state: PeopleState, one: Knower, address: Address) -> str:
    items = [f"<li>{_reason(state, reason, address)}</li>" for reason in one.reasons]
    shown = f'<ul class="kb-plain">{"".join(items[:REASONS])}</ul>'
    if len(items) <= REASONS + 1:
        return f'<ul class="kb-plain">{"".join(items)}</ul>'
    more = _say(state, "network.reason.more", number=len(items) - REASONS)
    return (
        f'{shown}<details class="kb-fold" data-key="why {escape(one.person)}"><summary>{more}</summary>'
        f'<ul class="kb-plain">{"".join(items[REASONS:])}</ul></details>'
    )


def _reason(state: PeopleState, reason: Reason, address: Address) -> str:
    said = _say(state, f"network.reason.{reason.word}")
    link = (
        ""
        if reason.word == "knows" and reason.record == state.subject
        else f" {anchor(reason.record, reason.title, address)}"
    )
    when = (
        f", {escape(day_text(reason.day, state.language))}" if reason.day and reason.word != "knows" else ""
    )
    faded = (
        f' <span class="kb-quiet">({_say(state, "network.reason.faded")})</span>'
        if reason.counts < FADED
        else ""
    )
    return f"{said}{link}{when}{faded}"


def _willing(state: PeopleState) -> str:
    """Return whether the visitor may be named, and the button to change that."""
    if not state.may_answer:
        return ""
    word = "yes" if state.willing else "no"
    button = (
        f'<button class="kb-button" data-do="answer" data-value="{"no" if state.willing else "yes"}">'
        f"{_say(state, f'network.willing.{word}_change')}</button>"
    )
    return (
        f'<div class="kb-note kb-willing"><p>{_say(state, f"network.willing.{word}")}</p><p>{button}</p>'
        f'<div role="status">{_message(state, "willing")}</div></div>'
    )


def _group(state: PeopleState, found: Peers | None, address: Address) -> str:
    if found is None:
        return ""
    items = "".join(f"<li>{_peer(state, peer, address)}</li>" for peer in found.members)
    total = _say(state, "network.peers.covers", covered=found.covered, wanted=found.wanted)
    best = _say(
        state,
        "network.peers.best" if found.covered >= found.bound else "network.peers.maybe",
        bound=found.bound,
    )
    return f"<ul>{items}</ul><p>{total} {best}</p>"


def _peer(state: PeopleState, peer: Peer, address: Address) -> str:
    teams = f' <span class="kb-quiet">{escape(", ".join(peer.teams))}</span>' if peer.teams else ""
    topics = ", ".join(anchor(id, title, address) for id, title in peer.brings)
    brings = f"<br>{_say(state, 'network.peers.brings')} {topics}" if topics else ""
    return f"{anchor(peer.person, peer.name, address)}{teams}{brings}"


def _ranked(state: PeopleState, found: Positions, address: Address) -> str:
    columns = ("betweenness", "constraint", *ROLES)
    heads = "".join(
        f'<th scope="col">{_say(state, f"network.positions.{name}")}</th>'
        for name in ("person", "team", *columns)
    )
    rows = "".join(
        f'<tr><th scope="row">{anchor(str(id), row["name"], address)}</th><td>{escape(row["team"])}</td>'
        + "".join(f'<td class="kb-number">{_figure(row[name], state.language)}</td>' for name in columns)
        + "</tr>"
        for id, row in _rows(found, state.room)
    )
    total = len(found.table)
    more = (
        f"<p>{_say(state, 'network.table.shown', shown=state.room, total=total)} "
        f'<button class="kb-button" data-do="more">{_say(state, "network.table.more")}</button></p>'
        if total > state.room
        else ""
    )
    means = "".join(
        f"<li><strong>{_say(state, f'measure.{name}.name')}</strong>: {escape(text)}</li>"
        for name, text in found.means.items()
    )
    label = _say(state, "network.positions.title")
    return (
        f'<div class="kb-scroll" role="region" tabindex="0" aria-label="{label}"><table class="kb-table">'
        f"<caption>{_say(state, 'network.positions.caption')}</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
        f"{more}<ul>{means}</ul>"
    )


def _rows(found: Positions, room: int) -> Iterable[tuple[Any, Any]]:
    return found.table.head(room).iterrows()


def _figure(value: float, language: str) -> str:
    """Return a number with as many decimals as say something; a dash where there is none."""
    if isnan(value):
        return "–"
    if value == int(value) or abs(value) >= 10:
        return number_text(float(value), language)
    text = f"{value:.2f}"
    return text.replace(".", ",") if language == "nl" else text


def _message(state: PeopleState, part: str) -> str:
    text = state.said.get(part, "")
    return f'<p class="kb-message">{escape(text)}</p>' if text else ""


def _say(state: PeopleState, key: str, **values: object) -> str:
    return escape(say(key, state.language, **values))
