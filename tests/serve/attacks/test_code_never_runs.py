"""A browser can never run code: not by asking, not by asking oddly, and not by a message that two readers read differently."""

import json
import struct

import pytest

from tests.serve.attacks.attacker import LEGACY, PROTOCOLS, V1, frame, framed

CHANNELS = ("shell", "control", "stdin", "iopub")
RUN = {"silent": False, "store_history": False, "user_expressions": {}, "allow_stdin": True, "stop_on_error": True}  # fmt: skip
OURS = {"status", "comm_open", "comm_msg", "comm_close", "comm_info_reply", "kernel_info_reply", "error"}


@pytest.fixture(scope="module")
def opened(target):
    """A browser and the kernel of a page that it has open."""
    browser = target.browser("anna")
    return browser, browser.open("start").kernel


@pytest.fixture
def proof(tmp_path):
    """A file that is there only when code ran."""
    return tmp_path / "it-ran"


@pytest.fixture
def code(proof):
    """Code that makes the file."""
    return f"open({str(proof)!r}, 'w').close()"


def requests(code):
    """Return everything that a kernel can be asked, but for what widgets need."""
    expression = {"expression": code, "context": "repl"}
    return {
        "execute_request": {"code": code, **RUN},
        "inspect_request": {"code": code, "cursor_pos": 3, "detail_level": 1},
        "complete_request": {"code": code, "cursor_pos": len(code)},
        "history_request": {"output": True, "raw": True, "hist_access_type": "tail", "n": 10},
        "is_complete_request": {"code": code},
        "input_reply": {"value": code},
        "debug_request": {"seq": 1, "type": "request", "command": "evaluate", "arguments": expression},
        "create_subshell_request": {},
        "delete_subshell_request": {"subshell_id": "x"},
        "list_subshell_request": {},
        "interrupt_request": {},
        "shutdown_request": {"restart": False},
        "connect_request": {},
        "usage_request": {},
        "apply_request": {"code": code},
        "abort_request": {},
        "clear_request": {},
        "execute_input": {"code": code, "execution_count": 1},
        "status": {"execution_state": "dead"},
    }


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_nothing_but_messages_of_widgets_passes_on_any_channel(target, proof, code, protocol):
    with target.browser("anna").at("start", protocol=protocol) as line:
        sent = [
            line.send(kind, content, channel=channel)
            for channel in CHANNELS
            for kind, content in requests(code).items()
        ]
        alive = line.states()

        assert len(alive) > 3
        assert set() == line.answered.intersection(sent)
        assert line.kinds <= OURS
        assert not proof.exists()


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_messages_of_widgets_pass_on_the_shell_channel_only(target, protocol):
    with target.browser("anna").at("start", protocol=protocol) as line:
        sent = [
            line.send("kernel_info_request", {}, channel=channel)
            for channel in ("control", "stdin", "iopub", "", "Shell", "shell ", "shell\x00", "hb")
        ]
        known = line.send("kernel_info_request", {})
        line.states()

        assert {known} == line.answered.intersection([known, *sent])


@pytest.mark.parametrize("protocol", PROTOCOLS)
@pytest.mark.parametrize(
    "target_name",
    [
        "jupyter.widget",
        "ipython",
        "os.system",
        "jupyter.widget.control ",
        "",
        None,
        ["jupyter.widget.control"],
        {},
    ],
)
def test_a_page_opens_no_line_to_anything_else_in_the_kernel(opened, protocol, target_name):
    browser, kernel = opened
    with browser.line(kernel, protocol=protocol) as line:
        content = {"comm_id": "x", "target_name": target_name, "target_module": "os", "data": {"state": {}}}
        sent = line.send("comm_open", content)
        line.states()

        assert sent not in line.answered


def test_a_page_makes_no_widgets_in_the_kernel(target):
    state = {"_model_module": "@jupyter-widgets/output", "_model_name": "OutputModel", "_model_module_version": "1.0.0",
             "_view_module": "@jupyter-widgets/output", "_view_name": "OutputView", "_view_module_version": "1.0.0"}  # fmt: skip
    with target.browser("anna").at("start") as line:
        before = set(line.states())
        message = line.message(
            "comm_open", {"comm_id": "mine", "target_name": "jupyter.widget", "data": {"state": state}}
        )
        message["metadata"] = {"version": "2.1.0"}
        line.put(message)

        assert before == set(line.states())


def _header(kind, **more):
    return json.dumps(
        {"msg_id": "m", "msg_type": kind, "session": "s", "username": "", "version": "5.4", **more}
    ).encode()


