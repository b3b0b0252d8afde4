"""The history of a repository, commit by commit, with files that keep who they are when they are renamed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

BEGIN = "\x01"
FORMAT = f"--format=tformat:{BEGIN}%H%x00%aN%x00%aE%x00%at"
"""A commit: its hash, then name and e-mail of the author as `.mailmap` has them, and the moment of authorship."""
_SUBMODULE = "160000"


@dataclass(frozen=True, slots=True)
class Change:
    """One file in one commit: `kind` is git's letter; `old` is its path before; no counts for a binary file."""

    kind: str
    old: str
    path: str
    added: int | None = None
    removed: int | None = None


@dataclass(frozen=True, slots=True)
class Commit:
    """Who changed which files, when (seconds since 1970)."""

    hash: str
    name: str
    email: str
    time: int
    changes: tuple[Change, ...]


def commits(pieces: Iterator[str]) -> Iterator[Commit]:
    """Yield the commits in what `git log -z --raw --numstat` says with `FORMAT`. Raises ValueError when it is cut off."""
    head: list[str] = []
    raw: dict[str, tuple[str, str]] = {}
    counted: dict[str, tuple[int | None, int | None]] = {}
    for piece in pieces:
        told = piece.lstrip("\n")
        if told.startswith(BEGIN):
            if head:
                yield _commit(head, raw, counted)
            head, raw, counted = [told[1:], *_next(pieces, 3)], {}, {}
        elif told.startswith(":"):
            _, mode, _, _, status = told.split(" ")
            old, path = _next(pieces, 2) if status[0] in "RC" else _next(pieces, 1) * 2
            if _SUBMODULE not in (mode, told[1:7]):
                raw[path] = (status[0], old)
        elif told:
            added, removed, path = told.split("\t", 2)
            path = path or _next(pieces, 2)[1]
            counted[path] = (_count(added), _count(removed))
    if head:
        yield _commit(head, raw, counted)


def _next(pieces: Iterator[str], number: int) -> list[str]:
    found = list(islice(pieces, number))
    if len(found) < number:
        raise ValueError("git's answer is cut off")
    return found


def _commit(
    head: list[str], raw: dict[str, tuple[str, str]], counted: dict[str, tuple[int | None, int | None]]
) -> Commit:
    changes = tuple(
        Change(kind, old, path, *counted.get(path, (None, None))) for path, (kind, old) in raw.items()
    )
    return Commit(head[0], head[1].strip(), head[2].strip(), int(head[3]), changes)


def _count(word: str) -> int | None:
    return None if word == "-" else int(word)


@dataclass
class Files:
    """Which file a path is, through renames, deletions and branches; read the commits from old to new."""

    current: dict[str, int] = field(default_factory=dict)
    known: list[str] = field(default_factory=list)
    """The last path of each file, by its number."""
    unborn: int = 0
    """How many files were changed without having been made: their beginning is not in this history."""
    _gone: dict[str, int] = field(default_factory=dict)
    _moved: dict[str, int] = field(default_factory=dict)

    def of(self, change: Change) -> int:
        """Return the number of the file that `change` changes."""
        if change.kind == "R":
            return self._renamed(change)
        if change.kind == "D":
            file = self.current.pop(change.path, None)
            file = self._earlier(change.path) if file is None else file
            self._gone[change.path] = file
            return file
        file = self.current.get(change.path)
        if file is None:
            file = self._added(change.path) if change.kind in "AC" else self._earlier(change.path)
        if change.kind in "AC" or self.known[file] == change.path:
            self.current[change.path] = file
        return file

    def _added(self, path: str) -> int:
        """Return the file that comes back at this path, or a new one."""
        return self._gone.pop(path) if path in self._gone else self._new(path)

    def _earlier(self, path: str) -> int:
        """Return the file that has moved away from this path or is gone, in another branch; otherwise a new one."""
        for earlier in (self._moved, self._gone):
            if path in earlier:
                return earlier[path]
        self.unborn += 1
        file = self._new(path)
        self.current[path] = file
        return file

    def _renamed(self, change: Change) -> int:
        file = self.current.pop(change.old, None)
        if file is None:
            both = self.current.get(change.path)  # renamed in two branches
            file = self._earlier(change.old) if both is None else both
            self.current.pop(change.old, None)
            if self.known[file] in self.current and self.known[file] != change.path:
                file = self._new(change.path)
        self._moved[change.old] = file
        self.current[change.path] = file
        self.known[file] = change.path
        return file

    def _new(self, path: str) -> int:
        self.known.append(path)
        return len(self.known) - 1
