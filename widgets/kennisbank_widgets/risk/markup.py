"""The page on knowledge at risk as HTML: topics, leavers and the what-if. Everything that comes from people is escaped here."""

from collections.abc import Iterable
from html import escape
from math import ceil, floor

from kennisbank.actions.foreseeing import Foreseen
from kennisbank.actions.weighing import Leaver, TopicAtRisk
from kennisbank.domain.words import day_text, number_text
from kennisbank.text.catalogue import say
from kennisbank_widgets.risk.state import SHARES, RiskState

MOST = 10
"""Holders beyond this are not drawn one by one: the topic is safe enough."""
_BOX, _GAP = 16, 4


def scope(state: RiskState) -> str:
    """Return the choice of a team, for who may look at more than one; and for who may not look why not."""
    if not state.may_weigh:
        return f'<p class="kb-note">{_say(state, "risk.not_for_you")}</p>'
    if len(state.teams) < 2:
        return "".join(
            f'<p class="kb-quiet">{_say(state, "risk.of_team", team=title)}</p>'
            for title in state.teams.values()
        )
    own = state.watch.actor.role == "team_leader"
    options = {"": say("risk.own_teams" if own else "risk.whole_house", state.language), **state.teams}
    made = "".join(
        f'<option value="{escape(id)}"{" selected" if id == state.team else ""}>{escape(title)}</option>'
        for id, title in options.items()
    )
    label = (
        f'<label class="kb-pick">{_say(state, "risk.team")} <select data-do="team">{made}</select></label>'
    )
    return f'<div class="kb-row kb-choices">{label}</div>'


def topics(state: RiskState) -> str:
    """Return the topics, those with the fewest holders first, each with a bar and the same in words."""
    if not state.may_weigh:
        return ""
    head = f'<section class="kb-risks"><h2>{_say(state, "risk.topics.title")}</h2>{_message(state, "topics")}'
    if state.risk is None or not state.risk.topics:
        whole = state.risk is not None and state.risk.not_known and not state.risk.teams
        none = _say(state, "risk.topics.not_known_all" if whole else "risk.topics.none")
        return f"{head}<p>{none}</p>{_not_known(state)}</section>"
    shown = state.risk.topics[: state.room]
    rows = "".join(_topic(state, item) for item in shown)
    heads = "".join(f'<th scope="col">{_say(state, f"risk.topics.{name}")}</th>' for name in ("topic", "who"))
    more = (
        f"<p>{_say(state, 'risk.topics.shown', shown=len(shown), total=len(state.risk.topics))} "
        f'<button class="kb-button" data-do="more">{_say(state, "risk.topics.more")}</button></p>'
        if len(state.risk.topics) > len(shown)
        else ""
    )
    return (
        f'{head}<p class="kb-quiet">{_say(state, "risk.topics.note")}</p>{_legend(state)}'
        f'<table class="kb-table kb-risk-table"><caption>{_say(state, "risk.topics.caption")}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>{more}{_not_known(state)}</section>"
    )


def _not_known(state: RiskState) -> str:
    """Return the topics of which nobody knows who knows them, folded: that is no safety."""
    topics = state.risk.not_known if state.risk is not None else ()
    if not topics:
        return ""
    said = _say(state, f"risk.topics.not_known_{'one' if len(topics) == 1 else 'many'}", number=len(topics))
    return f'<details class="kb-fold" data-key="not-known"><summary>{said}</summary><p>{_topics(topics)}</p></details>'


def bar(item: TopicAtRisk) -> str:
    """Return a picture of the holders, one box each: full for who stays, hatched for who leaves, hollow for outside the team."""
    total = min(item.holders, MOST)
    going = min(item.leaving, total)
    staying = min(max(item.inside - item.leaving, 0), total - going)
    kinds = [*["in"] * staying, *["go"] * going, *["out"] * (total - staying - going)]
    boxes = "".join(
        f'<rect class="kb-box-{kind}" x="{1 + place * (_BOX + _GAP)}" y="1" width="{_BOX}" height="{_BOX}" rx="3"/>'
        + (_cross(1 + place * (_BOX + _GAP)) if kind == "go" else "")
        for place, kind in enumerate(kinds)
    )
    width = max(1, len(kinds)) * (_BOX + _GAP)
    more = f'<text x="{width + 2}" y="14">+{item.holders - MOST}</text>' if item.holders > MOST else ""
    full = width + (34 if more else 0)
    return (
        f'<svg class="kb-bar-holders" width="{full}" height="{_BOX + 2}" viewBox="0 0 {full} {_BOX + 2}" aria-hidden="true" '
        f'focusable="false">{boxes}{more}</svg>'
    )


