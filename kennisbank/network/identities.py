"""People with several spellings made one: what was reviewed in a file is applied, and can be undone."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path
from typing import Any

import networkx as nx
import pandas as pd

from kennisbank.errors import InvalidInput, UnreadableSource
from kennisbank.network.spellings import COLUMNS

_YES, _NO = frozenset({"yes", "y", "ja", "j"}), frozenset({"no", "n", "nee"})
_SUMMED = ("weight", "posts")
_ENDS = ("one", "other")
_FORMULA, _GUARDED = re.compile(r"^'*[=+\-@\t\r]"), re.compile(r"^'(?='*[=+\-@\t\r])")


@dataclass(frozen=True, eq=False)
class Merged:
    """A network with people merged: `graph`, who became whom (`names`), and the network as it was (`before`)."""

    graph: "nx.Graph[Any]"
    names: Mapping[Any, Any]
    before: "nx.Graph[Any]"
    notes: tuple[str, ...] = field(default=())

    def undo(self, *people: Any) -> "Merged":
        """Return it without the merging of `people` (by any of their spellings), or without any merging when none is named.

        Everything comes back as it was before; what was changed in `graph` since is not in it.
        Raises InvalidInput for somebody who was not merged.
        """
        merged = {*self.names, *self.names.values()}
        strange = [person for person in people if person not in merged]
        if strange:
            raise InvalidInput(
                f"{strange[0]!r} was not merged.", mend="Name one of the spellings in `names`."
            )
        undone = {self.names.get(person, person) for person in people}
        kept = {old: new for old, new in self.names.items() if people and new not in undone}
        return _merged(self.before, kept)


def write_identities(proposals: pd.DataFrame, path: str | PathLike[str]) -> None:
    """Write the pairs of `propose_identities` to a CSV, to be reviewed in any text editor or spreadsheet.

    In the first column, `same`, comes yes or no (ja or nee); what is left empty is not merged. A name that a spreadsheet
    would take for a formula gets a `'` before it, which `read_identities` takes away.
    """
    names = {end: proposals[end].astype(str).str.replace(_FORMULA, r"'\g<0>", regex=True) for end in _ENDS}
    proposals[list(COLUMNS)].assign(**names).to_csv(
        path, index=False, encoding="utf-8-sig", lineterminator="\n"
    )


def read_identities(path: str | PathLike[str]) -> pd.DataFrame:
    """Return the reviewed pairs in `path`, with `same` as yes, no or nothing.

    Raises UnreadableSource (no such file, a column lacks), InvalidInput (an answer that is none, with its line).
    """
    file = Path(path)
    try:
        table = pd.read_csv(
            file, dtype=str, keep_default_na=False, encoding="utf-8-sig", sep=None, engine="python"
        )
    except (OSError, ValueError) as error:
        raise UnreadableSource(f"This cannot be read: {error}.", where=str(file)) from error
    lacking = [name for name in ("same", "one", "other") if name not in table.columns]
    if lacking:
        raise UnreadableSource(
            f"There is no column {lacking[0]!r}.",
            where=str(file),
            mend="Keep the first line as it was written.",
        )
    for end in _ENDS:
        table[end] = table[end].str.replace(_GUARDED, "", regex=True)
    table["same"] = [_answer(told, f"{file}, line {line}") for line, told in enumerate(table["same"], 2)]
    return table


def merge_identities(graph: "nx.Graph[Any]", reviewed: pd.DataFrame) -> Merged:
    """Return `graph` with each group of people that `reviewed` says are the same (`same` is yes) as one node.

    Who is the same as somebody who is the same as a third is all three. A group goes by the spelling with the most ties,
    of equals the first by name. `graph` itself stays as it is, and `.undo()` gives it back.

    `weight` and `posts` are added up, `since` and `last` widened; of ties that fall together, other attributes stay
    where they agree and are left out where they differ. A multigraph keeps every tie. Ties between two spellings of one person go,
    and are counted in `notes`. For work on files merge before counting, not after: `work.renamed(merged.names)`, or a `.mailmap`.

    Raises InvalidInput when two people are said not to be the same, but others make them so.
    """
    answers = [
        (row["one"], row["other"], _answer(row["same"], "same")) for row in reviewed.to_dict("records")
    ]
    nodes = {str(node): node for node in graph}
    same: nx.Graph[str] = nx.Graph((one, other) for one, other, answer in answers if answer == "yes")
    groups = {name: group for group in nx.connected_components(same) for name in group}
    for one, other, answer in answers:
        if answer == "no" and other in groups.get(one, ()):
            raise InvalidInput(
                f"{one!r} and {other!r} are not the same, it says, but they are by way of others.",
                where=" = ".join(nx.shortest_path(same, one, other)),
                mend="Change one of these answers.",
            )
    names = {}
    for group in nx.connected_components(same):
        here = sorted((nodes[name] for name in group if name in nodes), key=str)
        if len(here) > 1:
            chosen = max(here, key=graph.degree)
            names.update({node: chosen for node in here if node != chosen})
    return _merged(graph, names)


def _answer(told: Any, where: str) -> str:
    word = str(told).strip().casefold()
    if word and word not in _YES | _NO:
        raise InvalidInput(f"{told!r} is no answer.", where=where, mend="Write yes, no or nothing.")
    return "yes" if word in _YES else "no" if word in _NO else ""


def _merged(before: "nx.Graph[Any]", names: Mapping[Any, Any]) -> Merged:
    after = before.__class__()
    after.graph.update(before.graph)
    spellings: dict[Any, list[Any]] = {}
    for node in before:
        spellings.setdefault(names.get(node, node), []).append(node)
    for person, group in spellings.items():
        first = [person, *(node for node in group if node != person)]
        data = _first_of([before.nodes[node] for node in first])
        if len(group) > 1:
            data["spellings"] = tuple(sorted(map(str, group)))
        after.add_node(person, **data)
    loops: Counter[Any] = Counter()
    for one, other, *key, data in _ties(before):
        ends = names.get(one, one), names.get(other, other)
        if ends[0] == ends[1] and one != other:
            loops[ends[0]] += 1
        elif after.is_multigraph():
            after.add_edge(*ends, *([] if after.has_edge(*ends, *key) else key), **data)
        elif after.has_edge(*ends):
            joined = _joined(after.edges[ends], data)
            after.edges[ends].clear()
            after.edges[ends].update(joined)
        else:
            after.add_edge(*ends, **data)
    notes = [
        f"{number} ties between spellings of {person} were left out." for person, number in loops.items()
    ]
    return Merged(after, dict(names), before.copy(), tuple(notes))


def _ties(graph: "nx.Graph[Any]") -> Any:
    return graph.edges(keys=True, data=True) if graph.is_multigraph() else graph.edges(data=True)  # type: ignore[call-overload]


def _first_of(found: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the attributes of a node: those of the first that has them, counts added up."""
    told: dict[str, Any] = {}
    for data in found:
        for name, value in data.items():
            told[name] = told[name] + value if name in _SUMMED and name in told else told.get(name, value)
    return told


def _joined(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """Return the attributes of two ties that fall together."""
    told: dict[str, Any] = {"weight": one.get("weight", 1) + other.get("weight", 1)}
    for name in {**one, **other}:
        values = [data[name] for data in (one, other) if data.get(name) is not None]
        if name in ("since", "last"):
            told[name] = (min if name == "since" else max)(values, default=None)
        elif name not in _SUMMED and one.get(name) == other.get(name):
            told[name] = one.get(name)
        elif name in _SUMMED and name != "weight":
            told[name] = sum(values)
    return told
