"""Results as HTML: one's own part beside the whole, what changed, and all parts. What is refused is shown as refused."""

from html import escape
from typing import TYPE_CHECKING, Any

from kennisbank.actions.climate_results import Told
from kennisbank.climate.summaries import Summary, size_class
from kennisbank.text.catalogue import say
from kennisbank_widgets.climate.charts import interval
from kennisbank_widgets.climate.state import ClimateState

if TYPE_CHECKING:
    from kennisbank.climate.changes import Change


def results(state: ClimateState) -> str:
    """Return the choice of wave and part, and the figures of that part beside those of the organisation."""
    head = f'<section class="kb-climate"><h2 tabindex="-1">{text(state, "climate_page.title")}</h2>{message(state, "results")}'
    if state.results is None:
        return f"{head}<p>{text(state, 'climate_page.none')}</p></section>"
    told = state.results.own
    body = _part(state, told) if told else f"<p>{text(state, 'climate_page.no_part')}</p>"
    return f"{head}{_choices(state)}{body}</section>"


def whole(state: ClimateState) -> str:
    """Return the figures of the organisation and, for who may see more than one part, of all parts."""
    if state.results is None:
        return ""
    found = state.results
    parts = [part for part in found.parts if part.kind != "whole"]
    head = f'<section class="kb-climate-whole"><h2>{text(state, "climate_page.whole")}</h2>'
    told = _table(state, found.whole, None, {}) if found.whole.scores else _refused(state, found.whole)
    if len(parts) < 2:
        return f"{head}{_counts(state, found.whole)}{told}</section>"
    return f"{head}{_counts(state, found.whole)}{told}{_parts(state, parts)}</section>"


def _choices(state: ClimateState) -> str:
    """Return how to go to another wave or team, for who has more than one."""
    waves = {wave.id: wave.title for wave in state.waves}
    teams = {
        part.unit or next(iter(sorted(part.teams))): part.title
        for part in state.results.parts
        if part.kind in ("unit", "now") and part.teams
    }
    made = [_pick(state, "wave", waves, state.wave), _pick(state, "team", teams, _key(state))]
    return f'<div class="kb-row kb-choices">{"".join(made)}</div>' if any(made) else ""


def _key(state: ClimateState) -> str:
    own = state.results.own
    return (own.unit or next(iter(sorted(own.teams)), "")) if own else ""


def _pick(state: ClimateState, name: str, options: dict[str, str], chosen: str) -> str:
    if len(options) < 2:
        return ""
    made = "".join(
        f'<option value="{escape(id)}"{" selected" if id == chosen else ""}>{escape(title)}</option>'
        for id, title in options.items()
    )
    return f'<label class="kb-pick">{text(state, f"climate_page.{name}")} <select data-do="{name}">{made}</select></label>'


def _part(state: ClimateState, told: Told) -> str:
    head = f"<h3>{title_of(state, told)}</h3>{_merged(state, told)}{_counts(state, told)}"
    if not told.scores:
        return head + _refused(state, told)
    return head + _table(state, told, state.results.whole, state.results.changes) + _explained(state)


def title_of(state: ClimateState, told: Told) -> str:
    """Return what a part is called, escaped; a part that came later says that it is by the teams of now."""
    if told.kind in ("whole", "trait"):
        return text(state, f"climate_page.named.{told.id.replace(':', '_')}")
    if told.kind == "now":
        return text(state, "climate_page.named.now", title=told.title)
    return escape(told.title)


def _merged(state: ClimateState, told: Told) -> str:
    """Return why a team is shown together with others: by itself it tells nothing."""
    alone = next((one for one in state.results.parts if one.unit == state.results.team and one.reason), None)
    if alone is None or alone is told or told.unit == state.results.team:
        return ""
    why = say(f"climate_page.reason.{alone.reason}", state.language)
    return f'<p class="kb-quiet">{text(state, "climate_page.merged", team=alone.title)} {escape(why)}</p>'


def _counts(state: ClimateState, told: Told) -> str:
    if not told.scores:
        return ""
    size = size_class(told.answered).replace("-", "–")
    return f'<p class="kb-quiet">{text(state, "climate_page.counts", answered=size)}</p>'


def _refused(state: ClimateState, told: Told) -> str:
    return f'<p class="kb-note kb-refused">{text(state, "climate_page.refused")} {escape(reason(state, told))}</p>'


def reason(state: ClimateState, told: Told) -> str:
    """Return in words why nothing is told of a part."""
    return say(f"climate_page.reason.{told.reason or 'together'}", state.language)


