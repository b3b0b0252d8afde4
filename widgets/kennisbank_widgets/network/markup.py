"""The network page as HTML. Everything that comes from people is escaped here."""

from html import escape
from typing import Any

from kennisbank.network.ties import Tie
from kennisbank.text.catalogue import say
from kennisbank_widgets.kit.record.longlist import long_list
from kennisbank_widgets.kit.record.page import Address, anchor
from kennisbank_widgets.network.state import PERIODS, NetworkState


def filters(state: NetworkState) -> str:
    """Return the three choices above the map: topic, team, period; and what went wrong when there is no network."""
    periods = {years: say(f"network.period.{years or 'all'}", state.language) for years in PERIODS}
    fields = (
        _choice(state, "topic", {"": say("network.all_topics", state.language), **state.topics}, state.topic),
        _choice(state, "team", {"": say("network.all_teams", state.language), **state.teams}, state.team),
        _choice(state, "years", periods, state.years),
    )
    label = escape(say("network.filters", state.language))
    fault = f'<p class="kb-message" role="alert">{escape(state.fault)}</p>' if state.fault else ""
    return f'{fault}<div class="kb-row kb-choices" role="group" aria-label="{label}">{"".join(fields)}</div>'


def table(state: NetworkState, *, address: Address) -> str:
    """Return the table that says the same as the map, with a heading to sort by each column."""
    say_ = _speaker(state)
    heads = "".join(
        _head(state, name, key) for name, key in (("title", "name"), ("kind", "kind"), ("ties", "ties"))
    )
    rows = "".join(
        f'<tr data-node="{row.id}"><th scope="row">{anchor(row.id, row.title, address)}</th>'
        f'<td>{escape(say(f"kind.{row.kind}", state.language))}</td><td class="kb-number">{"" if row.ties is None else row.ties}</td></tr>'
        for row in state.rows[: state.room]
    )
    more = (
        f"<p>{say_('network.table.shown', shown=state.room, total=len(state.rows))} "
        f'<button class="kb-button" data-do="more">{say_("network.table.more")}</button></p>'
        if len(state.rows) > state.room
        else ""
    )
    return (
        f'<section class="kb-tabled"><h2>{say_("network.table.title")}</h2>'
        f'<div class="kb-scroll" role="region" tabindex="0" aria-label="{say_("network.table.title")}">'
        f'<table class="kb-table"><caption>{escape(state.message)}</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'
        f"{more}</section>"
    )


def near(state: NetworkState, *, address: Address) -> str:
    """Return what the chosen record is tied to, grouped by relation; or what to do when nothing is chosen."""
    say_ = _speaker(state)
    if not state.selected or state.record.reading is None:
        return f'<p class="kb-quiet">{say_("network.nothing_chosen")}</p>'
    groups: dict[str, list[Tie]] = {}
    for tie in state.near:
        groups.setdefault(
            say(f"{'relation' if tie.outward else 'inverse'}.{tie.relation}", state.language), []
        ).append(tie)
    blocks = "".join(
        f"<h3>{escape(relation.capitalize())}</h3>"
        + long_list([_tied(tie, state, address) for tie in found], state.language)
        for relation, found in groups.items()
    )
    title = say_("network.near.title", name=state.record.reading.record.title)
    return f'<section class="kb-near"><h2>{title}</h2>{blocks or "<p>" + say_("network.near.none") + "</p>"}</section>'


def _tied(tie: Tie, state: NetworkState, address: Address) -> str:
    kind = escape(say(f"kind.{tie.kind}", state.language))
    return f'<li>{anchor(tie.node, tie.title, address)} <span class="kb-quiet">{kind}</span></li>'


def _choice(state: NetworkState, name: str, options: dict[str, str], chosen: str) -> str:
    made = "".join(
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{escape(text)}</option>'
        for value, text in options.items()
    )
    label = escape(say(f"network.{name}", state.language))
    return f'<label class="kb-pick">{label} <select data-do="{name}">{made}</select></label>'


def _head(state: NetworkState, name: str, key: str) -> str:
    sorted_so = (
        f' aria-sort="{"descending" if name == "ties" else "ascending"}"' if state.order == name else ""
    )
    text = escape(say(f"network.table.{key}", state.language))
    sign = ' <span aria-hidden="true">▾</span>' if state.order == name else ""
    return f'<th scope="col"{sorted_so}><button class="kb-sort" data-do="order" data-value="{name}">{text}{sign}</button></th>'


def _speaker(state: NetworkState) -> Any:
    return lambda key, **values: escape(say(key, state.language, **values))
