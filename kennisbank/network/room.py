"""Whether something fits in the memory that is free: a clear refusal beats a machine that stops answering."""

import os
from pathlib import Path

from kennisbank.errors import TooLarge


def free() -> int | None:
    """Return how many bytes of memory are free for use; None where the system does not tell."""
    told = Path("/proc/meminfo")
    if told.exists():
        for line in told.read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_AVPHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return None


def need(size: int, what: str, *, mend: str) -> None:
    """Raise TooLarge when `what` takes more bytes than are free; `mend` says what to do instead."""
    there = free()
    if there is not None and size > there:
        raise TooLarge(
            f"{what} would take {size / 1e9:.1f} GB of memory; {there / 1e9:.1f} GB is free.", mend=mend
        )
