"""No path leads to a file: only what the server read when it started is ever given, under its own address."""

import socket

import pytest

from kennisbank.serve.assets import gather
from tests.serve.attacks.attacker import OUR_FOLDERS

UP = ("..", "%2e%2e", "%252e%252e", ".%2e", "..%00", "..%5c", "..\\", "%c0%ae%c0%ae", "....", "..;")
SLASHES = ("/", "%2f", "%252f", "\\", "%5c", "//")
GOALS = ("etc/passwd", "kennisbank/serve/server.py")
TELLING = ("root:", "import ", "SQLite format", "PATH=", "cells", "traceback")


@pytest.fixture(scope="module")
def cookie(target):
    """What a browser sends in which anna is signed in."""
    return target.browser("anna").cookie


def raw(target, path: bytes, *, cookie: str = "") -> bytes:
    """Return what the server answers to exactly this path."""
    host = target.address.split("/")[2]
    with socket.create_connection(host.split(":"), timeout=30) as line:
        asked = b"GET " + path + b" HTTP/1.1\r\nHost: " + host.encode() + b"\r\nConnection: close\r\nCookie: "
        line.sendall(asked + cookie.encode() + b"\r\n\r\n")
        answer = b""
        while more := line.recv(65_536):
            answer += more
    return answer


def assert_nothing_told(answer: bytes) -> None:
    """Say that an answer, if there is one, is a refusal and gives nothing away."""
    status = answer.split(b" ", 2)[1:2]
    assert answer == b"" or status[0] in (b"302", b"400", b"403", b"404")
    assert [] == [word for word in TELLING if word.encode() in answer]


@pytest.mark.parametrize("up", UP)
@pytest.mark.parametrize("slash", SLASHES)
def test_no_path_climbs_out(target, cookie, up, slash):
    stamp = gather().stamp
    for start in ("/", f"/static/{stamp}/", "/start/"):
        for goal in GOALS:
            path = start + (up + slash) * 6 + goal.replace("/", slash)

            assert_nothing_told(raw(target, path.encode(), cookie=cookie))


@pytest.mark.parametrize(
    "path",
    ["//etc/passwd", "///start", "/start.ipynb", "/start.py", "/start/", "/start%20", "/start%00", "/START", "/start;x", "/start%2f",
     "/apps/start.ipynb", "/.git/config", "/~root", "/%", "/%zz", "/start\x01", "/\xff", "http://127.0.0.1/start.ipynb", "*", "", "/static//page/page.js",
     "/static/0/page/page.js", "/static/{stamp}/page", "/static/{stamp}/page/", "/static/{stamp}//page/page.js", "/static/{stamp}/page/page.js/",
     "/static/{stamp}/page/page.js%00.css", "/static/{stamp}/Page/page.js", "/static/{stamp}/page/page%2ejs%2f..", "/static/{stamp}/kit/form/widget.py",
     "/static/{stamp}/__init__.py", "/static/{stamp}//etc/passwd", "/static/{stamp}/file:///etc/passwd", "/static/{stamp}/page.entry.js"],
)  # fmt: skip
def test_an_address_that_is_none_of_ours_gives_nothing(target, cookie, path):
    assert_nothing_told(raw(target, path.format(stamp=gather().stamp).encode("latin-1"), cookie=cookie))


def test_every_file_we_give_is_for_browsers_and_holds_no_secret(target):
    assets, browser = gather(), target.browser()
    for name in assets.files:
        answer = browser.http.get(f"static/{assets.stamp}/{name}")

        assert (200, assets.files[name].plain) == (answer.status_code, answer.content)
        assert name.endswith((".js", ".css", ".svg", ".woff2"))
        assert [] == [folder for folder in OUR_FOLDERS if folder in answer.text]
        assert b"sourceMappingURL" not in answer.content


@pytest.mark.parametrize(
    "query",
    ["voila-template=material", "template=../../etc", "theme=dark'><script>", "voila-theme=x", "kernel_name=bash", "token=x", "lang=../../x",
     "lang=%00", "lang=nl&lang=en", "lang=%ff", "id=%ff", "q=%00", "a" * 3_000, "lang[]=nl", "=", "&&&", "%", "%zz=%zz"],
)  # fmt: skip
def test_a_page_does_not_become_another_page_through_its_address(target, query):
    browser = target.browser("anna")
    plain, answer = browser.open("start"), browser.http.get(f"start?{query}")

    assert answer.status_code in (200, 400)
    assert "<script>" not in answer.text.replace('<script type="application/json" id="kb-config">', "")
    if answer.status_code == 200:
        assert plain.text.count("<script") == answer.text.count("<script")
        assert plain.headers["Content-Security-Policy"] == answer.headers["Content-Security-Policy"]
        assert "kb-fault" not in answer.text
    else:
        assert "kb-trouble" in answer.text
