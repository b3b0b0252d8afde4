"""For researchers as HTML: how well each dimension measures, and whether answers of a part may be taken together."""

import math
from html import escape
from typing import Any

from kennisbank_widgets.climate.markup import message, text
from kennisbank_widgets.climate.state import ClimateState

_COLUMNS = ("dimension", "n", "alpha", "omega", "item_rest", "icc1", "icc2", "agreement", "verdict")
_MODELS = ("model", "chisq", "df", "cfi", "rmsea")


def statistics(state: ClimateState) -> str:
    """Return for researchers and administrators a button and, once it was used, the tables; nothing for others."""
    if not state.studies or not state.results:
        return ""
    head = (
        f'<section class="kb-climate-statistics"><h2 tabindex="-1">{text(state, "climate_page.measured.title")}</h2>'
        f"{message(state, 'statistics')}"
    )
    if state.statistics is None:
        return (
            f"{head}<p>{text(state, 'climate_page.measured.about')}</p>"
            f'<p><button class="kb-button" data-do="study">{text(state, "climate_page.measured.study")}</button></p></section>'
        )
    return f"{head}{_measured(state)}{_invariance(state)}</section>"


def _measured(state: ClimateState) -> str:
    heads = "".join(
        f'<th scope="col">{text(state, f"climate_page.measured.{name}")}</th>' for name in _COLUMNS
    )
    rows = "".join(_row(state, one) for one in state.statistics.measured)
    return (
        f'<p class="kb-quiet">{text(state, "climate_page.measured.note")}</p>'
        f"{_wide(state, 'climate_page.measured.caption', heads, rows)}"
    )


def _row(state: ClimateState, one: Any) -> str:
    verdict = (
        "; ".join(text(state, f"climate_page.measured.reason.{name}") for name in one.reasons)
        if one.reasons
        else text(state, "climate_page.measured.enough")
    )
    cells = (
        str(one.n),
        _between(state, one.alpha, one.alpha_low, one.alpha_high),
        _number(state, one.omega),
        _number(state, one.item_rest),
        _between(state, one.icc1, one.icc1_low, one.icc1_high),
        _number(state, one.icc2),
        f"{_number(state, one.agreement)}; {_share(one.beyond_chance)}",
    )
    numbers = "".join(f'<td class="kb-number">{cell}</td>' for cell in cells)
    return f'<tr><th scope="row">{escape(title(state, one.dimension))}</th>{numbers}<td>{verdict}</td></tr>'


def title(state: ClimateState, dimension: str) -> str:
    """Return the title of a dimension."""
    found = (one.title(state.language) for one in state.results.instrument.dimensions if one.id == dimension)
    return next(found, dimension)


def _invariance(state: ClimateState) -> str:
    found = state.statistics.invariance
    if not found:
        return f"<p>{text(state, 'climate_page.measured.one_wave')}</p>"
    heads = f'<th scope="col">{text(state, "climate_page.measured.dimension")}</th>' + "".join(
        f'<th scope="col">{text(state, f"climate_page.measured.{name}")}</th>' for name in _MODELS
    )
    rows = "".join(_models(state, dimension, table) for dimension, table in found.items())
    return (
        f"<h3>{text(state, 'climate_page.measured.invariance')}</h3>"
        f"{_wide(state, 'climate_page.measured.invariance_caption', heads, rows)}"
    )


def _models(state: ClimateState, dimension: str, table: Any) -> str:
    name = escape(title(state, dimension))
    return "".join(
        f'<tr><th scope="row">{name}</th><td>{text(state, f"climate_page.measured.model_{model}")}</td>'
        f'<td class="kb-number">{_number(state, row["chisq"])}</td><td class="kb-number">{int(row["df"])}</td>'
        f'<td class="kb-number">{_number(state, row["cfi"], 3)}</td><td class="kb-number">{_number(state, row["rmsea"], 3)}</td></tr>'
        for model, row in table.iterrows()
    )


def _wide(state: ClimateState, caption: str, heads: str, rows: str) -> str:
    told = text(state, caption)
    return (
        f'<div class="kb-wide" tabindex="0" role="region" aria-label="{told}"><table class="kb-table"><caption>{told}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _number(state: ClimateState, value: float, digits: int = 2) -> str:
    if math.isnan(value):
        return "–"
    shown = f"{value:.{digits}f}"
    return shown.replace(".", ",") if state.language == "nl" else shown


def _between(state: ClimateState, value: float, low: float, high: float) -> str:
    told = _number(state, value)
    return told if math.isnan(low) else f"{told} [{_number(state, low)}; {_number(state, high)}]"


def _share(value: float) -> str:
    return "–" if math.isnan(value) else f"{round(100 * value)} %"
