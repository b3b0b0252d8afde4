"""Figures for Prometheus: kernels, their start, memory, requests. Nothing in them tells of a person."""

from collections.abc import Callable
from typing import Any

import psutil
from prometheus_client import CONTENT_TYPE_LATEST, Counter, Gauge, Histogram, generate_latest
from tornado.web import RequestHandler

KERNELS = Gauge("kennisbank_kernels", "Kernels that run now.")
CONNECTIONS = Gauge("kennisbank_connections", "Pages that are connected to their kernel now.")
KERNEL_SECONDS = Histogram(
    "kennisbank_kernel_start_seconds",
    "How long starting a kernel took.",
    buckets=(0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 5, 10, 30),
)
REQUESTS = Counter("kennisbank_requests_total", "Requests answered.", ["route", "status"])
REQUEST_SECONDS = Histogram("kennisbank_request_seconds", "How long a request took.", ["route"])
FAULTS = Counter("kennisbank_faults_total", "Faults in pages; each has a number in the log.")
MEMORY = Gauge("kennisbank_server_resident_bytes", "Memory of the server process itself.")
_FORWARDING = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip")


class MetricsHandler(RequestHandler):
    """Answers with all figures, to watchers on this machine only."""

    def initialize(self, *, peer: Callable[[Any], str]) -> None:
        """Keep how to know the machine at the other end."""
        self.peer = peer

    def get(self) -> None:
        """Give the figures in Prometheus' text format."""
        handed_on = any(name in self.request.headers for name in _FORWARDING)
        if handed_on or self.peer(self.request) not in ("127.0.0.1", "::1"):
            self.send_error(403)
            return
        MEMORY.set(psutil.Process().memory_info().rss)
        self.set_header("Content-Type", CONTENT_TYPE_LATEST)
        self.finish(generate_latest())

    def write_error(self, status_code: int, **_: Any) -> None:
        """Say so in one line."""
        self.finish(f"{status_code}\n")
