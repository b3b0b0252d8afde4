"""Health: whether the server answers, and whether it can do its work."""

import asyncio
from collections.abc import Callable

from tornado.web import RequestHandler


class HealthHandler(RequestHandler):
    """Answers while the server runs at all."""

    def get(self) -> None:
        """Say that it does."""
        self.set_header("Cache-Control", "no-store")
        self.finish({"status": "ok"})


class ReadyHandler(RequestHandler):
    """Answers 200 when a page can be opened now, and 503 with the reason when not."""

    def initialize(self, *, checks: dict[str, Callable[[], bool]]) -> None:
        """Keep the checks; each may take its time, and is done beside the event loop."""
        self.checks = checks

    async def get(self) -> None:
        """Do every check."""
        loop = asyncio.get_running_loop()
        done = await asyncio.gather(*(loop.run_in_executor(None, check) for check in self.checks.values()))
        found = dict(zip(self.checks, done, strict=True))
        self.set_header("Cache-Control", "no-store")
        self.set_status(200 if all(found.values()) else 503)
        self.finish({"status": "ok" if all(found.values()) else "not ready", "checks": found})
