"""What may be shown of a wave: the audit decides by counts alone, the figures are made, a second method checks, people are forgotten."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from kennisbank.actions.measuring import above
from kennisbank.actions.questioning import asked_in
from kennisbank.climate.disclosure.auditing import Audit, audit
from kennisbank.climate.disclosure.figures import Figure
from kennisbank.climate.disclosure.planning import Plan, atom_id, plan
from kennisbank.climate.disclosure.reporting import report
from kennisbank.climate.disclosure.rules import Rules
from kennisbank.climate.disclosure.verifying import verify
from kennisbank.climate.instrument.model import Instrument
from kennisbank.climate.instrument.scoring import scores
from kennisbank.climate.summaries import as_values, summary
from kennisbank.errors import KennisbankError
from kennisbank.store import forms, waves
from kennisbank.store.engine import Connection
from kennisbank.store.forms import Form
from kennisbank.store.waves import Wave
from kennisbank.text.catalogue import LANGUAGES

TRAITS = ("place",)


def settled(
    connection: Connection, wave: Wave, parents: Mapping[str, str], titles: Mapping[str, str]
) -> Wave:
    """Work out what may be shown of `wave` by the teams of now, make the figures, forget the people, and keep it closed."""
    instrument = asked_in(connection, wave)
    sent = [form for form in forms.of_wave(connection, wave.id) if form.sent]
    scored = _scored(instrument, sent)
    cells = _cells(connection, wave, sent, scored)
    planned = plan(
        cells,
        parents=parents,
        titles=titles,
        traits=TRAITS,
        scales=tuple(scored.columns),
        rules=Rules(**wave.rules),
    )
    asked = [figure for figure in planned.figures if not planned.reasons.get(figure.id)]
    judged = audit(asked, planned.atoms, planned.weights, planned.least) if asked else None
    checked = _checked(planned, judged)
    outcome = _outcome(cells, planned, judged, scored, _places(sent))
    outcome |= {
        "parents": dict(parents),
        "report": _reports(wave, planned, judged, checked),
        "checked": checked,
    }
    kept = outcome["blocks"]
    forms.settle(
        connection,
        wave.id,
        lambda form: next((id for id, one in kept.items() if form.team in one["teams"]), ""),
    )
    waves.forget_invited(connection, wave.id)
    after = replace(wave, closed=True, outcome=outcome)
    waves.put(connection, after)
    return after


def _scored(instrument: Instrument, sent: list[Form]) -> pd.DataFrame:
    """Return one row per form in the order of `sent`, one column per dimension."""
    return scores(
        instrument,
        pd.DataFrame([dict(form.answers) for form in sent], columns=[i.id for i in instrument.items]),
    )


def _cells(connection: Connection, wave: Wave, sent: list[Form], scored: pd.DataFrame) -> pd.DataFrame:
    """Return how many people are invited, answered, and have a score on each dimension, by team and trait."""
    invited = waves.invited(connection, wave.id)
    asked = pd.DataFrame([{"team": one.team, **one.traits} for one in invited], columns=["team", *TRAITS])
    answered = scored.notna().astype(int).assign(answered=1, **_places(sent))
    counts = answered.groupby(["team", *TRAITS]).sum()
    whole = asked.groupby(["team", *TRAITS]).size().to_frame("invited").join(counts, how="left")
    return whole.fillna(0).astype(int).reset_index()


def _places(sent: list[Form]) -> dict[str, list[str]]:
    """Return the team and the traits of each form, as columns."""
    return {
        "team": [form.team for form in sent],
        **{name: [form.traits[name] for form in sent] for name in TRAITS},
    }


def _outcome(
    cells: pd.DataFrame,
    planned: Plan,
    judged: Audit | None,
    scored: pd.DataFrame,
    places: Mapping[str, list[str]],
) -> dict[str, Any]:
    """Return what is kept of a wave; the numbers are made for what is admitted only."""
    admitted = set(judged.admitted) if judged else set()
    atoms = pd.Series([atom_id(*told) for told in zip(*places.values(), strict=True)], dtype=str)
    figures = [
        _figure(
            figure,
            "",
            scored[atoms.isin(figure.atoms).to_numpy()],
            planned.weights.loc[sorted(figure.atoms)].sum(),
        )
        if figure.id in admitted
        else _figure(figure, planned.reasons.get(figure.id) or "together")
        for figure in planned.figures
    ]
    blocks = {id: _block(cells, teams) for id, teams in planned.blocks.items() if id in admitted}
    return {
        "invited": int(cells["invited"].sum()), "answered": int(cells["answered"].sum()), "figures": figures, "blocks": blocks,
        "certificate": dict(judged.certificate) if judged else {},
    }  # fmt: skip


def _figure(
    figure: Figure, reason: str, scored: pd.DataFrame | None = None, counts: pd.Series | None = None
) -> dict[str, Any]:
    """Return what is kept of a figure: its numbers by dimension, or the reason why there are none."""
    numbers = (
        {} if scored is None else {str(name): as_values(summary(scored[name])) for name in scored.columns}
    )
    told = {} if counts is None else counts.to_dict()
    return {
        "id": figure.id, "title": figure.title, "kind": figure.kind, "unit": figure.unit, "teams": sorted(figure.teams),
        "reason": reason, "invited": int(told.get("invited", 0)), "answered": int(told.get("answered", 0)), "scores": numbers,
    }  # fmt: skip


def _block(cells: pd.DataFrame, teams: frozenset[str]) -> dict[str, Any]:
    """Return the teams of a part whose answers are kept together, and its counts."""
    counts = cells[cells["team"].isin(teams)].drop(columns=["team", *TRAITS]).sum()
    return {"teams": sorted(teams), "counts": {str(name): int(number) for name, number in counts.items()}}


def _checked(planned: Plan, judged: Audit | None) -> dict[str, float]:
    """Return by count the smallest group that all that is shown tells about, found by another method than the audit's.

    Raises KennisbankError when it is smaller than the rules say: then one of the two is wrong, and nothing is shown.
    """
    if judged is None or not judged.admitted:
        return {}
    shown = {one.id: one.atoms for one in planned.figures if one.id in judged.admitted}
    found = verify(shown, planned.atoms, planned.weights)
    for (name, people), least in zip(found.items(), planned.least, strict=True):
        if people < least:
            raise KennisbankError(
                f"The check of the audit found a group of {people:.0f} ({name}); the rules say {least:.0f}.",
                mend="The wave stays open. Report this, with the number of people in each team.",
            )
    return {name: people for name, people in found.items() if people < float("inf")}


def _reports(wave: Wave, planned: Plan, judged: Audit | None, checked: Mapping[str, float]) -> dict[str, str]:
    return {
        language: report(planned, judged, title=wave.title, language=language, checked=checked)
        for language in LANGUAGES
    }


def regrouped(
    connection: Connection, wave: Wave, parents: Mapping[str, str], titles: Mapping[str, str]
) -> dict[str, Any]:
    """Return the outcome of `wave` with a figure for each team of now that is made of whole blocks, admitted by the audit."""
    blocks = wave.outcome["blocks"]
    counts = pd.DataFrame({id: one["counts"] for id, one in blocks.items()}).T
    told = {(one["unit"], tuple(one["teams"])) for one in wave.outcome["figures"]}
    asked = [
        one for one in _units(blocks, parents, titles) if (one.unit, tuple(sorted(one.teams))) not in told
    ]
    if not asked:
        return {**wave.outcome, "parents": dict(parents)}
    earlier = [Figure(id, id, "group", frozenset({id})) for id in blocks]
    rules = Rules(**wave.rules)
    least = [rules.invited, *[rules.answered] * (len(counts.columns) - 1)]
    whole_blocks = [one for one in asked if one.atoms]
    judged = audit(whole_blocks, list(counts.index), counts, least, earlier=earlier) if whole_blocks else None
    admitted = set(judged.admitted) if judged else set()
    instrument, kept = asked_in(connection, wave), forms.answers(connection, wave.id)
    scored = scores(
        instrument,
        pd.DataFrame([dict(one.answers) for one in kept], columns=[i.id for i in instrument.items]),
    )
    units = pd.Series([one.unit for one in kept], dtype=str)
    made = [
        _figure(one, "", scored[units.isin(one.atoms).to_numpy()], counts.loc[sorted(one.atoms)].sum())
        if one.id in admitted
        else _figure(one, "together")
        for one in asked
    ]
    return {**wave.outcome, "figures": [*wave.outcome["figures"], *made], "parents": dict(parents)}


def _units(blocks: Mapping[str, Any], parents: Mapping[str, str], titles: Mapping[str, str]) -> list[Figure]:
    """Return a figure per team of now that had people in the wave: over its blocks, or over none when one of them is split."""
    known = {team for one in blocks.values() for team in one["teams"]}
    found = []
    for unit, title in titles.items():
        inside = frozenset(team for team in known if unit in above(parents, team))
        whole = [id for id, one in blocks.items() if set(one["teams"]) <= inside]
        complete = {team for id in whole for team in blocks[id]["teams"]} == inside
        if inside:
            name = hashlib.sha256(" ".join([unit, *sorted(inside)]).encode()).hexdigest()[:16]
            found.append(Figure(name, title, "now", frozenset(whole if complete else ()), unit, inside))
    return found
