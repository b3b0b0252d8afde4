"""How often somebody may try: a bucket of tries per address, that fills up again as time passes."""

import math
import time
from collections import OrderedDict
from collections.abc import Callable


class Limit:
    """At most `burst` tries at once by one address, and `per_minute` after that; remembers `size` addresses."""

    def __init__(
        self,
        *,
        burst: int = 10,
        per_minute: float = 10,
        size: int = 10_000,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """Begin with full buckets."""
        self._burst, self._rate, self._size, self._now = burst, per_minute / 60, size, now
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, who: str) -> int:
        """Use a try of `who`: return 0, or when there is none left after how many seconds there is."""
        left = self._of(who)
        if left < 1:
            return math.ceil((1 - left) / self._rate)
        self._put(who, left - 1)
        return 0

    def give_back(self, who: str) -> None:
        """Give `who` the try back: it was no guess, it was right."""
        self._put(who, min(self._burst, self._of(who) + 1))

    def _of(self, who: str) -> float:
        left, at = self._left.get(who, (float(self._burst), self._now()))
        return min(self._burst, left + (self._now() - at) * self._rate)

    def _put(self, who: str, left: float) -> None:
        self._left[who] = (left, self._now())
        self._left.move_to_end(who)
        while len(self._left) > self._size:
            self._left.popitem(last=False)
