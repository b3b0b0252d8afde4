"""Work: who changed which files, when."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd

from kennisbank.errors import InvalidInput

COLUMNS = (
    "commit",
    "time",
    "author",
    "name",
    "email",
    "file",
    "path",
    "change",
    "added",
    "removed",
    "binary",
)


@dataclass(frozen=True, eq=False)
class Work:
    """A history of work on files.

    `changes` has one row per commit and file, oldest first: `commit`, `time` (UTC), `author` (`Name <e-mail>`), `name`,
    `email`, `file` (where that file stands at the end of the history, renames followed; for a file that is gone its last
    path), `path` (as it was), `change` (A made, M changed, R renamed, D deleted, T another type), `added` and `removed`
    lines (<NA> for a binary file), `binary`.

    `files` are the files that are there at the end. `made` says how the history was read, `notes` what was left out.
    """

    changes: pd.DataFrame
    files: tuple[str, ...]
    made: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def people(self) -> tuple[str, ...]:
        """Return everybody who changed something, as `Name <e-mail>`, in order of name."""
        return tuple(sorted(set(self.changes["author"].astype(str))))

    def renamed(self, names: Mapping[str, Hashable]) -> "Work":
        """Return the same work with each author in `names` called by the name given there."""
        authors = self.changes["author"].astype(str).map(lambda author: str(names.get(author, author)))
        return replace(self, changes=self.changes.assign(author=authors.astype("category")))


def work_of(rows: Any, files: tuple[str, ...], **told: Any) -> Work:
    """Return `rows` (a frame or a list of dicts with the columns of `Work.changes`) as a `Work`.

    For histories from elsewhere than git: needed are `author` and `file`; `change`, `time` and the rest are filled in.
    Raises InvalidInput when one of those two is lacking.
    """
    frame = pd.DataFrame(rows)
    lacking = [name for name in ("author", "file") if name not in frame.columns and len(frame)]
    if lacking:
        raise InvalidInput(f"The rows have no {lacking[0]!r}.", mend="Give each an author and a file.")
    filled: dict[str, Any] = {
        "commit": "",
        "time": pd.NaT,
        "author": "",
        "name": "",
        "email": "",
        "file": "",
        "change": "M",
        "binary": False,
    }
    for name, value in filled.items():
        if name not in frame.columns:
            frame[name] = value
    for name in ("added", "removed"):
        given = frame[name] if name in frame.columns else pd.Series(pd.NA, index=frame.index)
        frame[name] = given.astype("Int64")
    frame["path"] = frame["path"] if "path" in frame.columns else frame["file"]
    frame["time"] = pd.to_datetime(frame["time"], utc=True)
    frame = frame[list(COLUMNS)].astype({"binary": bool, "author": "category", "change": "category"})
    return Work(frame, files, **told)


def is_there(work: Work, *, binary: bool) -> "np.ndarray[Any, Any]":
    """Return which rows of the changes are about a file that is still there (and is text, unless `binary`)."""
    there = work.changes["file"].isin(work.files)
    if not binary:
        there &= ~work.changes["file"].isin(set(work.changes.loc[work.changes["binary"], "file"]))
    return np.asarray(there)