def _table(state: ClimateState, told: Told, backdrop: Told | None, changes: "dict[str, Change]") -> str:
    """Return the figures: a picture and the same in words for each dimension, in the order of the questionnaire."""
    names = ["dimension", "picture", "words", *(["change"] if changes else [])]
    heads = "".join(f'<th scope="col">{text(state, f"climate_page.column.{name}")}</th>' for name in names)
    rows = "".join(
        _row(state, dimension, told.scores[dimension.id], backdrop, changes)
        for dimension in state.results.instrument.dimensions
        if dimension.id in told.scores
    )
    caption = text(state, "climate_page.caption", part="{}").format(title_of(state, told))
    return (
        f'<table class="kb-table kb-climate-table"><caption>{caption}</caption><thead><tr>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _row(
    state: ClimateState, dimension: Any, score: Summary, backdrop: Told | None, changes: "dict[str, Change]"
) -> str:
    against = backdrop.scores.get(dimension.id) if backdrop else None
    picture = interval(score, against, scale=state.results.instrument.range)
    told = _in_words(state, score)
    if against is not None:
        told += f' <span class="kb-quiet">{text(state, "climate_page.backdrop", mean=_number(state, against.mean))}</span>'
    moved = (
        f"<td>{_changed(state, changes[dimension.id])}</td>"
        if dimension.id in changes
        else "<td></td>"
        if changes
        else ""
    )
    told += _acting(state, dimension.id) if backdrop else ""
    title = escape(dimension.title(state.language))
    return f'<tr><th scope="row">{title}</th><td class="kb-picture">{picture}</td><td>{told}</td>{moved}</tr>'


def _acting(state: ClimateState, dimension: str) -> str:
    """Return what the team does or did about a dimension, beside its figures."""
    found = [one for one in state.actions if one.dimension == dimension and one.status != "cancelled"]
    return "".join(
        f'<div class="kb-quiet">{text(state, "climate_page.acting", title=one.title, status=say(f"status.{one.status}", state.language))}</div>'
        for one in found
    )


def _in_words(state: ClimateState, score: Summary) -> str:
    low, high = (
        max(score.low, state.results.instrument.range[0]),
        min(score.high, state.results.instrument.range[1]),
    )
    return text(
        state,
        "climate_page.mean",
        mean=_number(state, score.mean),
        low=_number(state, low),
        high=_number(state, high),
    )


def _changed(state: ClimateState, change: "Change") -> str:
    """Return whether a change is clear; where it is not, how large it should have been to be seen."""
    return text(
        state, f"climate_page.change.{change.word}", difference=_number(state, abs(change.difference)),
        detectable=_number(state, change.detectable),
    )  # fmt: skip


def _parts(state: ClimateState, parts: list[Told]) -> str:
    """Return all parts by dimension, in the order of the organisation: never by who scores highest."""
    dimensions = state.results.instrument.dimensions
    heads = "".join(f'<th scope="col">{escape(one.title(state.language))}</th>' for one in dimensions)
    rows = "".join(_part_row(state, part, dimensions) for part in parts)
    return (
        f"<h3>{text(state, 'climate_page.parts')}</h3><p class='kb-quiet'>{text(state, 'climate_page.parts_note')}</p>"
        f'<div class="kb-wide" tabindex="0" role="region" aria-label="{text(state, "climate_page.parts")}">'
        f'<table class="kb-table"><caption>{text(state, "climate_page.parts_caption")}</caption><thead><tr>'
        f'<th scope="col">{text(state, "climate_page.part")}</th><th scope="col">{text(state, "climate_page.people")}</th>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _part_row(state: ClimateState, part: Told, dimensions: Any) -> str:
    title = f'<th scope="row">{title_of(state, part)}</th>'
    if not part.scores:
        return f'<tr>{title}<td class="kb-refused" colspan="{len(dimensions) + 1}">{escape(reason(state, part))}</td></tr>'
    size = f"<td>{size_class(part.answered).replace('-', '–')}</td>"
    cells = size + "".join(f"<td>{_cell(state, part.scores.get(one.id))}</td>" for one in dimensions)
    return f"<tr>{title}{cells}</tr>"


def _cell(state: ClimateState, score: Summary | None) -> str:
    if score is None:
        return "–"
    half = (score.high - score.low) / 2
    return f"{_number(state, score.mean)} <span class='kb-quiet'>±&nbsp;{_number(state, half)}</span>"


def _explained(state: ClimateState) -> str:
    low, high = state.results.instrument.range
    told = text(state, "climate_page.explained", low=_number(state, low, 0), high=_number(state, high, 0))
    return f'<p class="kb-quiet">{told}</p>'


def _number(state: ClimateState, value: float, digits: int = 1) -> str:
    shown = f"{value:.{digits}f}"
    return shown.replace(".", ",") if state.language == "nl" else shown


def message(state: ClimateState, part: str) -> str:
    """Return what the page says at `part`, if anything."""
    return f'<p class="kb-message" role="status">{escape(state.said[part])}</p>' if part in state.said else ""


def text(state: ClimateState, key: str, **values: object) -> str:
    """Return a message of the catalogue, escaped."""
    return escape(say(key, state.language, **{name: str(value) for name, value in values.items()}))
