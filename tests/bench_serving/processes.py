"""The processes of one server: found as its family tree, weighed (PSS), timed (CPU) and ended to the last one.

A process that was seen once is remembered, so that one whose parent is gone is still counted, and still ended.
"""

import contextlib
import os
import signal
import time
from dataclasses import dataclass, field
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
_PROC = Path("/proc")


@dataclass(frozen=True)
class Process:
    """One process: a number alone may be given to another process later, with its start it is unique."""

    pid: int
    started: int


@dataclass
class Family:
    """Process `head` with all that descends from it."""

    head: int
    seen: set[Process] = field(default_factory=set)

    def alive(self) -> set[Process]:
        """Return who lives now."""
        table = _table()
        at = {pid: Process(pid, started) for pid, (_, started) in table.items()}
        found = {process for process in self.seen if at.get(process.pid) == process}
        if self.head in at:
            found.add(at[self.head])
        children: dict[int, list[int]] = {}
        for pid, (parent, _) in table.items():
            children.setdefault(parent, []).append(pid)
        todo = [process.pid for process in found]
        while todo:
            for child in children.get(todo.pop(), ()):
                if at[child] not in found:
                    found.add(at[child])
                    todo.append(child)
        self.seen |= found
        return found

    def megabytes(self) -> float:
        """Return the proportional set size of all together."""
        return sum(memory(process.pid) for process in self.alive())

    def cpu(self) -> dict[Process, float]:
        """Return the CPU seconds of each, with what its ended children used."""
        return {process: _cpu(process.pid) for process in self.alive()}

    def end(self, *, patience: float = 15.0) -> int:
        """Ask the head to stop, then end whatever is left. Return how many were left when the head was gone."""
        self.alive()
        _signal(self.head, signal.SIGINT)
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline and any(process.pid == self.head for process in self.alive()):
            time.sleep(0.1)
        if any(process.pid == self.head for process in self.alive()):
            _signal(self.head, signal.SIGTERM)
            time.sleep(2)
        time.sleep(1)
        left = self.alive()
        for _ in range(50):
            if not (now := self.alive()):
                break
            for process in now:
                _signal(process.pid, signal.SIGKILL)
            time.sleep(0.1)
        return len(left)


def spent(before: dict[Process, float], after: dict[Process, float]) -> float:
    """Return the CPU seconds between two moments; who was born in between counts whole."""
    return sum(seconds - before.get(process, 0.0) for process, seconds in after.items())


def memory(pid: int) -> float:
    """Return the proportional set size of one process in MB; 0 when it is gone."""
    return _rollup(pid, "Pss:")


def heap(pid: int) -> float:
    """Return the anonymous resident memory of one process in MB: what it wrote itself, shared with nobody's files."""
    with contextlib.suppress(OSError):
        for line in (_PROC / str(pid) / "status").read_text().splitlines():
            if line.startswith("RssAnon:"):
                return int(line.split()[1]) / 1024
    return 0.0


def descriptors(pid: int) -> int:
    """Return how many files, sockets and pipes one process has open."""
    with contextlib.suppress(OSError):
        return sum(1 for _ in (_PROC / str(pid) / "fd").iterdir())
    return 0


def _rollup(pid: int, word: str) -> float:
    with contextlib.suppress(OSError):
        for line in (_PROC / str(pid) / "smaps_rollup").read_text().splitlines():
            if line.startswith(word):
                return int(line.split()[1]) / 1024
    return 0.0


def _table() -> dict[int, tuple[int, int]]:
    """Return the parent and the start of every process that is no zombie."""
    found = {}
    for entry in _PROC.iterdir():
        if entry.name.isdecimal():
            with contextlib.suppress(OSError):
                parts = _stat(int(entry.name))
                if parts[0] not in "ZX":
                    found[int(entry.name)] = (int(parts[1]), int(parts[19]))
    return found


def _cpu(pid: int) -> float:
    with contextlib.suppress(OSError):
        return sum(int(part) for part in _stat(pid)[11:15]) / TICKS
    return 0.0


def _stat(pid: int) -> list[str]:
    """Return the fields of a process after its name, which may itself hold blanks and brackets."""
    return (_PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()


def _signal(pid: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)
