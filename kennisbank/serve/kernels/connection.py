"""The line between a page and its kernel: only messages of widgets pass, in both directions."""

import json
import logging
import time
from itertools import pairwise
from typing import Any, cast

from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.services.kernels.connection.base import serialize_msg_to_ws_v1
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from tornado.web import HTTPError, authenticated
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from kennisbank.serve.kernels.owned import GOODBYE, OwnedKernels
from kennisbank.serve.watching.log import note_fault
from kennisbank.serve.watching.metrics import CONNECTIONS

IN = frozenset({"comm_open", "comm_msg", "comm_close", "comm_info_request", "kernel_info_request"})
"""What a browser may send, and on the shell channel only. Code, completion, history, debugging never pass."""
OUT = frozenset({"status", "comm_open", "comm_msg", "comm_close", "comm_info_reply", "kernel_info_reply"})
"""What a page is told. Faults are told as a number; output of cells goes into the page, not over this line."""
TARGETS = frozenset({"jupyter.widget", "jupyter.widget.control"})
RECHECK = 5.0
_GOING_AWAY = 1001
_log = logging.getLogger(__name__)


class PageConnection(ZMQChannelsWebsocketConnection):
    """A connection that lets nothing through but what widgets say to each other."""

    _asked = False

    def handle_incoming_message(self, incoming_msg: Any) -> None:
        """Pass a message on to the kernel, or drop it."""
        try:
            allowed = self._may_pass(incoming_msg)
        except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError):
            allowed = False
        if not allowed:
            _log.warning("A page sent a message that is not for widgets; it was dropped.")
            return
        self._asked = True
        super().handle_incoming_message(incoming_msg)

    def _may_pass(self, message: Any) -> bool:
        channel, header, content = _parts(message, v1=self.subprotocol == "v1.kernel.websocket.jupyter.org")
        kind = header["msg_type"]
        if channel != "shell" or kind not in IN:
            return False
        return kind != "comm_open" or content["target_name"] in TARGETS

    def handle_outgoing_message(self, stream: Any, outgoing_msg: list[Any]) -> None:
        """Pass a message on to the page, or drop it; a fault becomes a number."""
        _, parts = self.session.feed_identities(outgoing_msg)
        header = self.session.unpack(parts[1])
        kind = header["msg_type"]
        if kind in OUT:
            # What cells do while the page is still being made is in the page already.
            if self._asked or not kind.startswith("comm_"):
                super().handle_outgoing_message(stream, outgoing_msg)
        elif kind in ("error", "stream") and self._asked:
            self._tell_fault(kind, self.session.unpack(parts[4]), self.session.unpack(parts[2]))

    def _tell_fault(self, kind: str, content: dict[str, Any], parent: dict[str, Any]) -> None:
        told = "\n".join(content.get("traceback", [])) if kind == "error" else str(content.get("text", ""))
        if kind == "stream" and ("Traceback" not in told or content.get("name") != "stderr"):
            return
        number = note_fault(told)
        fault = self.session.msg("error", {"ename": "", "evalue": number, "traceback": []}, parent=parent)
        if self.subprotocol == "v1.kernel.websocket.jupyter.org":
            self.write_message(serialize_msg_to_ws_v1(fault, "iopub", self.session.pack), binary=True)
        else:
            self.write_message(json.dumps({**fault, "channel": "iopub"}, default=str))


def _parts(message: Any, *, v1: bool) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """Return channel, header and content of a message as a browser sends it; raise when it is none."""
    if not v1:
        if not isinstance(message, str):
            raise TypeError("binary messages are for the newer protocol")
        told = json.loads(message)
        return told["channel"], told["header"], told["content"]
    if not isinstance(message, bytes):
        raise TypeError("the newer protocol is binary")
    number = int.from_bytes(message[:8], "little")
    if not 6 <= number <= 1_000:
        raise ValueError("no such number of parts")
    places = [int.from_bytes(message[8 * (i + 1) : 8 * (i + 2)], "little") for i in range(number)]
    if places != sorted(places) or places[-1] > len(message):
        raise ValueError("parts that overlap")
    part = [message[start:end] for start, end in pairwise(places)]
    return part[0].decode(), json.loads(part[1]), json.loads(part[4])


class ModelHandler(JupyterHandler):
    """Tells the owner of a kernel whether it is there: a page asks when its line broke."""

    @authenticated
    def get(self, kernel_id: str) -> None:
        """Give what Jupyter's own page would get; a kernel that is not there looks the same as somebody else's."""
        kernels = cast("OwnedKernels", self.kernel_manager)
        if not kernels.belongs_to(kernel_id, self.current_user.username):
            raise HTTPError(404)
        self.set_header("Cache-Control", "no-store")
        self.finish(json.dumps(kernels.kernel_model(kernel_id), default=str))


class ChannelsHandler(VoilaKernelWebsocketHandler):
    """The WebSocket of a kernel: for its owner only, for as long as they are signed in."""

    _checked = 0.0

    async def pre_get(self) -> None:
        """Refuse whoever is not the owner; a kernel that is not there looks the same as somebody else's."""
        user = self.current_user
        if user is None or not self.kernel_manager.belongs_to(self.kernel_id, user.username):
            raise HTTPError(403)
        self.owner = user.username
        await super().pre_get()

    async def open(self, kernel_id: str) -> None:
        """Count the connection."""
        CONNECTIONS.inc()
        self._checked = time.monotonic()
        await super().open(kernel_id)

    async def on_message(self, ws_message: Any) -> None:
        """Pass a message on, unless the owner has signed out meanwhile."""
        if time.monotonic() - self._checked > RECHECK:
            user = await self.identity_provider._get_user(self)  # noqa: SLF001 - its own cache is the request's
            if user is None or user.username != self.owner:
                self.close(4401, "signed out")
                return
            self._checked = time.monotonic()
        if self.connection is not None:
            self.connection.handle_incoming_message(ws_message)

    def on_close(self) -> None:
        """Let the kernel go soon when the page says goodbye, and wait a while for it when the line just broke."""
        CONNECTIONS.dec()
        super().on_close()
        if self.close_code == _GOING_AWAY and self.kernel_id in self.kernel_manager:
            self.kernel_manager.end_after(self.kernel_id, GOODBYE)