def leavers(state: RiskState) -> str:
    """Return who announced to leave and what they know, and the form to announce it; nothing for who sees no names."""
    if state.risk is None or not state.risk.staff:
        return ""
    items = "".join(_leaver(state, item) for item in state.risk.leavers)
    listed = f'<ul class="kb-plain">{items}</ul>' if items else f"<p>{_say(state, 'risk.leavers.none')}</p>"
    form = _announce(state) if state.may_arrange else ""
    return (
        f'<section class="kb-panel kb-leavers"><h2 tabindex="-1">{_say(state, "risk.leavers.title")}</h2>'
        f'<p class="kb-quiet">{_say(state, "risk.leavers.note")}</p>{_message(state, "leavers")}{listed}{form}</section>'
    )


def what_if(state: RiskState) -> str:
    """Return the form of the what-if and what it gave."""
    if state.risk is None:
        return ""
    people = "".join(
        f'<label><input type="checkbox" name="person:{escape(id)}"{" checked" if id in state.chosen else ""}> {escape(name)}</label>'
        for id, name in state.risk.staff
    )
    chosen = (
        f'<fieldset class="kb-people"><legend>{_say(state, "risk.what_if.people")}</legend><div class="kb-checks">{people}</div></fieldset>'
        if people
        else ""
    )
    empty = f'<option value="">{_say(state, "risk.what_if.no_share")}</option>'
    shares = "".join(
        f'<option value="{part}"{" selected" if part == state.share else ""}>{_say(state, "risk.what_if.percent", part=part)}</option>'
        for part in SHARES
    )
    label = _say(
        state, "risk.what_if.share" if state.team or len(state.teams) < 2 else "risk.what_if.share_of_all"
    )
    share = f'<label class="kb-pick">{label} <select name="share">{empty}{shares}</select></label>'
    go = f'<button class="kb-primary" id="kb-weigh">{_say(state, "risk.what_if.go")}</button>'
    return (
        f'<section class="kb-panel kb-what-if"><h2>{_say(state, "risk.what_if.title")}</h2>'
        f'<p class="kb-quiet">{_say(state, "risk.what_if.note")}</p>'
        f'<form data-do="weigh" class="kb-stack">{chosen}{share}<div>{go}</div></form>'
        f'<div class="kb-outcome" role="status">{_message(state, "what_if")}{_outcome(state)}</div></section>'
    )


def _outcome(state: RiskState) -> str:
    found: Foreseen | None = state.outcome
    if found is None:
        return ""
    who = ", ".join(name for _, name in found.people)
    title = (
        _say(state, "risk.outcome.people", who=who)
        if who
        else _say(state, "risk.outcome.chosen", number=len(state.chosen))
        if state.chosen
        else _say(state, "risk.outcome.share", part=state.share)
    )
    if not found.held:
        return f"<h3>{title}</h3><p>{_say(state, 'risk.outcome.not_known')}</p>"
    lost = (
        "".join(_lost(state, name, getattr(found, name)) for name in ("lost", "missed", "single"))
        if state.chosen
        else ""
    )
    if found.not_known:
        many = "one" if found.not_known == 1 else "many"
        lost += f"<p>{_say(state, f'risk.outcome.left_out_{many}', number=found.not_known)}</p>"
    low, high = floor(found.interval[0]), ceil(found.interval[1])  # topics are counted whole
    facts = (
        _say(
            state, "risk.outcome.expected", expected=number_text(found.expected, state.language), low=low, high=high,
            ordinary=round(100 * found.ordinary),
        ),
        _say(state, "risk.outcome.flows", cut=number_text(found.flows_cut, state.language), flows=found.flows),
        _say(
            state, "risk.outcome.parts", before=found.parts_before, after=number_text(found.parts_after, state.language)
        ),
    )  # fmt: skip
    items = "".join(f"<li>{text}</li>" for text in facts)
    draws = "" if state.chosen else f'<p class="kb-quiet">{_say(state, "risk.outcome.draws")}</p>'
    return f"<h3>{title}</h3>{lost}<ul>{items}</ul>{draws}"


def _lost(state: RiskState, name: str, topics: Iterable[tuple[str, str]]) -> str:
    held = tuple(topics)
    if not held:
        none = "lost_none_known" if state.outcome.not_known else "lost_none"
        return f"<p>{_say(state, f'risk.outcome.{none}')}</p>" if name == "lost" else ""
    many = "one" if len(held) == 1 else "many"
    return f"<p>{_say(state, f'risk.outcome.{name}_{many}', number=len(held))} {_topics(held)}</p>"


