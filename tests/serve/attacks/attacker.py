"""A browser that is up to no good: it is signed in like any other, and sends whatever it likes."""

import html
import json
import re
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import httpx
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

V1 = "v1.kernel.websocket.jupyter.org"
LEGACY = ""
PROTOCOLS = (V1, LEGACY)
PATIENCE = 40
FLOOD = 150  # seconds for a kernel on a busy machine to work through some thousands of messages
HOME = Path(__file__).parents[3]
OUR_FOLDERS = tuple({f"{place}/" for place in (HOME, sys.prefix, HOME.parent) if str(place) != "/"})
"""Where this machine keeps the project, the folder around it and its Python: no answer tells any of them."""
_KERNEL = re.compile(r"id='kb-kernel' data-id='([0-9a-f-]+)'")
_VIEW = re.compile(r"data-model='([0-9a-f]+)'")
_FAULT = re.compile(r"class='kb-message kb-fault'[^>]*>([^<]*)<")
_TOKEN = re.compile(r'name="_xsrf" value="([^"]+)"')


@dataclass(frozen=True)
class Opened:
    """A page as it came in: the text of it, the kernel behind it and the widgets that it shows."""

    status: int
    text: str
    headers: httpx.Headers

    @property
    def kernel(self) -> str:
        """The id of its kernel."""
        return _KERNEL.search(self.text)[1]

    @property
    def views(self) -> list[str]:
        """The ids of the widgets that it shows."""
        return _VIEW.findall(self.text)

    @property
    def fault(self) -> str:
        """What it says of a fault, as people read it; empty when nothing went wrong."""
        found = _FAULT.search(self.text)
        return html.unescape(found[1]) if found else ""

    @property
    def token(self) -> str:
        """What its forms send along."""
        return html.unescape(_TOKEN.search(self.text)[1])


class Browser:
    """Cookies, and no manners."""

    def __init__(self, served, account: str = "") -> None:
        """Sign in as `account`, or not at all."""
        self.served, self.account = served, account
        cookies = {item["name"]: item["value"] for item in served.as_(account)["cookies"]} if account else {}
        self.http = httpx.Client(base_url=served.address, cookies=cookies, timeout=PATIENCE)

    @property
    def cookie(self) -> str:
        """Its cookies as a header."""
        return "; ".join(f"{name}={value}" for name, value in self.http.cookies.items())

    def open(self, page: str = "start", /, **query: str) -> Opened:
        """Open a page and wait until it is whole."""
        answer = self.http.get(page, params=query)
        return Opened(answer.status_code, answer.text, answer.headers)

    @contextmanager
    def line(self, kernel: str, *, protocol: str = V1, session: str = "", **headers: str) -> Iterator["Line"]:
        """Connect to `kernel`; `headers` come on top of the cookie. Raises websockets' InvalidStatus when refused."""
        session = session or uuid.uuid4().hex
        where = self.served.address.replace("http", "ws", 1)
        sent = {"Cookie": self.cookie, **headers}
        with connect(
            f"{where}api/kernels/{kernel}/channels?session_id={session}",
            subprotocols=[protocol] if protocol else None,
            additional_headers={name: value for name, value in sent.items() if value},
            open_timeout=PATIENCE,
            max_size=None,
            max_queue=None,
            compression=None,
        ) as socket:
            yield Line(socket, session)

    @contextmanager
    def at(self, page: str, /, *, protocol: str = V1, **query: str) -> Iterator["Line"]:
        """Open a page and connect to its kernel."""
        with self.line(self.open(page, **query).kernel, protocol=protocol) as line:
            yield line


