"""What the server knows stays there: not in a kernel, not in a page, not in the log."""

import html
import json
import re
from pathlib import Path

import pytest

from tests.serve.attacks.attacker import OUR_FOLDERS
from tests.serve.attacks.conftest import CANARY
from tests.serve.attacks.probes import INSIDE

NUMBER = re.compile(r"\b[0-9A-F]{6}\b")
TELLING = (
    INSIDE,
    "Traceback",
    "onhandig",
    "/site-packages",
    ".py",
    "ValueError",
    "MemoryError",
    "Cell In",
    "ipykernel",
)
"""What a person who reads a page is never told of a fault."""


def lines(target):
    """Return the lines of the log."""
    return [json.loads(line) for line in target.told.splitlines() if line.startswith("{")]


def in_log(target, text):
    """Return the line of the log about the fault whose number is in `text`."""
    number = NUMBER.search(text)[0]
    return next(line for line in lines(target) if line.get("fault") == number)


def test_a_kernel_knows_nothing_of_the_servers_environment(probes):
    text = html.unescape(probes.browser("anna").open("omgeving").text)

    assert "KENNISBANK_ACTOR" in text
    assert CANARY not in text
    for name in ("KENNISBANK_OIDC_SECRET", "DATABASE_PASSWORD", "COOKIE", "PYTEST"):
        assert name not in text


def test_what_a_process_was_started_with_can_be_read_in_its_forks_so_it_holds_no_secret(probes):
    told = probes.browser("anna").open("omgeving").text

    assert probes.kernels()
    for pid in probes.kernels():
        assert CANARY.encode() not in Path(f"/proc/{pid}/environ").read_bytes()
    assert "kanarie" not in told


def test_a_page_that_fails_gives_a_number_and_nothing_else(probes):
    opened = probes.browser("anna").open("fout")

    assert "hiervoor" in opened.text
    assert "hierna" not in opened.text
    assert [] == [word for word in TELLING if word in opened.text.replace("page.py", "")]
    line = in_log(probes, opened.fault)
    assert "onhandig" in line["message"]
    assert INSIDE not in probes.told


@pytest.mark.parametrize("page", ["groot", "weg", "mooi"])
def test_a_page_that_breaks_down_says_so_and_the_log_knows_why(probes, page):
    opened = probes.browser("anna").open(page)

    assert 200 == opened.status
    assert [] == [word for word in TELLING if word in opened.text]
    if page != "mooi":
        assert in_log(probes, opened.fault)["message"]


def test_what_a_page_says_on_the_error_stream_is_not_shown(probes):
    text = probes.browser("anna").open("klaagt").text

    assert "zichtbaar" in text
    assert INSIDE not in text


@pytest.mark.parametrize("protocol", ["v1.kernel.websocket.jupyter.org", ""])
@pytest.mark.parametrize("deed", ["onhandig", "klaag", "draad", "hebberig"])
def test_a_click_that_fails_gives_a_number_and_nothing_else(probes, protocol, deed):
    with probes.browser("anna").at("klik", protocol=protocol) as line:
        model = next(id for id, state in line.states().items() if "html" in state)
        line.do(model, do=deed, value="een heel eigen zin")
        fault = line.hear(lambda told: told["header"]["msg_type"] == "error")

        assert line.states()
        assert [] == [word for word in TELLING if word in line.all_heard.replace("widget.py", "")]
        assert {
            "ename": "",
            "evalue": NUMBER.search(fault["content"]["evalue"])[0],
            "traceback": [],
        } == fault["content"]
    assert in_log(probes, fault["content"]["evalue"])
    assert INSIDE not in probes.told
    assert "een heel eigen zin" not in probes.told


def test_what_a_click_prints_goes_nowhere(probes):
    with probes.browser("anna").at("klik") as line:
        model = next(id for id, state in line.states().items() if "html" in state)
        line.do(model, do="praat")
        line.states()

        assert INSIDE not in line.all_heard
    assert INSIDE not in probes.told


@pytest.mark.parametrize(
    "name",
    [
        "geheim",
        "geheim.txt",
        "onder",
        "onder/diep",
        "diep",
        "met-streep",
        "Met-Streep",
        "fout.ipynb",
        "apps/fout",
    ],
)
def test_a_file_beside_the_pages_is_not_a_page(probes, name):
    answer = probes.browser("anna").http.get(name)

    assert 404 == answer.status_code
    assert INSIDE not in answer.text


def test_the_log_tells_nothing_of_anybody(target):
    mark = "kanarie"
    anna, nobody = target.browser("anna"), target.browser()
    sent = {
        "User-Agent": mark,
        "Referer": f"http://x/{mark}",
        "X-Forwarded-For": "203.0.113.7",
        "Cookie": f"{anna.cookie}; x={mark}",
    }
    for path in (
        mark,
        f"welkom/{mark}",
        f"start?q={mark}",
        f"start?lang=%ff&q={mark}",
        f"api/kernels/{mark}",
        f"static/0/{mark}",
        f"a/{mark}@example.org",
    ):
        for browser in (anna, nobody):
            for method in ("GET", "POST", "DELETE", "BREW"):
                browser.http.request(method, path, headers=sent)
    page = anna.open("vastleggen", title=mark, id=mark)
    for name in (mark, "anna"):
        nobody.http.post("aanmelden", data={"name": name, "password": mark, "_xsrf": page.token})
        nobody.http.post(
            "aanmelden",
            data={"name": name, "password": mark, "_xsrf": page.token},
            headers={"Cookie": f"_xsrf={page.token}"},
        )
    with anna.line(page.kernel) as line:
        for model in line.states():
            line.change(model, values=mark, html=[mark], fields=mark, layout=mark, nosuch=mark)
            line.do(model, do="saved", values={"title": mark, "happened": mark}, number=mark)
        line.send("execute_request", {"code": mark})
        line.send(mark, {"code": mark})
        line.send("comm_open", {"comm_id": mark, "target_name": mark, "data": mark})
        line.send("comm_msg", {"comm_id": mark, "data": mark})
        line.raw(mark)
        line.states()
    told = json.dumps(lines(target))

    for word in (mark, "203.0.113.7", "127.0.0.1", "kennisbank-session", anna.http.cookies["kennisbank-session"], page.token, page.kernel,
                 "anna", "Anna", "Wit", "?", "example.org"):  # fmt: skip
        assert word not in told.replace("kanarie-die-niet-zingt", ""), word


def test_the_log_of_every_attack_so_far_is_json_and_names_nobody(target):
    told = "".join(json.dumps(line) for line in lines(target))

    for word in (
        "Anna",
        "Bilal",
        "Yıldız",
        "Carla",
        "Daan",
        "gekaapt",
        "bekentenis",
        "Ik twijfel",
        "heimelijke",
        CANARY,
    ):
        assert word not in told


def test_a_page_holds_no_secret(target):
    browser = target.browser("anna")
    for page in (
        "start",
        "zoeken",
        "vastleggen",
        "kennisnetwerk",
        "kennisrisico",
        "leerklimaat",
        "aanmelden",
    ):
        text = browser.open(page).text + target.browser().http.get(page, follow_redirects=True).text

        for word in (
            CANARY,
            browser.http.cookies["kennisbank-session"],
            target.story.url,
            "KENNISBANK",
            *OUR_FOLDERS,
            "/tmp/",
        ):
            assert word not in text
