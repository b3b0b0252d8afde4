"""Figures for Prometheus: kernels, their start, memory, requests. Nothing in them tells of a person."""

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


class MetricsHandler(RequestHandler):
    """Answers with all figures, to watchers on this machine only."""

    def get(self) -> None:
        """Give the figures in Prometheus' text format."""
        direct = self.request.headers.get_list("X-Forwarded-For") == []
        if not direct or self.request.remote_ip not in ("127.0.0.1", "::1"):
            self.send_error(403)
            return
        MEMORY.set(psutil.Process().memory_info().rss)
        self.set_header("Content-Type", CONTENT_TYPE_LATEST)
        self.finish(generate_latest())

    def write_error(self, status_code: int, **_: Any) -> None:
        """Say so in one line."""
        self.finish(f"{status_code}\n")
