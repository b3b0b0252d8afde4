"""Visitors without a browser, for pages that are notebooks: they open, read the widgets, click, type and leave.

Such a visitor speaks the Jupyter protocol as a page does (comm messages only) and costs this machine next to nothing,
so that forty of them measure the server, not Chromium.
"""

import asyncio
import json
import re
import socket as socket_module
import struct
import time
import uuid
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from tests.bench_serving.apps import realistic

PATIENCE = 60.0
GOING_AWAY = 1001
# How a page names its kernel and its widgets: Voila's way, and ours.
_KERNEL = re.compile(r"""(?:"kernelId": "|id='kb-kernel' data-id=')([0-9a-f-]{36})["']""")
_SHOWN = re.compile(r"""(?:"model_id": "|data-model=')([0-9a-f]{32})["']""")
_NAMED = re.compile(r"IPY_MODEL_([0-9a-f]{32})")
State = dict[str, Any]


class NoAnswer(Exception):
    """The server did not do what a visitor waited for."""


@dataclass
class Visitor:
    """Somebody at the page at `path` of the server at `base` (ending in a slash), with the cookies of who signed in."""

    base: str
    path: str
    cookies: dict[str, str] = field(default_factory=dict)
    models: dict[str, State] = field(default_factory=dict)
    """The state of every widget of the page, by the id of its model, kept up to date."""
    kernel: str = ""
    _shown: tuple[str, ...] = ()
    _asked: set[str] = field(default_factory=set)
    _control: str = ""
    _socket: ClientConnection | None = None
    _reading: asyncio.Task[None] | None = None
    _news: asyncio.Event = field(default_factory=asyncio.Event)
    _session: str = field(default_factory=lambda: uuid.uuid4().hex)

    async def open(self, *, until: Callable[["Visitor"], bool]) -> None:
        """Open the page and read its widgets until what was wanted is there. Raises NoAnswer."""
        async with httpx.AsyncClient(cookies=self.cookies, timeout=PATIENCE) as browser:
            page = await browser.get(self.base + self.path)
            self.cookies.update(page.cookies)
        found = _KERNEL.search(page.text)
        if found is None:
            raise NoAnswer(
                f"The page {self.path} (status {page.status_code}) names no kernel: {page.text[:300]!r}"
            )
        self.kernel = found[1]
        self._shown = tuple(dict.fromkeys(_SHOWN.findall(page.text)))
        self.models, self._asked = {}, set()
        await self._connect()
        deadline = time.monotonic() + PATIENCE
        while not until(self):
            if time.monotonic() > deadline:
                raise NoAnswer(f"The widgets of {self.path} did not come; {len(self.models)} did.")
            self._asked.clear()
            await self._ask_states()
            with suppress(TimeoutError):
                await self.wait(until, patience=1.0)

    async def send(self, model: str, content: State) -> None:
        """Send a custom message to a widget, as its view in a page does."""
        await self._tell("comm_msg", {"comm_id": model, "data": {"method": "custom", "content": content}})

    async def wait(self, until: Callable[["Visitor"], bool], *, patience: float = PATIENCE) -> None:
        """Wait until the widgets are as wanted. Raises TimeoutError, and NoAnswer when the connection is gone."""
        async with asyncio.timeout(patience):
            while not until(self):
                if self._reading is None or self._reading.done():
                    raise NoAnswer("The connection with the kernel is gone.")
                self._news.clear()
                await self._news.wait()

    def model(self, kind: str, test: Callable[[State], bool] = lambda _state: True) -> str:
        """Return the id of the first widget of this kind that passes the test; empty when there is none."""
        for id, state in self.models.items():
            if state.get("_model_name") == kind and test(state):
                return id
        return ""

    async def leave(self, *, politely: bool = True) -> None:
        """Close the tab: politely as a browser does that goes on to another page, otherwise as one whose line breaks."""
        if self._socket and politely:
            await self._socket.close(GOING_AWAY)
        elif self._socket:
            self._socket.transport.abort()
        if self._reading:
            await self._reading
        self._socket = self._reading = None

    async def _connect(self) -> None:
        address = self.base.replace("http", "ws", 1) + f"api/kernels/{self.kernel}/channels?"
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        self._socket = await connect(
            address + urlencode({"session_id": self._session}), origin=self.base.rstrip("/"),
            additional_headers={"Cookie": cookies} if cookies else None, max_size=None, ping_interval=None,
        )  # fmt: skip
        self._reading = asyncio.create_task(self._read(self._socket))

    async def _ask_states(self) -> None:
        """Ask for all widgets at once; a kernel that cannot do that closes the line, and is asked for each."""
        self._control = uuid.uuid4().hex
        opening = {"comm_id": self._control, "target_name": "jupyter.widget.control", "data": {}}
        await self._tell("comm_open", opening, {"version": "1.0.0"})
        await self._tell("comm_msg", {"comm_id": self._control, "data": {"method": "request_states"}})

    async def _ask_each(self, models: Iterable[str]) -> None:
        for id in models:
            if id not in self._asked:
                self._asked.add(id)
                await self._tell("comm_msg", {"comm_id": id, "data": {"method": "request_state"}})

    async def _tell(self, kind: str, content: State, metadata: State | None = None) -> None:
        if self._socket is None:
            raise NoAnswer("The page is not open.")
        header = {
            "msg_id": uuid.uuid4().hex, "msg_type": kind, "session": self._session, "username": "", "version": "5.3",
            "date": datetime.now(UTC).isoformat(),
        }  # fmt: skip
        message = {"channel": "shell", "header": header, "parent_header": {}, "metadata": metadata or {},
                   "content": content, "buffers": []}  # fmt: skip
        try:
            await self._socket.send(json.dumps(message))
        except ConnectionClosed as fault:
            raise NoAnswer(f"The connection with the kernel is gone: {fault}") from fault

    async def _read(self, socket: ClientConnection) -> None:
        with suppress(ConnectionClosed):
            async for frame in socket:
                _acknowledge_at_once(socket)
                await self._learn(_message(frame))
        self._news.set()

    async def _learn(self, message: State) -> None:
        """Keep what a message tells about widgets."""
        content = message.get("content", {})
        data = content.get("data", {})
        kind = message.get("header", {}).get("msg_type", "")
        if kind == "comm_open":
            self.models[content["comm_id"]] = dict(data.get("state", {}))
        elif kind == "comm_msg" and data.get("method") in ("update", "echo_update"):
            self.models.setdefault(content["comm_id"], {}).update(data["state"])
            if content["comm_id"] in self._asked:
                await self._ask_each(_NAMED.findall(json.dumps(data["state"])))
        elif kind == "comm_msg" and data.get("method") == "update_states":
            for id, told in data["states"].items():
                self.models.setdefault(id, {}).update(told["state"])
        elif kind == "comm_close" and content["comm_id"] == self._control:
            await self._ask_each(self._shown)
        self._news.set()


