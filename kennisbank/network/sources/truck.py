"""The truck factor: how many people can leave before most files have nobody left who knows them."""

from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from kennisbank.errors import InvalidInput
from kennisbank.network.described import Finding, frame
from kennisbank.network.sources.authorship import LEAST, NORMALISED, authorship
from kennisbank.network.sources.work import Work, is_there

_SHARE = 0.5
ROOT = "."


@dataclass(frozen=True, kw_only=True)
class TruckFactor(Finding):
    """`value` people, `removed` in that order, know more than half of the files alone or among them.

    `authors` has a row per author: `files` (of how many files) and `alone` (of how many as the only one). `files` has a
    row per file: `authors` (names) and `orphan` (nobody of those is left). `orphans` is the share of files without an
    author after the removal, `orphans_before` that before it (a file can have none: many changed it, each a little).
    """

    measure: ClassVar[str] = "truck_factor"
    value: int
    removed: tuple[str, ...]
    orphans: float
    orphans_before: float
    authors: pd.DataFrame
    files: pd.DataFrame


def truck_factor(
    work: Work,
    *,
    normalised: float = NORMALISED,
    least: float = LEAST,
    share: float = _SHARE,
    binary: bool = False,
) -> TruckFactor:
    """Return the truck factor of `work` as Avelino, Passos, Hora and Valente define it (ICPC 2016, algorithm 1).

    Authors of a file are those whose degree of authorship (see `authorship`) is more than `normalised` times the
    highest of that file and at least `least`. The author of the most files is removed, then the next (of equals the
    first by name), until fewer than `share` of the files have an author left; the number removed is the truck factor.
    That is a greedy upper bound of the fewest people for whom it holds. 0 when there are no files, or too few with an
    author to begin with. Files are those that are there at the end of the history; binary ones only with `binary`.
    Nothing is left out as documentation or as a library of others: give `git_history` the `paths` that matter.

    Peer: the program of these authors (github.com/aserg-ufmg/Truck-Factor), but for what `authorship` says of it.
    Raises InvalidInput for a threshold outside 0 … 1 (`normalised`, `share`).
    """
    for name, value in (("normalised", normalised), ("share", share)):
        if not 0 <= value <= 1:
            raise InvalidInput(
                f"{name} is {value}; it must lie between 0 and 1.", mend="Give a share.", where=name
            )
    table = authorship(work, normalised=normalised, least=least, binary=binary)
    there = {str(file) for file in work.changes["file"][is_there(work, binary=binary)]}
    seen = {str(file) for file in work.changes["file"]}
    unseen = [file for file in work.files if file not in seen]
    names = sorted([*there, *unseen])
    known: dict[str, list[str]] = {name: [] for name in names}
    for file, person in table.loc[table["author"], ["file", "person"]].itertuples(index=False):
        known[file].append(person)
    left = {file: set(people) for file, people in known.items()}
    alone = pd.Series(
        [people[0] for people in known.values() if len(people) == 1], dtype=object
    ).value_counts()
    counted = pd.Series(
        [person for people in known.values() for person in people], dtype=object
    ).value_counts()
    order = sorted(counted.index, key=lambda person: (-int(counted[person]), person))
    before = _orphans(left)
    removed: list[str] = []
    for person in order:
        if not left or 1 - _orphans(left) < share:
            break
        removed.append(person)
        for people in left.values():
            people.discard(person)
    method = {
        **work.made, "normalised": normalised, "least": least, "share": share, "binary": binary, "notes": work.notes,
        "algorithm": "greedy, Avelino et al. 2016",
    }  # fmt: skip
    return TruckFactor(
        value=len(removed),
        removed=tuple(removed),
        orphans=_orphans(left),
        orphans_before=before,
        authors=pd.DataFrame(
            {
                "files": [int(counted[name]) for name in order],
                "alone": [int(alone.get(name, 0)) for name in order],
            },
            index=pd.Index(order, name="author"),
        ),
        files=pd.DataFrame(
            {"authors": [tuple(known[name]) for name in names], "orphan": [not left[name] for name in names]},
            index=pd.Index(names, name="file"),
        ),
        method=method,
    )


def truck_factor_by_folder(  # noqa: PLR0913 - the thresholds of the definition, each by name
    work: Work,
    *,
    depth: int = 1,
    normalised: float = NORMALISED,
    least: float = LEAST,
    share: float = _SHARE,
    binary: bool = False,
) -> pd.DataFrame:
    """Return the truck factor of each folder by itself: one row per folder of `depth` levels, in order of name.

    Columns: `truck_factor`, `files`, `authors` (how many people are author of at least one file), `alone` (files with
    one author), `orphans` (files with none), `removed` (who, in order). Files above that depth count for the folder
    they stand in; `.` is the root. The rest is as in `truck_factor`.
    """
    if depth < 1:
        raise InvalidInput(f"depth is {depth}.", mend="Give 1 or more.", where="depth")
    whole = truck_factor(work, normalised=normalised, least=least, share=share, binary=binary)
    folders: dict[str, list[str]] = {}
    for file in whole.files.index:
        folders.setdefault(_folder(str(file), depth), []).append(str(file))
    rows = {}
    for folder, files in sorted(folders.items()):
        part = truck_factor(
            Work(work.changes[work.changes["file"].isin(files)], tuple(files)),
            normalised=normalised, least=least, share=share, binary=True,
        )  # fmt: skip
        people = part.files["authors"].map(len)
        rows[folder] = (
            part.value, len(files), len(part.authors), int((people == 1).sum()), int((people == 0).sum()), part.removed,
        )  # fmt: skip
    names = ("truck_factor", "files", "authors", "alone", "orphans", "removed")
    columns = {name: [row[place] for row in rows.values()] for place, name in enumerate(names)}
    table = frame("truck_factor", list(rows), columns, **whole.method, depth=depth)
    table.index.name = "folder"
    return table


def _folder(file: str, depth: int) -> str:
    *folders, _ = file.split("/")
    return "/".join(folders[:depth]) or ROOT


def _orphans(left: dict[str, set[str]]) -> float:
    """Return the share of files without an author; NaN when there are no files."""
    return sum(not people for people in left.values()) / len(left) if left else float("nan")