def _topic(state: RiskState, item: TopicAtRisk) -> str:
    # Two sentences at most: how many there are, and what is the matter.
    words = [
        _say(state, f"risk.topics.holders_{'one' if item.holders == 1 else 'many'}", number=item.holders)
    ]
    if item.holders > 1 and item.holders != item.inside:
        words.append(_say(state, "risk.topics.inside", number=item.inside))
    names = ", ".join(f'<a href="zoeken?id={escape(id)}">{escape(name)}</a>' for id, name in item.people)
    alert = (
        "gone" if not item.left else "alert" if item.left == 1 else "" if item.left_inside else "gone_here"
    )
    if item.leaving and "gone" not in alert:  # that word says already that they all leave
        words.append(
            _say(
                state,
                "risk.topics.leaving_one" if item.leaving == 1 else "risk.topics.leaving",
                number=item.leaving,
            )
        )
    risk = f'<span class="kb-late">{_say(state, f"risk.topics.{alert}")}</span>' if alert else ""
    said = " ".join(part for part in (risk, *words) if part)
    return (
        f'<tr><th scope="row"><a href="kennisnetwerk?topic={escape(item.topic)}">{escape(item.title)}</a></th>'
        f'<td><div class="kb-holders">{bar(item)}<div>{said}{"<br>" if names else ""}{names}</div></div></td></tr>'
    )


def _legend(state: RiskState) -> str:
    parts = (("in", state.risk.teams), ("go", state.risk.leavers), ("out", state.risk.teams))
    samples = "".join(
        f'<li><svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true" focusable="false">'
        f'<rect class="kb-box-{kind}" x="1" y="1" width="{_BOX}" height="{_BOX}" rx="3"/>{_cross(1) if kind == "go" else ""}</svg> '
        f"{_say(state, f'risk.legend.{kind}')}</li>"
        for kind, there in parts
        if there
    )
    return f'<ul class="kb-plain kb-row kb-legend">{samples}</ul>' if samples else ""


def _cross(x: int) -> str:
    return f'<path class="kb-box-cross" d="M{x + 4} 5l8 8m0-8l-8 8"/>'


def _leaver(state: RiskState, item: Leaver) -> str:
    when = escape(
        say(
            f"risk.leavers.{'on' if item.on >= state.watch.today() else 'past'}",
            state.language,
            day=day_text(item.on, state.language),
        )
    )
    knows = (
        f"{_say(state, 'risk.leavers.knows')} {_topics(item.topics)}"
        if item.topics
        else _say(state, "risk.leavers.knows_nothing")
    )
    link = f'<a href="zoeken?id={escape(item.person)}">{escape(item.name)}</a>'
    return f"<li>{link} {when}<br><span>{knows}</span>{_withdraw(state, item)}</li>"


def _withdraw(state: RiskState, item: Leaver) -> str:
    """Return the button that says that somebody stays after all."""
    if not state.may_arrange:
        return ""
    label = escape(say("risk.leavers.withdraw_this", state.language, name=item.name))
    return (
        f'<br><button class="kb-button" data-do="withdraw" data-value="{escape(item.person)}" '
        f'aria-label="{label}">{_say(state, "risk.leavers.withdraw")}</button>'
    )


def _announce(state: RiskState) -> str:
    options = "".join(
        f'<option value="{escape(id)}">{escape(name)}</option>' for id, name in state.risk.staff
    )
    fields = (
        f'<label><span>{_say(state, "risk.announce.who")}</span><select name="person" required><option value=""></option>{options}</select></label>',
        f'<label><span>{_say(state, "risk.announce.day")}</span><input type="date" name="day" min="{state.watch.today()}" required></label>',
    )
    return (
        f'<details class="kb-fold" data-key="announce"><summary>{_say(state, "risk.announce.title")}</summary>'
        f'<form data-do="announce"><p>{_say(state, "risk.announce.note")}</p>{"".join(fields)}'
        f'<button class="kb-primary">{_say(state, "risk.announce.keep")}</button></form></details>'
    )


def _topics(pairs: Iterable[tuple[str, str]]) -> str:
    return ", ".join(f'<a href="kennisnetwerk?topic={escape(id)}">{escape(title)}</a>' for id, title in pairs)


def _message(state: RiskState, part: str) -> str:
    text = state.said.get(part, "")
    return f'<p class="kb-message" role="status">{escape(text)}</p>' if text else ""


def _say(state: RiskState, key: str, **values: object) -> str:
    return escape(say(key, state.language, **values))
