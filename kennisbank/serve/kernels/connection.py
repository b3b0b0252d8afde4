"""The line between a page and its kernel: only messages of widgets pass, in both directions."""

import json
import logging
import re
import time
from itertools import pairwise
from typing import Any, cast

from jupyter_server.base.handlers import APIHandler, JupyterHandler
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
TARGETS = frozenset({"jupyter.widget.control"})
"""What a page may open: the line to ask for the widgets there are. It makes none: `jupyter.widget` is for kernels."""
RECHECK = 5.0
MOST = 8
"""How many connections one kernel may have: a page has one, and one more while it connects anew."""
_SESSION = re.compile(r"[A-Za-z0-9_-]{0,64}")
V1 = "v1.kernel.websocket.jupyter.org"
_WHOLE = ("header", "parent_header", "metadata", "content")
_GOING_AWAY = 1001
_log = logging.getLogger(__name__)


class PageConnection(ZMQChannelsWebsocketConnection):
    """A connection that lets nothing through but what widgets say to each other."""

    def handle_incoming_message(self, incoming_msg: Any) -> None:
        """Pass a message on to the kernel, or drop it."""
        if not may_pass(incoming_msg, v1=self._v1):
            _log.warning("A page sent a message that is not for widgets; it was dropped.")
            return
        super().handle_incoming_message(incoming_msg)

    @property
    def _v1(self) -> bool:
        """Whether this line speaks the newer, binary protocol."""
        return bool(self.subprotocol == V1)

    def handle_outgoing_message(self, stream: Any, outgoing_msg: list[Any]) -> None:
        """Pass a message on to the page, or drop it; a fault becomes a number."""
        _, parts = self.session.feed_identities(outgoing_msg)
        kind, parent = self.session.unpack(parts[1])["msg_type"], self.session.unpack(parts[2])
        talks = self._talks(kind, parent)
        if kind in OUT:
            if talks or kind not in ("comm_open", "comm_msg", "comm_close"):
                super().handle_outgoing_message(stream, outgoing_msg)
        elif kind in ("error", "stream") and talks:
            self._tell_fault(kind, self.session.unpack(parts[4]), parent)

    def _talks(self, kind: str, parent: dict[str, Any]) -> bool:
        """Say whether the kernel has begun to answer this page.

        What cells did before that is in the page already, or in the state of the widgets that it asks for. It must not
        arrive late: a page that is told of half of the widgets tells the kernel to close them.
        """
        talking = cast("OwnedKernels", self.multi_kernel_manager).talking
        if kind == "status" and str(parent.get("msg_type", "")).startswith("comm_"):
            talking.setdefault(self.kernel_id, set()).add(self.session_key)
        return self.session_key in talking.get(self.kernel_id, ())

    def _tell_fault(self, kind: str, content: dict[str, Any], parent: dict[str, Any]) -> None:
        told = "\n".join(content.get("traceback", [])) if kind == "error" else str(content.get("text", ""))
        if kind == "stream" and ("Traceback" not in told or content.get("name") != "stderr"):
            return
        number = note_fault(told)
        fault = self.session.msg("error", {"ename": "", "evalue": number, "traceback": []}, parent=parent)
        if self._v1:
            self.write_message(serialize_msg_to_ws_v1(fault, "iopub", self.session.pack), binary=True)
        else:
            self.write_message(json.dumps({**fault, "channel": "iopub"}, default=str))


def may_pass(message: Any, *, v1: bool) -> bool:
    """Say whether `message`, as a browser sent it, is a whole message between widgets, and nothing else."""
    try:
        channel, header, content = (_parts if v1 else _older_parts)(message)
        kind = header["msg_type"]
        if channel != "shell" or not isinstance(kind, str) or kind not in IN:
            return False
        return kind != "comm_open" or _read(content)["target_name"] in TARGETS
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError):
        return False


def _older_parts(message: Any) -> tuple[str, dict[str, Any], str]:
    """Return channel, header and content (JSON) of a message in the older protocol; raise when it is none."""
    if not isinstance(message, str):
        raise TypeError("binary messages are for the newer protocol")
    told = _read(message)
    if told.get("buffers") or not all(isinstance(told[name], dict) for name in _WHOLE):
        raise TypeError("not a whole message")
    return told["channel"], told["header"], json.dumps(told["content"])


def _parts(message: Any) -> tuple[str, dict[str, Any], bytes]:
    """Return channel, header and content (JSON) of a message in the newer protocol; raise when it is none."""
    if not isinstance(message, bytes):
        raise TypeError("the newer protocol is binary")
    number = int.from_bytes(message[:8], "little")
    if not 6 <= number <= 1_000:
        raise ValueError("no such number of parts")
    places = [int.from_bytes(message[8 * (i + 1) : 8 * (i + 2)], "little") for i in range(number)]
    if places != sorted(places) or places[-1] > len(message):
        raise ValueError("parts that overlap")
    part = [message[start:end] for start, end in pairwise(places)]
    return part[0].decode(), _read(part[1]), part[4]


def _read(text: bytes | str) -> Any:
    """Read JSON that means the same to whoever reads it: UTF-8, and no name in it twice. Raises ValueError."""
    return json.loads(text.decode() if isinstance(text, bytes) else text, object_pairs_hook=_once)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    told = dict(pairs)
    if len(told) != len(pairs):
        raise ValueError("a name that is there twice")
    return told


class Brief(JupyterHandler):
    """An address for programs: it refuses with a number, without a page of Jupyter's own around it."""

    @property
    def kernels(self) -> OwnedKernels:
        """The kernels of the server."""
        return cast("OwnedKernels", self.kernel_manager)

    def write_error(self, status_code: int, **_: Any) -> None:
        """Say the number."""
        self.set_header("Content-Type", "text/plain")
        self.finish(f"{status_code}\n")


class ModelHandler(Brief, APIHandler):
    """Tells the owner of a kernel whether it is there: a page asks when its line broke."""

    @authenticated
    def get(self, kernel_id: str) -> None:
        """Give what Jupyter's own page would get; a kernel that is not there looks the same as somebody else's."""
        if not self.kernels.belongs_to(kernel_id, self.current_user.username):
            raise HTTPError(404)
        self.set_header("Cache-Control", "no-store")
        self.finish(json.dumps(self.kernels.kernel_model(kernel_id), default=str))


class ChannelsHandler(Brief, VoilaKernelWebsocketHandler):
    """The WebSocket of a kernel: for its owner only, for as long as they are signed in."""

    _checked = 0.0

    async def pre_get(self) -> None:
        """Refuse whoever is not the owner; a kernel that is not there looks the same as somebody else's."""
        user = self.current_user
        if user is None or not self.kernels.belongs_to(self.kernel_id, user.username):
            raise HTTPError(403)
        if not _SESSION.fullmatch(self.get_query_argument("session_id", "")):
            raise HTTPError(400)
        if self.kernels.connections(self.kernel_id) >= MOST:
            raise HTTPError(429)
        self.owner = user.username
        await super().pre_get()

    async def open(self, kernel_id: str) -> None:
        """Count the connection; it ends with the kernel at the latest."""
        CONNECTIONS.inc()
        self.set_nodelay(True)  # a small answer does not wait for a larger one
        self.kernels.lines.setdefault(kernel_id, set()).add(self.close)
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
        self.kernels.lines.get(self.kernel_id, set()).discard(self.close)
        super().on_close()
        if self.close_code == _GOING_AWAY and self.kernel_id in self.kernels:
            self.kernels.end_after(self.kernel_id, GOODBYE)
