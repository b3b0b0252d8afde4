"""Requests that are too large, too slow or too many cost their sender, and nobody else."""

import socket
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress

import pytest
from websockets.exceptions import ConnectionClosed

from tests.serve.attacks.conftest import attacked
from tests.story import tell

EACH, ALL, PATIENCE = 2, 3, 3
TOO_LARGE = {b"", b"400", b"413", b"431"}


@pytest.fixture(scope="module")
def tight(tmp_path_factory):
    """A server with room for few kernels, and little patience."""
    folder = tmp_path_factory.mktemp("tight")
    story = tell(f"sqlite:///{folder / 'bank.db'}")
    with attacked(story, folder, kernels_each=EACH, kernels_in_all=ALL, patience=PATIENCE) as running:
        yield running


def dial(target):
    """Open a connection, and say nothing yet."""
    host, port = target.address.split("/")[2].split(":")
    return socket.create_connection((host, int(port)), timeout=30)


def answer(line):
    """Return all that comes until the other side hangs up."""
    told = b""
    try:
        while more := line.recv(65_536):
            told += more
    except ConnectionError:
        pass
    return told


def status(target, *pieces):
    """Send `pieces` and return the status that comes back; nothing when the other side just hangs up."""
    with dial(target) as line:
        try:
            for piece in pieces:
                line.sendall(piece)
        except ConnectionError:
            pass
        return answer(line)[9:12]


def asked(path="/aanmelden", method="POST", **headers):
    """Return the head of a request."""
    lines = [
        f"{method} {path} HTTP/1.1",
        "Host: x",
        *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items()),
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n"


def test_a_large_body_is_refused_before_it_is_read(tight):
    assert status(tight, asked(Content_Length=2_000_000), b"x" * 2_000_000) in TOO_LARGE
    assert status(tight, asked(Content_Length=10**18)) in TOO_LARGE
    piece = b"10000\r\n" + b"x" * 65_536 + b"\r\n"
    assert status(tight, asked(Transfer_Encoding="chunked"), *[piece] * 32, b"0\r\n\r\n") in TOO_LARGE


def test_a_large_or_broken_head_is_refused(tight):
    assert status(tight, asked("/" + "x" * 100_000, "GET")) in TOO_LARGE
    assert status(tight, asked("/health", "GET", Cookie="x" * 100_000)) in TOO_LARGE
    assert (
        status(tight, asked("/health", "GET", **{f"X_{number}": "y" * 100 for number in range(1_000)}))
        in TOO_LARGE
    )
    for head in (b"\x16\x03\x01" + b"\x00" * 300, b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\r\n" * 40_000,
                 asked(Content_Length="-1"), asked(Content_Length="1, 2"), asked(Content_Length="5", Transfer_Encoding="chunked")):  # fmt: skip
        assert status(tight, head) in {*TOO_LARGE, b"505"}
    assert 200 == tight.browser().http.get("health").status_code


def test_a_large_message_closes_its_own_line_only(tight):
    anna = tight.browser("anna")
    kernel = anna.open("start").kernel
    with anna.line(kernel) as line:
        model = next(iter(line.states()))
        with suppress(ConnectionClosed):
            line.raw(b"x" * 9_000_000)

        assert line.closed() in (1006, 1009)
    with anna.line(kernel) as line:
        assert model in line.states()


def test_two_hundred_who_never_finish_a_sentence_keep_nobody_waiting_and_are_hung_up_on(tight):
    with ExitStack() as stack:
        lines = [stack.enter_context(dial(tight)) for _ in range(200)]
        for number, line in enumerate(lines):
            line.sendall(asked(Content_Length=1_000)[: -2 if number % 2 else None])
        with tight.browser("anna").at("start") as page:
            assert page.states()
        deadline = time.monotonic() + 20
        left = set(lines)
        while left and time.monotonic() < deadline:
            left -= {line for line in left if hung_up(line)}
            time.sleep(PATIENCE / 10)

        assert set() == left


def hung_up(line):
    """Say one byte more; say whether nobody listens any more."""
    line.setblocking(False)
    try:
        line.send(b"x")
        return line.recv(65_536) == b""
    except BlockingIOError:
        return False
    except ConnectionError:
        return True


def test_who_opens_too_many_pages_loses_the_oldest_of_their_own(tight):
    anna = tight.browser("anna")
    kernels = [anna.open("start").kernel for _ in range(EACH + 1)]
    there = [anna.http.get(f"api/kernels/{kernel}").status_code for kernel in kernels]

    assert [404, *[200] * EACH] == there


def test_when_there_is_no_room_the_page_says_so_in_plain_words(tight):
    anna, bilal, carla = (tight.browser(account) for account in ("anna", "bilal", "carla"))
    with anna.at("start") as one, anna.at("start") as two, bilal.at("start") as three:
        refused = carla.open("start")

        assert all(line.states() for line in (one, two, three))
    assert 503 == refused.status
    assert "Het is nu te druk" in refused.text
    assert "30" == refused.headers["Retry-After"]


def test_who_opens_many_pages_at_the_same_moment_gets_no_more_kernels_than_allowed(tight):
    with ThreadPoolExecutor(12) as pool:
        opened = list(pool.map(lambda _: tight.browser("bilal").open("start"), range(12)))
    there = [page.kernel for page in opened if page.status == 200 and "kb-kernel" in page.text]
    answers = [tight.browser("bilal").http.get(f"api/kernels/{kernel}").status_code for kernel in there]

    assert {page.status for page in opened} <= {200, 503}
    assert answers.count(200) <= EACH
    assert len(tight.kernels()) <= 2 * EACH + ALL
