"""Looking up who holds a cookie: in the bank, not more often than every few seconds, and not lost when it is away."""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass

from kennisbank.actions.visiting import Visitor
from kennisbank.errors import BankProblem

FRESH, BELIEVED, PATIENCE, REST = 4.0, 120.0, 3.0, 2.0
"""Seconds: a lookup counts as new, is believed while the bank is away, may take, and how long a bank is left alone."""
_SIZE = 10_000


@dataclass(frozen=True)
class _Known:
    visitor: Visitor
    at: float


class Lookups:
    """Answers who holds a word, from memory while that is fresh. `find` asks the bank, `touch` tells it of the use."""

    def __init__(
        self,
        find: Callable[[str], Visitor | None],
        *,
        touch: Callable[[str], None] | None = None,
        threads: ThreadPoolExecutor,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """Begin knowing nobody."""
        self._find, self._touch, self._threads, self._now = find, touch, threads, now
        self._known: dict[str, _Known] = {}
        self._asking: dict[str, asyncio.Future[Visitor | None]] = {}
        self._away_until = 0.0
        self._changes = 0

    async def who(self, word: str) -> Visitor | None:
        """Return who holds `word`. Raises BankProblem when the bank is away and `word` was not seen lately."""
        known = self._known.get(word)
        age = self._now() - known.at if known else BELIEVED
        if known and age < FRESH:
            return known.visitor
        believed = known.visitor if known and age < BELIEVED else None
        if believed and self._now() < self._away_until:
            return believed
        try:
            return await asyncio.wait_for(asyncio.shield(self._ask(word)), PATIENCE if believed else None)
        except (BankProblem, TimeoutError):
            self._away_until = self._now() + REST
            if believed:
                return believed
            raise

    def forget(self, word: str) -> None:
        """Ask the bank anew about `word`."""
        self._changes += 1
        self._known.pop(word, None)

    def forget_account(self, account: str) -> None:
        """Ask the bank anew about everybody who is `account`."""
        for word in [word for word, known in self._known.items() if known.visitor.actor.name == account]:
            self.forget(word)
        self._changes += 1

    def _ask(self, word: str) -> asyncio.Future[Visitor | None]:
        """Ask the bank once, however many want to know."""
        if word not in self._asking:
            asking = asyncio.ensure_future(self._asked(word))
            self._asking[word] = asking
            asking.add_done_callback(lambda done: self._answered(word, done))
        return self._asking[word]

    def _answered(self, word: str, done: asyncio.Future[Visitor | None]) -> None:
        self._asking.pop(word, None)
        if not done.cancelled():
            done.exception()  # who asked has been told, or stopped waiting

    async def _asked(self, word: str) -> Visitor | None:
        changes, began = self._changes, self._now()
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(self._threads, self._find, word)
        if found is None:
            self._known.pop(word, None)
            return None
        if changes == self._changes:  # otherwise somebody signed out while we asked
            if len(self._known) >= _SIZE:
                self._known.clear()
            self._known[word] = _Known(found, began)
        if found.due and self._touch:
            loop.run_in_executor(self._threads, self._touch_quietly, word)
        return found

    def _touch_quietly(self, word: str) -> None:
        with suppress(BankProblem):  # the next use tries again
            if self._touch:
                self._touch(word)
