"""The history of a git repository as work: who changed which files."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time
from os import PathLike
from pathlib import Path
from typing import Any

import pandas as pd

from kennisbank.errors import InvalidInput, UnreadableSource
from kennisbank.network.sources.git_calls import answer, tokens
from kennisbank.network.sources.git_log import FORMAT, Files, commits
from kennisbank.network.sources.work import Work

Progress = Callable[[int, int], None]
_EVERY = 200
_LOG = (
    "log", "-z", "--raw", "--numstat", "-M", "--no-merges", "--reverse", "--topo-order", "--no-ext-diff", "--no-textconv",
    "--no-color", "--root", FORMAT,
)  # fmt: skip


def git_history(
    path: str | PathLike[str],
    until: date | datetime | None = None,
    paths: Sequence[str] | None = None,
    *,
    progress: Progress | None = None,
) -> Work:
    """Return who changed which files in the git repository at `path`, from its first commit to the last.

    `until` ends the history at the last commit before the end of that day (UTC), or before that moment. `paths` keeps
    what lies in those folders or files (counted from the root of the repository). Names and e-mail addresses are those
    of `.mailmap`. Renames are followed (git's own judgement: half of the lines alike). Merge commits are left out: what
    was merged is in the history by itself. Submodules are left out. Whole histories are streamed; `progress` gets how
    many commits were read, of how many.

    git runs as a program of its own, without a shell, and runs nothing that the repository asks for. `work.notes` tells
    what was left out, for one that a shallow clone lacks its beginning.

    Raises InvalidInput (no git on this machine, nothing before `until`), UnreadableSource (no folder, no repository, no
    commits yet, a history that git cannot read).
    """
    folder = Path(path)
    tip = _tip(folder, until)
    wanted = ["--", *paths] if paths else []
    merges = int(answer(folder, "rev-list", "--count", "--merges", tip))
    total = int(answer(folder, "rev-list", "--count", "--no-merges", tip))
    with tokens(folder, "ls-tree", "-r", "-z", tip, *wanted) as found:
        there = [entry.split("\t", 1) for entry in found]
    alive = [name for about, name in there if not about.startswith("160000")]
    notes = _notes(folder, merges=merges, submodules=len(there) - len(alive), paths=paths)
    rows, files = _rows(folder, [*_LOG, tip, *wanted], total, progress)
    if files.unborn:
        notes.append(
            f"{files.unborn} files were changed before they were made: their beginning is not in this history."
        )
    last = dict(enumerate(files.known))
    last.update({files.current[name]: name for name in alive if name in files.current})
    seen = set(last.values())
    unseen = sum(name not in seen for name in alive)
    if unseen:
        notes.append(
            f"{unseen} files are there of which no commit tells who made them (they came in a merge)."
        )
    made: dict[str, Any] = {
        "source": "git",
        "tip": tip,
        "until": until,
        "paths": tuple(paths or ()),
        "commits": total,
    }
    return Work(_frame(rows, last), tuple(alive), made, tuple(notes))


def _tip(folder: Path, until: date | datetime | None) -> str:
    """Return the hash of the last commit to read."""
    if not folder.is_dir():
        raise UnreadableSource(
            "There is no such folder.", where=str(folder), mend="Give the folder of a git repository."
        )
    answer(folder, "rev-parse", "--git-dir")
    try:
        head = answer(folder, "rev-parse", "--verify", "--end-of-options", "HEAD^{commit}")
    except UnreadableSource as error:
        raise UnreadableSource(
            "This repository has no commits yet.",
            where=str(folder),
            mend="Give one with a history, or switch to a branch that has one.",
        ) from error
    if until is None:
        return head
    moment = until if isinstance(until, datetime) else datetime.combine(until, time.max, tzinfo=UTC)
    moment = moment.replace(microsecond=0) if moment.tzinfo else moment.replace(microsecond=0, tzinfo=UTC)
    before = answer(folder, "rev-list", "-1", f"--before={moment.isoformat()}", head)
    if not before:
        raise InvalidInput(
            f"There is nothing in this history before {until}.", where=str(folder), mend="Give a later day."
        )
    return before


def _notes(folder: Path, *, merges: int, submodules: int, paths: Sequence[str] | None) -> list[str]:
    notes = []
    if answer(folder, "rev-parse", "--is-shallow-repository") == "true":
        notes.append(
            "This is a shallow clone: what came before its first commit counts as made in that commit."
        )
    if merges:
        notes.append(f"{merges} merge commits were left out.")
    if submodules:
        notes.append(f"{submodules} submodules were left out.")
    if paths:
        notes.append("A file that came into these paths from elsewhere counts as made when it came.")
    return notes


def _rows(
    folder: Path, arguments: list[str], total: int, progress: Progress | None
) -> tuple[dict[str, list[Any]], Files]:
    """Return the columns of the changes, `file` still as a number, and the files."""
    names = ("commit", "time", "name", "email", "file", "path", "change", "added", "removed")
    rows: dict[str, list[Any]] = {name: [] for name in names}
    files = Files()
    try:
        with tokens(folder, *arguments) as pieces:
            for done, commit in enumerate(commits(pieces), 1):
                for change in commit.changes:
                    told = (
                        commit.hash,
                        commit.time,
                        commit.name,
                        commit.email,
                        files.of(change),
                        change.path,
                    )
                    for name, value in zip(
                        names, (*told, change.kind, change.added, change.removed), strict=True
                    ):
                        rows[name].append(value)
                if progress and done % _EVERY == 0:
                    progress(done, max(done, total))
    except ValueError as error:
        raise UnreadableSource(
            f"The history cannot be understood: {error}.", where=str(folder), mend="Run git fsck."
        ) from error
    if progress:
        progress(total, total)
    return rows, files


def _frame(rows: dict[str, list[Any]], last: dict[int, str]) -> pd.DataFrame:
    authors = [f"{name} <{email}>" for name, email in zip(rows["name"], rows["email"], strict=True)]
    return pd.DataFrame({
        "commit": pd.Categorical(rows["commit"]),
        "time": pd.to_datetime(pd.Series(rows["time"], dtype="int64"), unit="s", utc=True),
        "author": pd.Categorical(authors), "name": pd.Categorical(rows["name"]), "email": pd.Categorical(rows["email"]),
        "file": pd.Series([last[number] for number in rows["file"]], dtype=object),
        "path": pd.Series(rows["path"], dtype=object),
        "change": pd.Categorical(rows["change"]),
        "added": pd.array(rows["added"], dtype="Int64"), "removed": pd.array(rows["removed"], dtype="Int64"),
        "binary": pd.Series([added is None and kind != "D" for added, kind in zip(rows["added"], rows["change"], strict=True)], dtype=bool),
    })  # fmt: skip