def _acknowledge_at_once(socket: ClientConnection) -> None:
    """Do as browsers do: this system would wait 40 ms to acknowledge, and a server may wait for that."""
    if hasattr(socket_module, "TCP_QUICKACK"):
        raw = socket.transport.get_extra_info("socket")
        raw.setsockopt(socket_module.IPPROTO_TCP, socket_module.TCP_QUICKACK, 1)


def _message(frame: str | bytes) -> State:
    """Return the message in a frame: JSON, or JSON as the first of several parts."""
    if isinstance(frame, bytes):
        count = struct.unpack_from("!i", frame)[0]
        offsets = struct.unpack_from(f"!{count}i", frame, 4)
        frame = frame[offsets[0] : offsets[1] if count > 1 else len(frame)].decode()
    told: State = json.loads(frame)
    return told


# ------------------------------------------------------------------------------------------- the realistic app


def _button(visitor: Visitor) -> str:
    return visitor.model("ButtonModel", lambda state: state.get("description") == realistic.BUTTON)


def _answer(visitor: Visitor) -> str:
    return visitor.model("HTMLModel", lambda state: str(state.get("value", "")).startswith("Uitkomst "))


def usable(visitor: Visitor) -> bool:
    """Tell whether the realistic app is there: its button and its answer."""
    return bool(_button(visitor) and _answer(visitor))


async def click(visitor: Visitor) -> float | None:
    """Click once; return the milliseconds until the new value came, None when it did not."""
    answer = _answer(visitor)
    before = visitor.models[answer]["value"]
    start = time.perf_counter()
    await visitor.send(_button(visitor), {"event": "click"})
    try:
        await visitor.wait(lambda now: now.models[answer]["value"] != before, patience=15)
    except (TimeoutError, NoAnswer):
        return None
    return (time.perf_counter() - start) * 1000
