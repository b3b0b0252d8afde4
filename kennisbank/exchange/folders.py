"""One way to read the files of a folder, of a zip, or a single file: names and bytes, and never outside of it."""

import os
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from kennisbank.errors import InvalidInput, UnreadableSource
from kennisbank.exchange.archives import opened
from kennisbank.exchange.limits import FILES, TEXT_FILE, too_large


@dataclass(frozen=True)
class Folder:
    """Files by name (a path with /, in order). `open(name)` gives a binary stream."""

    where: str
    names: tuple[str, ...]
    open: Callable[[str], BinaryIO]

    def bytes_of(self, name: str) -> bytes:
        """Return a whole file. Raises TooLarge."""
        with self.open(name) as stream:
            data = stream.read(TEXT_FILE + 1)
        if len(data) > TEXT_FILE:
            raise too_large("This file", TEXT_FILE, "bytes", where=name)
        return data

    def below(self, prefix: str) -> "Folder":
        """Return the part whose names start with `prefix`, without it."""
        names = tuple(name.removeprefix(prefix) for name in self.names if name.startswith(prefix))
        return Folder(f"{self.where}/{prefix}".rstrip("/"), names, lambda name: self.open(prefix + name))


@contextmanager
def folder(source: Path) -> Iterator[Folder]:
    """Open a folder, a zip or one file for reading.

    Hidden files (a dot in front, `__MACOSX`) are left out. Raises UnreadableSource, TooLarge, or InvalidInput for a
    path or link that leads out of the folder.
    """
    if source.is_dir():
        yield Folder(source.name, _names_in(source), lambda name: (source / name).open("rb"))
        return
    if not source.is_file():
        raise UnreadableSource("There is no such file or folder.", where=str(source), mend="Check the path.")
    if source.suffix.lower() == ".zip" or zipfile.is_zipfile(source):
        with opened(source) as archive:
            names = tuple(sorted(item.filename for item in archive.infolist() if not item.is_dir()))
            yield Folder(source.name, tuple(filter(_seen, names)), _opener(archive))
        return
    yield Folder(source.parent.name, (source.name,), lambda _: source.open("rb"))


def _opener(archive: zipfile.ZipFile) -> Callable[[str], BinaryIO]:
    def open_one(name: str) -> BinaryIO:
        return archive.open(name)  # type: ignore[return-value]  # it reads bytes, which is all that is asked

    return open_one


def _seen(name: str) -> bool:
    return not any(part.startswith(".") or part == "__MACOSX" for part in PurePosixPath(name).parts)


def _names_in(source: Path) -> tuple[str, ...]:
    root = source.resolve()
    names: list[str] = []
    for here, folders, files in os.walk(source):
        folders[:] = sorted(name for name in folders if _seen(name))
        for name in (*folders, *filter(_seen, files)):
            path = Path(here) / name
            if path.is_symlink() and not path.resolve().is_relative_to(root):
                raise InvalidInput(
                    f"{path.relative_to(source).as_posix()!r} is a link that leads out of the folder.",
                    where=str(source), mend="Put the file itself there, or remove the link; nothing was read.",
                )  # fmt: skip
        names += [(Path(here) / name).relative_to(source).as_posix() for name in files if _seen(name)]
        if len(names) > FILES:
            raise too_large("This folder", FILES, "files", where=str(source))
    return tuple(sorted(names))
