"""What every peer shows: the same data, chart, table, small network and sum, computed anew for each visitor.

This module is on the path of each server and knows none of them. It is what a realistic notebook app imports and does:
pandas for the rows, networkx for the network. Everything is the same on every run.
"""

import random
from dataclasses import dataclass
from html import escape

import networkx as nx
import pandas as pd

TITLE = "Realistisch"
EXPLANATION = (
    "Tien velden, een grafiek, een tabel van duizend rijen, een klein netwerk en een knop die iets uitrekent."
)
BUTTON = "Herbereken"
ROWS = 1_000
TEAMS = ("Vergunningen", "Kwaliteit", "Klantcontact", "Toezicht", "Beleid", "Uitvoering")
PHASES = ("Idee", "Bezig", "Klaar")
PRIORITIES = ("Laag", "Midden", "Hoog")
LABELS = (
    "Titel", "Wat gebeurde er", "Team", "Fase", "Openbaar", "Aantal", "Uren", "Datum", "Prioriteit", "Meedenken",
)  # fmt: skip
"""The ten fields of the form, in the order in which they stand."""


@dataclass
class Content:
    """What one visitor sees: `rows`, three pieces of markup, and how often was clicked."""

    rows: pd.DataFrame
    graph: nx.Graph
    chart: str
    network: str
    table: str
    clicks: int = 0

    def recompute(self) -> str:
        """Compute something over all rows and the whole network, and return the sentence that shows it."""
        self.clicks += 1
        shares = self.rows.assign(weight=(self.rows["uren"] * (self.clicks % 7 + 1)) % 11)
        best = shares.groupby("team", observed=True)["weight"].mean().sort_values().index[-1]
        between = nx.betweenness_centrality(self.graph, k=20, seed=self.clicks)
        return f"Uitkomst {self.clicks}: {best} {max(between.values()):.5f}"


def make() -> Content:
    """Compute everything that a page shows."""
    rows = lessons()
    graph = colleagues()
    table = rows.to_html(index=False, border=0)
    return Content(rows, graph, chart(rows), picture(graph), table)


def lessons() -> pd.DataFrame:
    """Return a thousand invented rows."""
    chance = random.Random(3)
    return pd.DataFrame(
        {
            "nummer": range(1, ROWS + 1),
            "titel": [f"Les over onderwerp {chance.randrange(200)}" for _ in range(ROWS)],
            "team": [chance.choice(TEAMS) for _ in range(ROWS)],
            "fase": [chance.choice(PHASES) for _ in range(ROWS)],
            "uren": [chance.randrange(1, 40) for _ in range(ROWS)],
            "datum": pd.date_range("2024-01-01", periods=ROWS, freq="12h").strftime("%Y-%m-%d"),
        }
    )


def colleagues() -> nx.Graph:
    """Return a small network of forty people."""
    return nx.connected_watts_strogatz_graph(40, 4, 0.2, seed=3)


def chart(rows: pd.DataFrame) -> str:
    """Return a bar chart of hours per team as SVG."""
    hours = rows.groupby("team")["uren"].sum()
    bars = [
        f'<rect x="{40 + place * 90}" y="{220 - 200 * value / hours.max():.1f}" width="70" '
        f'height="{200 * value / hours.max():.1f}" fill="#154273"/>'
        f'<text x="{75 + place * 90}" y="236" font-size="11" text-anchor="middle">{escape(str(team))}</text>'
        for place, (team, value) in enumerate(hours.items())
    ]
    return _svg("Uren per team", 600, 240, "".join(bars))


def picture(graph: nx.Graph) -> str:
    """Return the network as SVG."""
    spots = nx.spring_layout(graph, seed=3)
    at = {node: (300 + 270 * x, 180 + 160 * y) for node, (x, y) in spots.items()}
    lines = [
        f'<line x1="{at[one][0]:.1f}" y1="{at[one][1]:.1f}" x2="{at[two][0]:.1f}" y2="{at[two][1]:.1f}" stroke="#999"/>'
        for one, two in graph.edges
    ]
    dots = [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6" fill="#8fcae7"/>' for x, y in at.values()]
    return _svg("Wie met wie werkt", 600, 360, "".join(lines + dots))


def _svg(label: str, width: int, height: int, inside: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{label}" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}">{inside}</svg>'
    )
