"""Closing a wave of 2,000 people in 150 teams on 4 levels: what the audit takes, beside the integer programme that checks it."""

import random
import time
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from kennisbank import Team, climate as c, open_bank
from kennisbank.actions import closing, figuring
from kennisbank.store import accounts, forms, waves
from tests.climate.waves.house import BOSS, House

PEOPLE, DEPARTMENTS, UNITS, TEAMS = 2_000, 5, 5, 150


def closed(people: int = PEOPLE) -> dict[str, float]:
    """Return seconds: `closing` as somebody waits for it, of which `plan` and `audit`; `check` is what HiGHS takes."""
    with TemporaryDirectory() as folder:
        house = _organisation(f"sqlite:///{Path(folder) / 'bank.db'}", people)
        wave = house.open().id
        house.answer(wave, random.Random(1))
        figures = _by_itself(house, wave)
        house.clock.now += timedelta(days=15)
        start = time.perf_counter()
        with house.bank() as bank:
            done = bank.close_wave(wave)
        figures["closing"] = time.perf_counter() - start
        kept = sum(not one["reason"] for one in done.outcome["figures"])
        return figures | {
            "people": people,
            "teams": TEAMS,
            "figures": len(done.outcome["figures"]),
            "shown": kept,
        }


def _organisation(url: str, people: int) -> House:
    """Return a house of four levels: the whole, departments, units, teams; everybody sits in a team."""
    house, lots = House(url), random.Random(2026)
    open_bank(url, actor=BOSS, create=True, clock=house.clock).close()
    with house.bank() as bank:
        top = bank.add(Team(title="Top"))
        departments = [bank.add(Team(title=f"D{d}", part_of=top)) for d in range(DEPARTMENTS)]
        units = [
            bank.add(Team(title=f"U{d}.{u}", part_of=above))
            for d, above in enumerate(departments)
            for u in range(UNITS)
        ]
        count = TEAMS - 1 - len(departments) - len(units)
        teams = [
            bank.add(Team(title=f"T{number}", part_of=units[number % len(units)])) for number in range(count)
        ]
        sizes = [lots.random() + 0.2 for _ in teams]
        with bank.store.writing() as connection:
            for number, unit in enumerate([top, *departments, *units]):
                accounts.put(
                    connection, f"leads{number}", "team_leader", person="", teams=(unit,), leads=(unit,)
                )
            for number, team in enumerate(
                lots.choices(teams, sizes, k=people - 1 - len(departments) - len(units))
            ):
                accounts.put(connection, f"works{number}", "member", person="", teams=(team,), leads=())
    return house


def _by_itself(house: House, wave: str) -> dict[str, float]:
    """Return what planning, the audit and its independent check take, on the counts that the closing sees."""
    with house.bank() as bank, bank.store.reading() as connection:
        found = waves.one(connection, wave)
        sent = [form for form in forms.of_wave(connection, wave) if form.sent]
        scored = figuring._scored(c.shipped(), sent)
        cells: pd.DataFrame = figuring._cells(connection, found, sent, scored)
        parents, titles = closing._hierarchy(connection, bank)
    clock = [time.perf_counter()]
    planned = c.plan(
        cells, parents=parents, titles=titles, traits=figuring.TRAITS, scales=tuple(scored.columns)
    )
    clock.append(time.perf_counter())
    asked = [figure for figure in planned.figures if not planned.reasons.get(figure.id)]
    judged = c.audit(asked, planned.atoms, planned.weights, planned.least)
    clock.append(time.perf_counter())
    shown = {figure.id: figure.atoms for figure in asked if figure.id in judged.admitted}
    least = c.verify(shown, planned.atoms, planned.weights)
    clock.append(time.perf_counter())
    assert all(least[name] >= k for name, k in zip(planned.weights.columns, planned.least, strict=True)), (
        least
    )
    return dict(
        zip(("plan", "audit", "check"), (later - earlier for earlier, later in pairwise(clock)), strict=True)
    )