@dataclass
class Line:
    """The WebSocket of a kernel. All that ever came in is kept in `heard`, as it came."""

    socket: ClientConnection
    session: str
    heard: list[bytes | str] = field(default_factory=list)
    control: str = ""

    def message(self, kind: str, content: object, *, channel: str = "shell", **header: object) -> dict:
        """Return a message as a browser would make it."""
        told = {"msg_id": uuid.uuid4().hex, "msg_type": kind, "session": self.session, "username": "", "version": "5.4",
                "date": "2026-03-01T09:00:00Z", **header}  # fmt: skip
        return {"channel": channel, "header": told, "parent_header": {}, "metadata": {"version": "1.0.0"}, "content": content,
                "buffers": []}  # fmt: skip

    def send(self, kind: str, content: object, *, channel: str = "shell", **header: object) -> str:
        """Send a message, and return its id."""
        message = self.message(kind, content, channel=channel, **header)
        self.put(message)
        return str(message["header"].get("msg_id", ""))

    def put(self, message: dict) -> None:
        """Send a message as the protocol of this line has it."""
        self.socket.send(frame(message) if self.socket.subprotocol == V1 else json.dumps(message))

    def raw(self, data: bytes | str) -> None:
        """Send just this."""
        self.socket.send(data)

    def hear(self, wanted: Callable[[dict], object], *, seconds: float = PATIENCE) -> dict:
        """Return the first message from now on that is `wanted`. Raises TimeoutError."""
        deadline = time.monotonic() + seconds
        while True:
            data = self.socket.recv(timeout=max(0.0, deadline - time.monotonic()))
            self.heard.append(data)
            told = unframed(data)
            if wanted(told):
                return told

    def comm(self, model: str, data: dict) -> str:
        """Say something to widget `model`."""
        return self.send("comm_msg", {"comm_id": model, "data": data})

    def change(self, model: str, **traits: object) -> str:
        """Set traits of widget `model`, as any browser can."""
        return self.comm(model, {"method": "update", "state": traits, "buffer_paths": []})

    def do(self, model: str, **content: object) -> str:
        """Send widget `model` a message of its own kind."""
        return self.comm(model, {"method": "custom", "content": content})

    def states(self) -> dict[str, dict]:
        """Return the state of every widget of the kernel, shown or not. That it answers shows that it lives."""
        if not self.control:
            self.control = uuid.uuid4().hex
            opening = {"comm_id": self.control, "target_name": "jupyter.widget.control", "data": {}}
            self.send("comm_open", opening)
        self.comm(self.control, {"method": "request_states"})
        told = self.hear(self._tells_states, seconds=FLOOD)  # after all that was asked before
        return {id: item["state"] for id, item in told["content"]["data"]["states"].items()}

    def _tells_states(self, told: dict) -> bool:
        content = told["content"]
        return (
            told["header"]["msg_type"] == "comm_msg"
            and content["comm_id"] == self.control
            and content["data"].get("method") == "update_states"
        )

    def closed(self) -> int:
        """Wait until the other side has hung up, and return why."""
        try:
            while True:
                self.heard.append(self.socket.recv(timeout=PATIENCE))
        except ConnectionClosed as end:
            return end.rcvd.code if end.rcvd else 1006

    @property
    def kinds(self) -> set[str]:
        """The kinds of message that came in."""
        return {unframed(data)["header"]["msg_type"] for data in self.heard}

    @property
    def answered(self) -> set[str]:
        """The ids of the messages that something came in about."""
        return {unframed(data)["parent_header"].get("msg_id", "") for data in self.heard}

    @property
    def all_heard(self) -> str:
        """All that came in, as one text."""
        return "\n".join(
            data if isinstance(data, str) else data.decode(errors="replace") for data in self.heard
        )


def frame(message: dict, *, channel: bytes = b"") -> bytes:
    """Return `message` as the newer protocol has it."""
    names = ("header", "parent_header", "metadata", "content")
    texts = [json.dumps(message[name]).encode() for name in names]
    return framed(channel or message["channel"].encode(), *texts)


def framed(*parts: bytes) -> bytes:
    """Return the parts of a message with the places where they begin in front."""
    places = [8 * (len(parts) + 2)]
    for part in parts:
        places.append(places[-1] + len(part))
    return b"".join(number.to_bytes(8, "little") for number in (len(places), *places)) + b"".join(parts)


def unframed(data: bytes | str) -> dict:
    """Return a message that came in."""
    if isinstance(data, str):
        return json.loads(data)
    if data[0] == 0:  # the older protocol with buffers: a big-endian count, and JSON as the first part
        count = int.from_bytes(data[:4], "big")
        places = [int.from_bytes(data[4 * i : 4 * i + 4], "big") for i in range(1, count + 1)] + [len(data)]
        return json.loads(data[places[0] : places[1]])
    count = int.from_bytes(data[:8], "little")
    places = [int.from_bytes(data[8 * i : 8 * i + 8], "little") for i in range(1, count + 1)]
    parts = [data[start:end] for start, end in pairwise(places)]
    names = ("header", "parent_header", "metadata", "content")
    return {
        "channel": parts[0].decode(),
        **{name: json.loads(part) for name, part in zip(names, parts[1:5], strict=True)},
    }
