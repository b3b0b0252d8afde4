"""Headers of every answer, whoever gives it: browsers guess nothing, and keep to TLS where there is TLS."""

from collections.abc import Sequence
from typing import Any

from tornado.httputil import HTTPHeaders
from tornado.web import OutputTransform

from kennisbank.serve.identity.peers import is_https

ALWAYS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin"}
OVER_TLS = {"Strict-Transport-Security": "max-age=31536000"}


class Protected(OutputTransform):
    """Adds them where the answer does not say otherwise."""

    def __init__(self, request: Any, *, proxies: Sequence[str]) -> None:
        """See how the browser asked."""
        self._wanted = {**ALWAYS, **(OVER_TLS if is_https(request, proxies) else {})}

    def transform_first_chunk(
        self,
        status_code: int,
        headers: HTTPHeaders,
        chunk: bytes,
        finishing: bool,  # noqa: FBT001, ARG002 - Tornado's
    ) -> tuple[int, HTTPHeaders, bytes]:
        """Add the headers."""
        for name, value in self._wanted.items():
            headers.setdefault(name, value)
        return status_code, headers, chunk