def odd_frames(code):
    """Return messages that could be read as one thing here and as another by the kernel."""
    run = json.dumps({"code": code, **RUN}).encode()
    empty, comm, execute = b"{}", _header("comm_msg", msg_id="c"), _header("execute_request")
    twice = _header("comm_msg")[:-1] + b', "msg_type": "execute_request"}'
    thrice = execute[:-1] + b', "msg_type": "comm_msg"}'
    whole = frame({"channel": "shell", "header": json.loads(execute), "parent_header": {}, "metadata": {}, "content": json.loads(run)})  # fmt: skip
    yield from (
        framed(b"shell", header, empty, empty, run)
        for header in (
            twice,
            thrice,
            _header("execute_request "),
            _header(" execute_request"),
            _header("comm_msg\x00execute_request"),
            _header("EXECUTE_REQUEST"),
            _header(["execute_request"]),
            _header({"comm_msg": 1}),
            _header(None),
            b'{"msg_type": "comm_msg"}{"msg_type": "execute_request"}',
            b"\xef\xbb\xbf" + execute,
            execute.decode().encode("utf-16"),
            execute.decode().encode("utf-16-le"),
            execute.decode().encode("utf-32"),
            comm.replace(b"comm_msg", b"comm_\xff\xfemsg"),
            b"[" * 100_000,
            b'["comm_msg"]',
            b'"comm_msg"',
            b"NaN",
            b"",
        )
    )
    yield framed(b"shell", comm, execute, empty, run, execute, run)
    yield framed(b"shell", empty, execute, empty, empty, run)
    yield framed(b"", execute, empty, empty, run)
    yield framed(b"control", comm, empty, empty, run)
    yield framed(b"shell\x00control", execute, empty, empty, run)
    yield framed(b"shell", comm, empty)
    yield whole + frame({"channel": "shell", "header": {"msg_type": "comm_msg"}, "parent_header": {}, "metadata": {}, "content": {}})  # fmt: skip
    yield from odd_offsets(whole)
    yield b""
    yield b"\x00" * 7
    yield b"\x00" * 4_096
    yield b"\xff" * 4_096


def odd_offsets(whole):
    """Return `whole` with places that overlap, go back, or lie outside it."""
    count = int.from_bytes(whole[:8], "little")
    for place in range(count + 1):
        for number in (0, 1, 7, len(whole), len(whole) + 1, 2**31, 2**63, 2**64 - 1):
            yield whole[: 8 * place] + number.to_bytes(8, "little") + whole[8 * place + 8 :]


def test_a_frame_that_can_be_read_in_two_ways_does_nothing(target, proof, code):
    with target.browser("anna").at("start") as line:
        for data in odd_frames(code):
            line.raw(data)
        alive = line.states()

        assert len(alive) > 3
        assert "m" not in line.answered
        assert not proof.exists()


def test_text_is_no_message_in_the_newer_protocol(target, proof, code):
    with target.browser("anna").at("start") as line:
        message = line.message("execute_request", {"code": code, **RUN})
        for text in (
            "",
            "{}",
            "null",
            json.dumps(message),
            json.dumps({**message, "header": {"msg_type": "comm_msg"}}),
        ):
            line.raw(text)
        alive = line.states()

        assert len(alive) > 3
        assert not proof.exists()


def odd_texts(line, code):
    """Return what no browser sends in the older protocol, and could be taken for something else."""
    run = {"code": code, **RUN}
    execute, comm = line.message("execute_request", run), line.message("comm_msg", run)
    yield from ("", "null", "[]", '"x"', "1", "{", "[" * 100_000, '{"channel": "shell"}')
    yield json.dumps({**execute, "channel": None})
    yield json.dumps({name: value for name, value in execute.items() if name != "channel"})
    yield json.dumps({**execute, "header": json.dumps(execute["header"])})
    yield json.dumps({**comm, "content": json.dumps(run)})
    yield json.dumps({**comm, "parent_header": None})
    yield json.dumps({name: value for name, value in comm.items() if name != "metadata"})
    yield json.dumps({**comm, "buffers": ["text"]})
    yield json.dumps({**comm, "buffers": 5})
    yield json.dumps(comm)[:-1] + ', "header": ' + json.dumps(execute["header"]) + "}"
    yield json.dumps(execute)[:-1] + ', "header": ' + json.dumps(comm["header"]) + "}"


def test_an_older_message_that_can_be_read_in_two_ways_does_nothing(target, proof, code):
    with target.browser("anna").at("start", protocol=LEGACY) as line:
        for text in odd_texts(line, code):
            line.raw(text)
        told = json.dumps(line.message("execute_request", {"code": code, **RUN})).encode()
        line.raw(struct.pack("!II", 1, 8) + told)
        line.raw(struct.pack("!II", 2**31, 8) + told)
        alive = line.states()

        assert len(alive) > 3
        assert not proof.exists()


def test_a_message_that_the_kernel_cannot_use_leaves_it_alive(target):
    with target.browser("anna").at("start", protocol=V1) as line:
        model = next(iter(line.states()))
        for content in (
            None,
            [],
            "x",
            {},
            {"comm_id": None},
            {"comm_id": model},
            {"comm_id": model, "data": 5},
        ):
            line.send("comm_msg", content)
            line.send("comm_close", content if content != {"comm_id": model, "data": 5} else {})
        for data in (
            {"method": "update"},
            {"method": "update", "state": 5},
            {"method": "request_state", "x": 1},
            {"method": "custom"},
        ):
            line.comm(model, data)
        line.comm(model, {"method": "update", "state": {}, "buffer_paths": [["html"], ["x", 1]]})
        line.send("comm_msg", {"comm_id": model, "data": {}}, subshell_id="nowhere")
        line.raw(framed(b"shell", _header("comm_msg"), b"{}", b"{}", b'{"a":' * 50_000))

        assert line.states()
