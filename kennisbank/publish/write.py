"""Writes the pages of a site to a folder: only what changed, each file in one step, and removes what is gone.

The one module of this room that touches the disk.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from operator import length_hint
from pathlib import Path

from kennisbank.errors import InvalidInput
from kennisbank.publish.manifest import (
    BUSY,
    NAME,
    Journal,
    half_written,
    read_manifest,
    replace_file,
    write_manifest,
)
from kennisbank.publish.page import Page

Progress = Callable[[int, int], None]
_EVERY = 100


@dataclass(frozen=True)
class WriteReport:
    """How many files were written, were right already, and were removed."""

    written: int
    unchanged: int
    removed: int


def write(pages: Iterable[Page], directory: Path | str, *, progress: Progress | None = None) -> WriteReport:
    """Bring `directory` to hold exactly `pages`, beside files of others that were put there since.

    A file is written when its content differs from what was published last (by SHA-256) or its size from what stands
    there. An interrupted publication is mended by the next. Raises InvalidInput when the folder holds something that
    is not an earlier publication, when two pages have one path, or when a folder on the way is a link elsewhere.
    """
    root = Path(directory)
    before = read_manifest(root)
    root.mkdir(parents=True, exist_ok=True)
    if not (root / NAME).exists():
        write_manifest(root, {})
    writer = _Writer(root)
    expected = length_hint(pages)
    with Journal(root) as journal:
        for page in pages:
            writer.put(page, before.get(page.path, ""), journal)
            if progress and writer.count % _EVERY == 0:
                progress(writer.count, max(expected, writer.count))
        removed = _remove(root, [path for path in before if path not in writer.hashes], journal)
        if writer.hashes != before:
            write_manifest(root, writer.hashes)
    if progress:
        progress(writer.count, writer.count)
    return WriteReport(writer.written, writer.count - writer.written, removed)


class _Writer:
    """Puts pages in place and remembers their hashes."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._ready: set[Path] = set()
        self.hashes: dict[str, str] = {}
        self.written = 0

    @property
    def count(self) -> int:
        return len(self.hashes)

    def put(self, page: Page, known: str, journal: Journal) -> None:
        if page.path in self.hashes or page.path in (NAME, BUSY):
            raise InvalidInput(
                f"Two pages of the site would stand at {page.path!r}.", mend="Give each its own path."
            )
        digest = hashlib.sha256(page.content).hexdigest()
        target = self._root / page.path
        if known != digest or not _stands(target, len(page.content)):
            journal.note(page.path)
            self._make_folder(target.parent)
            replace_file(target, page.content)
            self.written += 1
        self.hashes[page.path] = digest

    def _make_folder(self, folder: Path) -> None:
        if folder in self._ready:
            return
        folder.mkdir(parents=True, exist_ok=True)
        for part in (folder, *folder.parents):
            if part == self._root:
                break
            if part.is_symlink():
                raise InvalidInput(
                    "This folder is a link to another place.", where=str(part), mend="Remove the link."
                )
        self._ready.add(folder)


def _stands(path: Path, size: int) -> bool:
    try:
        return path.lstat().st_size == size and path.is_file()
    except OSError:
        return False


def _remove(root: Path, gone: list[str], journal: Journal) -> int:
    removed = 0
    for path in sorted(gone):
        journal.note(path)
        target = root / path
        half_written(target).unlink(missing_ok=True)
        if target.is_file() or target.is_symlink():
            target.unlink()
            removed += 1
        _prune(root, target.parent)
    return removed


def _prune(root: Path, folder: Path) -> None:
    """Remove `folder` and those above it, inside the site, that hold nothing any more."""
    while folder != root and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
