"""Which figures a wave could have: the whole, units, small teams put together, and traits of the whole."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from kennisbank.climate.disclosure.figures import Figure
from kennisbank.climate.disclosure.rules import Rules
from kennisbank.errors import InvalidInput

WHOLE = "whole"
FEW_INVITED, FEW_ANSWERED, RESPONSE = "few_invited", "few_answered", "response"
Teams = frozenset[str]


@dataclass(frozen=True)
class Plan:
    """`figures` in order of usefulness over `atoms`; `weights` (atoms x counts) with the `least` number for each count.

    `blocks` are the finest groups of teams that are large enough by every count: whatever is made of whole blocks is safe.
    `reasons` maps figures that are too small by themselves to why.
    """

    figures: tuple[Figure, ...]
    atoms: tuple[str, ...]
    weights: pd.DataFrame
    least: tuple[int, ...]
    rules: Rules
    blocks: Mapping[str, Teams]
    reasons: Mapping[str, str]


def atom_id(team: str, *traits: str) -> str:
    """Return the id of the atom of the people of `team` with these values of the traits."""
    return " ".join((team, *traits))


def plan(  # noqa: PLR0913 - a plan is made of all these
    cells: pd.DataFrame,
    *,
    parents: Mapping[str, str],
    titles: Mapping[str, str],
    traits: Sequence[str] = ("place",),
    scales: Sequence[str] = (),
    rules: Rules | None = None,
) -> Plan:
    """Return the figures of a wave in which the people of `cells` were asked.

    `cells` has a row per team and value of the traits: columns `team`, the traits, `invited`, `answered`, and per scale how many
    have a score. `parents` gives the team that a team is part of, `titles` their names; people may be in any team, also one that
    has others below it. From below upwards, teams that are too small are put together with others of the same unit. Traits are
    asked of the whole only, never of a team. An organisation that is too small as a whole has figures that all have a reason.
    Raises InvalidInput for a missing column, a cell that is there twice, or teams that are part of each other in a circle.
    """
    rules = rules or Rules()
    kept = _checked(cells, traits, scales)
    names = ["invited", "answered", *scales]
    atoms = tuple(atom_id(*told) for told in kept[["team", *traits]].itertuples(index=False))
    weights = kept[names].set_index(pd.Index(atoms))
    by_team = kept.groupby("team")[names].sum()
    tree = _Tree(parents, frozenset(by_team.index), titles)
    size = _Size(by_team, rules)
    blocks = tree.blocks(size)
    named = {_group_id(teams): teams for teams in blocks}
    atoms_of = _atoms_by(kept["team"], atoms)
    units = [_unit(unit, tree, titles, atoms_of) for unit in tree.units()]
    groups = [
        _group(id, teams, tree, titles, atoms_of) for id, teams in named.items() if not tree.is_unit(teams)
    ]
    whole = [] if not atoms else [Figure(WHOLE, WHOLE, "whole", frozenset(atoms), "", tree.everybody)]
    unions = [one for one in units if _is_union(one.teams, blocks)]
    others = [one for one in units if one not in unions]
    traited = [
        Figure(f"{trait}:{value}", f"{trait}:{value}", "trait", frozenset(found))
        for trait in traits
        for value, found in sorted(_atoms_by(kept[trait], atoms).items())
    ]
    figures = (*whole, *unions, *groups, *others, *traited)
    reasons = {
        one.id: why for one in figures if (why := size.reason_of(weights.loc[sorted(one.atoms)].sum()))
    }
    ids = {one.teams: one.id for one in [*groups, *units]}
    least = (rules.invited, *[rules.answered] * (len(names) - 1))
    return Plan(figures, atoms, weights, least, rules, {ids[teams]: teams for teams in blocks}, reasons)


def _checked(cells: pd.DataFrame, traits: Sequence[str], scales: Sequence[str]) -> pd.DataFrame:
    wanted = ["team", *traits, "invited", "answered", *scales]
    if absent := [name for name in wanted if name not in cells.columns]:
        raise InvalidInput(
            f"The cells have no column {absent[0]!r}.", mend=f"Give the columns {', '.join(wanted)}."
        )
    if cells.duplicated(["team", *traits]).any():
        raise InvalidInput(
            "A cell of team and traits is there twice.", mend="Add up the people of each cell first."
        )
    return cells[cells["invited"] > 0].sort_values(["team", *traits]).reset_index(drop=True)


def _atoms_by(values: pd.Series, atoms: Sequence[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for value, atom in zip(values, atoms, strict=True):
        found.setdefault(str(value), set()).add(atom)
    return found


def _is_union(teams: Teams, blocks: Iterable[Teams]) -> bool:
    inside = [block for block in blocks if block <= teams]
    return bool(inside) and frozenset().union(*inside) == teams


def _group_id(teams: Teams) -> str:
    return "+".join(sorted(teams))


def _unit(unit: str, tree: "_Tree", titles: Mapping[str, str], atoms_of: Mapping[str, set[str]]) -> Figure:
    teams = tree.below(unit)
    atoms = frozenset[str]().union(*(atoms_of[team] for team in teams))
    return Figure(unit, titles.get(unit, unit), "unit", atoms, unit, teams)


def _group(
    id: str, teams: Teams, tree: "_Tree", titles: Mapping[str, str], atoms_of: Mapping[str, set[str]]
) -> Figure:
    """Return the figure of teams put together, named after all of them; of a unit with others below it only its own staff."""
    names = [
        f"{titles.get(team, team)} (staf)" if tree.children(team) else titles.get(team, team)
        for team in tree.ordered(teams)
    ]
    atoms = frozenset[str]().union(*(atoms_of[team] for team in teams))
    return Figure(id, " + ".join(names), "group", atoms, "", teams)


@dataclass(frozen=True)
class _Size:
    by_team: pd.DataFrame
    rules: Rules

    def reason(self, teams: Teams) -> str:
        return self.reason_of(self.by_team.loc[sorted(teams)].sum())

    def reason_of(self, counts: pd.Series) -> str:
        """Return why these counts are not enough, or an empty text."""
        invited = counts["invited"]
        if invited < self.rules.invited:
            return FEW_INVITED
        if (counts.drop("invited") < self.rules.answered).any():
            return FEW_ANSWERED
        return "" if counts["answered"] / invited >= self.rules.response else RESPONSE

    def people(self, teams: Teams) -> int:
        return int(self.by_team.loc[sorted(teams), "invited"].sum())


class _Tree:
    """The teams that have people, in the hierarchy above them."""

    def __init__(self, parents: Mapping[str, str], teams: Teams, titles: Mapping[str, str]) -> None:
        self.everybody = teams
        self._up = dict(parents)
        self._titles = titles
        self._paths = {team: self._path(team) for team in sorted(teams)}
        self._units = {unit for path in self._paths.values() for unit in path}
        self._children: dict[str, list[str]] = {}
        for unit in sorted(self._units):
            self._children.setdefault(self._up.get(unit, ""), []).append(unit)

    def _path(self, team: str) -> list[str]:
        found = [team]
        while above := self._up.get(found[-1], ""):
            if above in found:
                raise InvalidInput(
                    "Teams are part of each other in a circle.",
                    where=" → ".join([*found, above]),
                    mend="Mend `part_of`.",
                )
            found.append(above)
        return found

    def children(self, unit: str) -> list[str]:
        return self._children.get(unit, [])

    def units(self) -> list[str]:
        """Return the units, those above first."""
        found = list(self.children(""))
        for unit in found:
            found.extend(self.children(unit))
        return found

    def below(self, unit: str) -> Teams:
        return frozenset(team for team, path in self._paths.items() if unit in path)

    def is_unit(self, teams: Teams) -> bool:
        return any(self.below(unit) == teams for unit in self._units)

    def ordered(self, teams: Teams) -> list[str]:
        """Return teams by title, with what is deepest first: the staff of a unit stands behind its teams."""
        return sorted(teams, key=lambda team: (-len(self._paths[team]), *self._name(team)))

    def _name(self, team: str) -> tuple[str, str]:
        """Return what teams are put in order by: the title, and the id where two have the same."""
        return self._titles.get(team, team), team

    def blocks(self, size: _Size) -> list[Teams]:
        """Return the finest groups that are large enough; none when all people together are too few."""
        found, rest = self._blocks("", size)
        return [] if rest else found

    def _blocks(self, unit: str, size: _Size) -> tuple[list[Teams], Teams]:
        """Return the blocks below `unit`, and the teams that are left over: too few, and no block to put them with."""
        found: list[Teams] = []
        left: list[Teams] = [frozenset({unit})] if unit in self.everybody else []
        for child in self.children(unit):
            blocks, rest = self._blocks(child, size)
            found.extend(blocks)
            left.extend([rest] if rest else [])
        group: Teams = frozenset()
        for part in sorted(left, key=lambda teams: self._by_size(teams, size)):
            group |= part
            if not size.reason(group):
                found.append(group)
                group = frozenset()
        while (
            group and found
        ):  # what is too small joins the smallest block, and the next, until together they suffice
            smallest = min(found, key=lambda teams: self._by_size(teams, size))
            found.remove(smallest)
            group |= smallest
            if not size.reason(group):
                found.append(group)
                group = frozenset()
        return found, group

    def _by_size(self, teams: Teams, size: _Size) -> tuple[int, list[tuple[str, str]]]:
        """Return what puts the smallest group first, and of two as large the first by name: the same at every closing."""
        return size.people(teams), sorted(self._name(team) for team in teams)
