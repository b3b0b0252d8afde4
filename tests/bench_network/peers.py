"""The same work by a bare engine, as somebody would write it who knows that engine."""

from collections import Counter, defaultdict
from math import log
from typing import Any

import igraph
import networkx as nx
import numpy as np
from scipy import sparse


def converted(engine: str, given: Any, weight: str | None) -> Any:
    """Return `given` in the engine, by the engine's or networkx's own way of getting it there.

    A graph with `others` comes as a list: its own matrix first. A history comes as rows of file and person.
    """
    if engine == "python":
        return list(zip(given.changes["file"], given.changes["author"], strict=True))
    if engine == "igraph":
        return igraph.Graph.from_networkx(given)
    as_matrix = nx.to_numpy_array if engine == "numpy" else nx.to_scipy_sparse_array
    made = [
        as_matrix(each, nodelist=list(given), weight=weight, dtype=float)
        for each in (given, *given.graph.get("others", {}).values())
    ]
    return made if len(made) > 1 else made[0]


def leiden(graph: Any, runs: int) -> list[Any]:
    """Return `runs` divisions by modularity, each until nothing improves."""
    plain = graph.as_undirected()
    return [plain.community_leiden(objective_function="modularity", n_iterations=-1) for _ in range(runs)]


def newman(matrix: Any) -> Any:
    """Return the people × people matrix of a two-mode one, each shared topic divided by how many others share it."""
    people = matrix.shape[0] * 4 // 5  # as `graphs.two_mode` makes it
    incidence = sparse.csr_array(matrix[:, people:])[:people]
    shares = np.bincount(incidence.indices, minlength=incidence.shape[1])
    part = 1 / np.maximum(shares - 1, 1) * (shares > 1)
    return (incidence @ sparse.diags_array(part)) @ incidence.T


def qap_in_networkx(graph: Any, permutations: int) -> tuple[float, list[float]]:
    """Return r of two relations, and r for each order of the nodes of the second: a loop over ties."""
    (other,) = graph.graph["others"].values()
    chance, nodes = np.random.default_rng(1), list(graph)
    dyads = len(nodes) * (len(nodes) - 1)
    means = graph.number_of_edges() / dyads, other.number_of_edges() / dyads
    spread = np.prod([np.sqrt(mean - mean * mean) for mean in means])

    def score(place: dict[Any, Any]) -> float:
        both = sum(other.has_edge(place[one], place[two]) for one, two in graph.edges)
        return float((both / dyads - means[0] * means[1]) / spread)

    orders = (chance.permutation(len(nodes)).tolist() for _ in range(permutations))
    return score(dict(zip(nodes, nodes, strict=True))), [
        score(dict(zip(nodes, (nodes[at] for at in order), strict=True))) for order in orders
    ]


def qap(matrices: list[Any], permutations: int) -> tuple[float, list[float]]:
    """Return r of two sparse relations, and r for each order of the nodes of the second."""
    one, other = (sparse.csr_array(matrix) for matrix in matrices)
    chance, size = np.random.default_rng(1), one.shape[0]
    dyads = size * (size - 1)
    means = one.sum() / dyads, other.sum() / dyads
    spread = np.sqrt(one.power(2).sum() / dyads - means[0] ** 2) * np.sqrt(
        other.power(2).sum() / dyads - means[1] ** 2
    )

    def score(moved: Any) -> float:
        return float((one.multiply(moved).sum() / dyads - means[0] * means[1]) / spread)

    orders = (chance.permutation(size) for _ in range(permutations))
    return score(other), [score(other[order][:, order]) for order in orders]


def mrqap(matrices: list[Any], permutations: int) -> tuple[Any, Any]:
    """Return t of each coefficient of the first relation on the others, and t for each order, by double semi-partialling."""
    chance, size = np.random.default_rng(1), len(matrices[0])
    apart = ~np.eye(size, dtype=bool)
    y, *columns = (matrix[apart] for matrix in matrices)
    design = np.column_stack([np.ones(len(y)), *columns])
    found = np.empty((permutations, design.shape[1]))
    for place in range(design.shape[1]):
        others = np.delete(design, place, axis=1)
        left = np.zeros((size, size))
        left[apart] = design[:, place] - others @ np.linalg.lstsq(others, design[:, place])[0]
        for number in range(permutations):
            order = chance.permutation(size)
            found[number, place] = _t(np.column_stack([others, left[np.ix_(order, order)][apart]]), y)[-1]
    return _t(design, y), found


def _t(design: Any, y: Any) -> Any:
    inverse = np.linalg.inv(design.T @ design)
    coefficients = inverse @ (design.T @ y)
    left = y - design @ coefficients
    return coefficients / np.sqrt(np.diag(inverse) * (left @ left) / (len(y) - design.shape[1]))


def truck_factor(rows: list[tuple[str, str]]) -> tuple[int, list[str]]:
    """Return the truck factor of changes (file, person), oldest first, and who is removed, as Avelino et al. describe it."""
    made: dict[str, str] = {}
    changes: dict[str, Counter[str]] = defaultdict(Counter)
    for file, person in rows:
        if file in made:
            changes[file][person] += 1
        else:
            made[file] = person
    authors = {file: _authors(maker, changes[file]) for file, maker in made.items()}
    counted = Counter(person for people in authors.values() for person in people)
    removed: list[str] = []
    for person in sorted(counted, key=lambda person: (-counted[person], person)):
        if sum(bool(people) for people in authors.values()) < len(authors) / 2:
            break
        removed.append(person)
        for people in authors.values():
            people.discard(person)
    return len(removed), removed


def _authors(maker: str, changes: "Counter[str]") -> set[str]:
    total = changes.total()
    doa = {
        person: 3.293 + 1.098 * (person == maker) + 0.164 * changes[person] - 0.321 * log(1 + total - changes[person])
        for person in {maker, *changes}
    }  # fmt: skip
    highest = max(doa.values())
    return {
        person for person, value in doa.items() if value >= 3.293 and highest > 0 and value / highest > 0.75
    }
