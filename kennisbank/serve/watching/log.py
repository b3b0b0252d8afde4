"""The log: one JSON object per line on the error stream, without names, addresses or what people typed."""

import json
import logging
import re
import secrets
import sys
from datetime import UTC, datetime
from typing import Any

from kennisbank.serve.watching.metrics import FAULTS, REQUEST_SECONDS, REQUESTS

_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_FIELDS = ("route", "status", "milliseconds", "fault")
_ids = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
_log = logging.getLogger("kennisbank")


class Lines(logging.Formatter):
    """Writes a record of the log as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        told: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "message": record.getMessage(),
        }
        told |= {name: getattr(record, name) for name in _FIELDS if hasattr(record, name)}
        if record.exc_info:
            told["trace"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False)


def write_log(*, level: str = "INFO") -> None:
    """Write what we and the libraries below us tell to the error stream from now on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines())
    for name, lowest in (
        ("kennisbank", level),
        ("tornado", "ERROR"),
        ("asyncio", "ERROR"),
        ("traitlets", "ERROR"),
    ):
        logger = logging.getLogger(name)
        logger.handlers = [handler]
        logger.setLevel(lowest)
        logger.propagate = False


def note_request(handler: Any) -> None:
    """Write one line about an answered request: which kind of page, not whose."""
    # Under a hub the base URL has somebody's name in it.
    path = handler.request.path.removeprefix(handler.settings.get("base_url", "/")).lstrip("/")
    route = getattr(handler, "route", "") or f"/{_ids.sub('*', path)}"[:80]
    status, seconds = handler.get_status(), handler.request.request_time()
    REQUESTS.labels(type(handler).__name__, status).inc()
    REQUEST_SECONDS.labels(type(handler).__name__).observe(seconds)
    level = logging.ERROR if status >= 500 else logging.INFO
    given = {"route": route, "status": status, "milliseconds": round(seconds * 1000)}
    _log.log(level, "%s", handler.request.method, extra=given)


def note_fault(told: str) -> str:
    """Write a fault of a page to the log and return its number: all that the page may show of it."""
    number = secrets.token_hex(3).upper()
    FAULTS.inc()
    _log.error("%s", _COLOURS.sub("", told), extra={"fault": number})
    return number
