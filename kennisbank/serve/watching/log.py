"""The log: one JSON object per line on the error stream, without names, addresses or what people typed."""

import json
import logging
import secrets
import sys
from datetime import UTC, datetime
from typing import Any

from kennisbank.serve.watching.faults import bare
from kennisbank.serve.watching.metrics import FAULTS, REQUEST_SECONDS, REQUESTS

_FIELDS = ("route", "status", "milliseconds", "fault")
OURS = "kennisbank"
_log = logging.getLogger(OURS)


class Lines(logging.Formatter):
    """Writes a record of the log as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        told: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "message": record.getMessage() if record.name.startswith(OURS) else _only_words(record),
        }
        told |= {name: getattr(record, name) for name in _FIELDS if hasattr(record, name)}
        if record.exc_info:
            told["trace"] = bare(self.formatException(record.exc_info))
        return json.dumps(told, ensure_ascii=False)


def _only_words(record: logging.LogRecord) -> str:
    """Return what a library says, up to where its values begin: an address with its query, somebody's IP address, a repr."""
    return str(record.msg).partition("\n")[0].partition("%")[0].strip()


def write_log(*, level: str = "INFO") -> None:
    """Write what we and the libraries below us tell to the error stream from now on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines())
    for name, lowest in (
        (OURS, level),
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
    # Never the path itself: it can be a set-up link, and anybody can write anything in it.
    route = getattr(handler, "route", "") or type(handler).__name__
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
    _log.error("%s", bare(told), extra={"fault": number})
    return number
