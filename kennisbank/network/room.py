"""Whether something fits in the memory that is free: a clear refusal beats a machine that stops answering.

Free is the least of what the machine has, what its container may still take (cgroup), and what this process may (a page's
kernel has a bound of its own).
"""

import os
from pathlib import Path

from kennisbank.errors import TooLarge

PROC, GROUP = Path("/proc"), Path("/sys/fs/cgroup")


def free() -> int | None:
    """Return how many bytes of memory are free for use; None where the system does not tell."""
    known = [told for told in (_of_machine(), _of_container(), _of_process()) if told is not None]
    return max(0, min(known)) if known else None


def need(size: int, what: str, *, mend: str) -> None:
    """Raise TooLarge when `what` takes more bytes than are free; `mend` says what to do instead."""
    there = free()
    if there is not None and size > there:
        raise TooLarge(
            f"{what} would take {size / 1e9:.1f} GB of memory; {there / 1e9:.1f} GB is free.", mend=mend
        )


def _of_machine() -> int | None:
    if (told := _field(PROC / "meminfo", "MemAvailable:")) is not None:
        return told
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_AVPHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return None


def _of_container() -> int | None:
    """Return what the control group (version 2) of this container may still take; what it only caches can be given back."""
    try:
        most = (GROUP / "memory.max").read_text(encoding="ascii").strip()
        used = int((GROUP / "memory.current").read_text(encoding="ascii"))
        kept = _number(GROUP / "memory.stat", "inactive_file")
    except (OSError, ValueError):
        return None
    return None if most == "max" else int(most) - used + (kept or 0)


def _of_process() -> int | None:
    """Return what this process may still take by its limit on data; all of it where the system does not tell what is taken."""
    try:
        from resource import RLIM_INFINITY, RLIMIT_DATA, getrlimit  # not on every system
    except ImportError:
        return None
    most = getrlimit(RLIMIT_DATA)[0]
    used = _field(PROC / "self" / "status", "VmData:")
    return None if most == RLIM_INFINITY else most - (used or 0)


def _field(path: Path, name: str) -> int | None:
    """Return the kilobytes after `name` in `path`, as bytes."""
    told = _number(path, name)
    return None if told is None else told * 1024


def _number(path: Path, name: str) -> int | None:
    try:
        lines = path.read_text(encoding="ascii").splitlines()
    except (OSError, ValueError):
        return None
    return next((int(line.split()[1]) for line in lines if line.split()[:1] == [name]), None)
