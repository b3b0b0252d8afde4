"""What an earlier publication left in a folder: the hash of every file, also when it was interrupted.

Two files keep this. `.kennisbank-site.json` has path and SHA-256 of every file of the last complete publication.
`.kennisbank-site.busy` names each path just before it is written or removed, and is taken away at the end: after an
interruption those paths are known to be ours, and their hashes are not trusted.
"""

import json
from collections.abc import Mapping
from io import TextIOWrapper
from pathlib import Path
from types import TracebackType
from typing import Self

from kennisbank.errors import InvalidInput
from kennisbank.publish.page import stays_inside

NAME = ".kennisbank-site.json"
BUSY = ".kennisbank-site.busy"
_FORMAT = 1


def read_manifest(directory: Path) -> dict[str, str]:
    """Return the hash by path of what was published in `directory` before; nothing for a new or empty folder.

    An empty hash means: the file is ours, but nobody knows what is in it.

    Raises InvalidInput for a file, for a folder that holds something else, and for a manifest that cannot be read.
    """
    if directory.exists() and not directory.is_dir():
        raise InvalidInput(
            "This is a file, and a site needs a folder.", where=str(directory), mend="Name a folder."
        )
    if not directory.exists() or not any(directory.iterdir()):
        return {}
    if not (directory / NAME).exists():
        raise InvalidInput(
            "This folder is not empty and holds no earlier publication, so nothing was written.",
            where=str(directory), mend="Name a new or empty folder, or empty this one first.",
        )  # fmt: skip
    return {**_hashes(directory / NAME), **dict.fromkeys(_interrupted(directory / BUSY), "")}


def _hashes(path: Path) -> dict[str, str]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        files = {str(name): str(value) for name, value in content["files"].items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _unreadable(path, f"it is damaged: {error!r}") from error
    if content.get("format") != _FORMAT:
        raise _unreadable(path, f"its format is {content.get('format')!r}")
    if outside := [name for name in files if not stays_inside(name)]:
        raise _unreadable(path, f"it names {outside[0]!r}, which is not inside this folder")
    return files


def _unreadable(path: Path, why: str) -> InvalidInput:
    return InvalidInput(
        f"The list of what was published here cannot be used ({why}), so nothing was written.",
        where=str(path), mend="Publish to a new folder, and remove this one when the new one is right.",
    )  # fmt: skip


def _interrupted(path: Path) -> list[str]:
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
    return [line for line in lines[:-1] if stays_inside(line)]


def write_manifest(directory: Path, hashes: Mapping[str, str]) -> None:
    """Replace the list of what is published in `directory`, in one step."""
    content = {"format": _FORMAT, "files": dict(sorted(hashes.items()))}
    replace_file(directory / NAME, (json.dumps(content, ensure_ascii=False, indent=0) + "\n").encode())


def half_written(path: Path) -> Path:
    """Return where a file is made before it takes the place of the one at `path`."""
    return path.with_name(f".{path.name}.new")


def replace_file(path: Path, content: bytes) -> None:
    """Write `content` to `path` so that a reader sees the old file or the new one, never a half."""
    beside = half_written(path)
    try:
        beside.write_bytes(content)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


class Journal:
    """Notes each path before it is touched. A context manager: left without an error, the note is taken away."""

    def __init__(self, directory: Path) -> None:
        """Name the folder; nothing is written until something is noted."""
        self._path = directory / BUSY
        self._file: TextIOWrapper | None = None

    def note(self, path: str) -> None:
        """Say that `path` is about to change."""
        if self._file is None:
            self._file = self._path.open("a", encoding="utf-8", newline="\n")
        self._file.write(f"{path}\n")
        self._file.flush()

    def __enter__(self) -> Self:
        """Return the journal."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it; the paths stay noted when something went wrong."""
        if self._file is not None:
            self._file.close()
        if kind is None:
            self._path.unlink(missing_ok=True)
