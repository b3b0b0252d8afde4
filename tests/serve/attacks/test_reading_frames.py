"""What passes the line, however it is written, reads to Jupyter and to the kernel as a message between widgets."""

import json

from hypothesis import given, strategies as st
from jupyter_client.session import Session
from jupyter_server.services.kernels.connection.base import deserialize_msg_from_ws_v1

from kennisbank.serve.kernels.connection import IN, TARGETS, may_pass
from tests.serve.attacks.attacker import framed

KINDS = st.sampled_from(
    ["execute_request", "comm_msg", "comm_open", "kernel_info_request", "shutdown_request", "", "comm_msg "]
)
TARGET_NAMES = st.sampled_from(["jupyter.widget.control", "jupyter.widget", "os", ""])
json_values = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=8), lambda inner: st.lists(inner, max_size=3), max_leaves=5)  # fmt: skip


@st.composite
def objects(draw, name, values):
    """JSON objects in which `name` can be there several times, in any coding."""
    pairs = draw(st.lists(st.tuples(st.sampled_from([name, "x"]), values | json_values), max_size=4))
    text = "{" + ",".join(f"{json.dumps(key)}:{json.dumps(value)}" for key, value in pairs) + "}"
    return text.encode(draw(st.sampled_from(["utf-8"] * 6 + ["utf-8-sig", "utf-16", "utf-32-be"])))


@st.composite
def frames(draw):
    """Frames in the newer protocol, some with bytes changed."""
    channel = draw(st.sampled_from([b"shell"] * 4 + [b"control", b"stdin", b"", b"shell "]))
    header, content = draw(objects("msg_type", KINDS)), draw(objects("target_name", TARGET_NAMES))
    middle = draw(st.lists(st.sampled_from([b"{}", header, content]), max_size=3))
    data = bytearray(framed(channel, header, *middle, content))
    for place, value in draw(st.lists(st.tuples(st.integers(0, 63), st.integers(0, 255)), max_size=3)):
        data[place % len(data)] = value
    return bytes(data)


def read_by_jupyter(data):
    """Return channel, kind and target of a message as Jupyter takes it apart and a kernel reads it."""
    channel, parts = deserialize_msg_from_ws_v1(data)
    session = Session()
    content = session.unpack(parts[3]) if len(parts) > 3 else {}
    kind = session.unpack(parts[0])["msg_type"]
    return channel, kind, content.get("target_name") if kind == "comm_open" else None


@given(frames())
def test_whatever_passes_is_read_the_same_by_jupyter_and_is_for_widgets(data):
    if not may_pass(data, v1=True):
        return
    channel, kind, target = read_by_jupyter(data)

    assert "shell" == channel
    assert kind in IN
    assert kind != "comm_open" or target in TARGETS


@given(st.binary(max_size=400) | st.text(max_size=50) | json_values)
def test_noise_never_passes(data):
    assert not may_pass(data, v1=True)
    assert not may_pass(data, v1=False)


@given(st.sampled_from(sorted(IN - {"comm_open"})), st.binary(max_size=50))
def test_a_whole_message_passes_with_and_without_buffers(kind, buffer):
    header = json.dumps({"msg_type": kind}).encode()

    assert may_pass(framed(b"shell", header, b"{}", b"{}", b"{}"), v1=True)
    assert may_pass(framed(b"shell", header, b"{}", b"{}", b"{}", buffer), v1=True)
