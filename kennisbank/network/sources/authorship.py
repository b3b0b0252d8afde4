"""Degree of authorship: how much of a file somebody knows, from who made it and who changed it."""

from datetime import date
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from kennisbank.network.sources.work import Work, is_there

NORMALISED, LEAST = 0.75, 3.293
"""An author has more than this share of the highest degree of a file, and at least this degree (Avelino et al. 2016)."""
_CONSTANT, _FIRST, _DELIVERY, _ACCEPTANCE = 3.293, 1.098, 0.164, 0.321


def authorship(
    work: Work, *, normalised: float = NORMALISED, least: float = LEAST, binary: bool = False
) -> pd.DataFrame:
    """Return the degree of authorship of each person of each file that is still there.

        DOA(d, f) = 3.293 + 1.098 FA + 0.164 DL - 0.321 ln(1 + AC)

    FA is 1 for who made the file, DL how many changes d made to it after that, AC how many others did. Making the file
    is no change, nor is deleting it or moving it without changing a line. Who made it is who changed it first in the
    history that was read. The weights are those of Fritz et al. (ICSE 2010), as Avelino et al. (ICPC 2016) use them.

    Their own program (Truck-Factor, in Java) differs from this in three ways: a move
    without changes is a change, who makes a file again after somebody else also counts as having made it, and who made
    it is an author below `least` too.

    One row per file and person who did more than move it: `file`, `person`, `made` (FA), `changes` (DL, and 1 for making), `doa`, `share` (doa over
    the highest of the file), `author` (share > `normalised` and doa >= `least`), `first`, `last`.
    """
    rows = work.changes[is_there(work, binary=binary) & (work.changes["change"] != "D").to_numpy()]
    rows = rows.reset_index(drop=True)
    made = ~rows["file"].duplicated()
    still = (rows["change"] == "R") & (rows["added"].fillna(1) == 0) & (rows["removed"].fillna(1) == 0)
    counts = pd.DataFrame({
        "file": rows["file"].astype(str), "person": rows["author"].astype(str), "made": made.astype(int),
        "later": (~made & ~still).astype(int), "time": rows["time"],
    })  # fmt: skip
    grouped = counts.groupby(["file", "person"], sort=True)
    table = grouped.agg(
        made=("made", "sum"), later=("later", "sum"), first=("time", "min"), last=("time", "max")
    ).reset_index()
    others = table.groupby("file")["later"].transform("sum") - table["later"]
    doa = _CONSTANT + _FIRST * table["made"] + _DELIVERY * table["later"] - _ACCEPTANCE * np.log1p(others)
    highest = doa.groupby(table["file"]).transform("max")
    share = (doa / highest).where(highest > 0)
    told = pd.DataFrame({
        "file": table["file"], "person": table["person"], "made": table["made"].astype(bool),
        "changes": table["made"] + table["later"], "doa": doa.astype(float), "share": share.astype(float),
        "author": (share > normalised) & (doa >= least), "first": table["first"], "last": table["last"],
    })  # fmt: skip
    return told[told["changes"] > 0].reset_index(drop=True)


def knowledge_of(work: Work, *, binary: bool = False) -> "nx.Graph[str]":
    """Return who worked on which file: a graph of people (`bipartite` 0) and files that are still there (1).

    A tie has `weight` (in how many commits), `doa` (degree of authorship, see `authorship`), `share` (that, divided by
    the highest of the file), `author` (whether it makes the person an author of the file), and `since` and `last`: the
    days of the first and the last change. Files that are binary are left out unless `binary`. Who only moved a file
    without changing it has no tie. `graph.graph` says how the history was read (`made`) and what was left out (`notes`).
    """
    table = authorship(work, binary=binary)
    net: nx.Graph[str] = nx.Graph(made=dict(work.made), notes=work.notes)
    net.add_nodes_from(sorted(set(table["person"])), bipartite=0, kind="person")
    net.add_nodes_from(sorted(set(table["file"])), bipartite=1, kind="file")
    for row in table.to_dict("records"):
        net.add_edge(
            str(row["person"]), str(row["file"]), weight=int(row["changes"]), doa=float(row["doa"]),
            share=float(row["share"]), author=bool(row["author"]), since=_day(row["first"]), last=_day(row["last"]),
        )  # fmt: skip
    return net


def _day(moment: Any) -> date | None:
    return None if pd.isna(moment) else pd.Timestamp(moment).date()
