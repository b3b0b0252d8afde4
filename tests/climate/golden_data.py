"""Made-up answers of 30 teams, and what R says about their first wave: `golden/climate_golden.csv` and `ref_golden.json`.

R 4.2.2 with multilevel 2.8, psych 2.2.9 and ICC 2.4.0. R saw reversed items turned, rwg(j), r*wg, AD and awg over complete
forms, and scores by the half rule; numbers were written with twelve digits.
"""

import json
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from kennisbank import climate as c

GOLDEN = Path(__file__).parent / "golden"
SCALES = ("ps", "la", "ls", "tl", "rf", "lo")
REVERSED = {"ps": ("ps1", "ps3", "ps5"), "ls": ("ls4",), "rf": ("rf2",)}


@cache
def told_by_r() -> dict:
    """What R says, by scale."""
    return json.loads((GOLDEN / "ref_golden.json").read_text(encoding="utf-8"))


@cache
def answers() -> pd.DataFrame:
    """The answers of the first wave, as people gave them."""
    every = pd.read_csv(GOLDEN / "climate_golden.csv")
    return every[every["wave"] == 1]


def items(scale: str) -> list[str]:
    """The columns of `scale`."""
    return [name for name in answers().columns if name[:-1] == scale]


def turned(scale: str) -> pd.DataFrame:
    """The answers with the reversed items of `scale` turned."""
    frame = answers().copy()
    for name in REVERSED.get(scale, ()):
        frame[name] = 6 - frame[name]
    return frame


def scored(scale: str) -> pd.DataFrame:
    """The answers with a column `score` by the half rule."""
    found = c.scale_scores(answers(), items(scale), REVERSED.get(scale, ()))
    return answers().assign(score=found.values)


def by_team(scale: str, name: str) -> tuple[tuple[str, ...], np.ndarray, tuple[int, ...]]:
    """Teams, values (NaN where R has none) and sizes of one statistic of R, teams sorted."""
    told = told_by_r()[scale][name]
    values = [np.nan if value is None else value for value in told["v"]]
    rows = sorted(zip(told["team"], values, told["n"], strict=True))
    teams, values, sizes = zip(*rows, strict=True)
    return teams, np.array(values), sizes
