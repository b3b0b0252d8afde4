"""Opens a zip only after unpacking it once to nowhere: whole, not too large, and no path that climbs out."""

import stat
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from kennisbank.errors import InvalidInput, UnreadableSource
from kennisbank.exchange.limits import ARCHIVE, ARCHIVE_FREE, ARCHIVE_RATIO, FILES, too_large
from kennisbank.exchange.signatures import signature

_CHUNK = 256 * 1024


def opened(path: Path) -> zipfile.ZipFile:
    """Return the zip at `path`, checked. Raises UnreadableSource, TooLarge, or InvalidInput for a dangerous path."""
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        with path.open("rb") as stream:
            real = signature(stream.read(16))
        what = (
            f"This is {real}, not a zip." if real and "zip" not in real else "This zip is damaged or cut off."
        )
        raise UnreadableSource(what, where=path.name, mend="Make or download it again.") from error
    try:
        _check(archive, path)
    except BaseException:
        archive.close()
        raise
    return archive


def _check(archive: zipfile.ZipFile, path: Path) -> None:
    members = archive.infolist()
    if len(members) > FILES:
        raise too_large("This zip", FILES, "files", where=path.name)
    seen: set[str] = set()
    for member in members:
        _refuse_climbing(member, path)
        if member.filename in seen:
            raise UnreadableSource(
                f"It holds {member.filename!r} twice.", where=path.name, mend="Make the zip again."
            )
        seen.add(member.filename)
    allowed = min(ARCHIVE, max(ARCHIVE_FREE, ARCHIVE_RATIO * path.stat().st_size))
    total = 0
    for member in members:
        total = _unpack(archive, member, total, allowed, path)


def _refuse_climbing(member: zipfile.ZipInfo, path: Path) -> None:
    name = member.orig_filename.replace("\\", "/")
    parts = PurePosixPath(name).parts
    link = stat.S_ISLNK(member.external_attr >> 16)
    if link or name.startswith("/") or ".." in parts or ":" in name.partition("/")[0] or "\x00" in name:
        kind = "a symbolic link" if link else "a path that leads out of the folder"
        raise InvalidInput(
            f"{member.orig_filename!r} is {kind}.",
            where=path.name,
            mend="Make the zip without it; nothing was read.",
        )


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, total: int, allowed: int, path: Path) -> int:
    """Read one member to nowhere and return the bytes unpacked so far; what the headers claim is not trusted."""
    if member.flag_bits & 1:
        raise UnreadableSource(
            f"{member.filename!r} is locked with a password.",
            where=path.name,
            mend="Make the zip without a password.",
        )
    try:
        with archive.open(member) as stream:
            while chunk := stream.read(_CHUNK):
                total += len(chunk)
                if total > allowed:
                    raise too_large("What this zip unpacks to", allowed, "bytes", where=path.name)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise UnreadableSource(
            f"{member.filename!r} cannot be unpacked: {error}.",
            where=path.name,
            mend="Make or download the zip again.",
        ) from error
    return total
