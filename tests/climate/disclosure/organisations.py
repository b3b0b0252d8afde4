"""Organisations by chance, in three levels, with people who lead and people who work, some of whom answer."""

import random

import pandas as pd


def organisation(seed: int, *, departments: int = 2, teams: int = 3, largest: int = 14, scales: int = 1):
    """Return cells, parents, titles and scales, as `plan` takes them."""
    chance = random.Random(seed)
    parents, rows = {}, []
    names = [f"s{number}" for number in range(scales)]

    def add(team: str, working: int, leading: int) -> None:
        for place, people in (("leads", leading), ("works", working)):
            if people:
                answered = sum(chance.random() < 0.75 for _ in range(people))
                scored = {name: sum(chance.random() < 0.95 for _ in range(answered)) for name in names}
                rows.append({"team": team, "place": place, "invited": people, "answered": answered, **scored})

    add("top", 0, 1)
    for department in range(departments):
        parents[f"d{department}"] = "top"
        add(f"d{department}", chance.randint(0, 3), 1)
        for team in range(teams):
            name = f"d{department}t{team}"
            parents[name] = f"d{department}"
            add(name, chance.randint(1, largest), chance.randint(0, 1))
    cells = pd.DataFrame(rows, columns=["team", "place", "invited", "answered", *names])
    return cells, parents, {name: name for name in ["top", *parents]}, names
