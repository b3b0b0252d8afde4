"""A real JupyterHub with its proxy, started as `deploy/` says: everybody gets the apps as themselves, and nobody else's."""

import json
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import uuid4

import httpx
import psutil
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.services import hub, postgresql
from tests.story import tell

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
SESSION = "jupyterhub-session-id"
KERNEL = re.compile(r"id='kb-kernel' data-id='([0-9a-f-]{36})'")


@dataclass(frozen=True)
class Office:
    """The hub, with anna and bilal at their start pages."""

    hub: hub.Running
    anna: hub.Visitor
    bilal: hub.Visitor
    pages: dict[str, httpx.Response]

    def kernel(self, name: str) -> str:
        return KERNEL.search(self.pages[name].text)[1]

    def line(self, visitor: hub.Visitor, name: str, kernel: str, **options):
        """Open the WebSocket of `kernel` at the server of `name`, as `visitor`."""
        path = f"user/{name}/api/kernels/{kernel}/channels"
        return connect(
            f"{self.hub.address}{path}".replace("http:", "ws:"), origin=self.hub.address.rstrip("/"),
            additional_headers={"Cookie": visitor.cookies(path)}, open_timeout=60, max_size=None, **options,
        )  # fmt: skip


@pytest.fixture(scope="module")
def office(postgresql_server, tmp_path_factory) -> Iterator[Office]:
    """A hub on a bank in PostgreSQL, and two people who signed in."""
    with (
        postgresql.database(postgresql_server) as bank,
        hub.running(tmp_path_factory.mktemp("hub"), tell(bank).url, KENNISBANK_HUB_ADMINS="carla") as running,
    ):
        people = {name: running.visitor() for name in ("anna", "bilal")}
        for name, visitor in people.items():
            visitor.sign_in(name)
        pages = {name: visitor.arrive(name) for name, visitor in people.items()}
        yield Office(running, people["anna"], people["bilal"], pages)


def widgets_of(line) -> str:
    """Ask a kernel for the state of all its widgets, and return that as text."""
    comm = uuid4().hex
    opening = {"comm_id": comm, "target_name": "jupyter.widget.control", "data": {}}
    for kind, content in (
        ("comm_open", opening),
        ("comm_msg", {"comm_id": comm, "data": {"method": "request_states"}}),
    ):
        header = {
            "msg_id": uuid4().hex, "msg_type": kind, "session": "test", "username": "", "version": "5.3",
            "date": "2026-03-01T09:00:00Z",
        }  # fmt: skip
        message = {
            "header": header,
            "parent_header": {},
            "metadata": {"version": "1.0.0"},
            "content": content,
        }
        line.send(json.dumps({**message, "channel": "shell", "buffers": []}))
    while True:
        told = line.recv(timeout=60)
        if "update_states" in str(told):
            return str(json.loads(told)["content"]["data"]["states"])


def test_everybody_gets_the_apps_as_themselves(office):
    assert "Je werkt als Anna de Wit" in office.pages["anna"].text
    assert "Je werkt als Bilal Yıldız" in office.pages["bilal"].text


def test_a_kernel_acts_as_who_signed_in_at_the_hub(office):
    with office.line(office.anna, "anna", office.kernel("anna")) as line:
        annas = widgets_of(line)
    with office.line(office.bilal, "bilal", office.kernel("bilal")) as line:
        bilals = widgets_of(line)

    assert "Zet bellen in de werkinstructie" in annas
    assert "Zet bellen in de werkinstructie" not in bilals


@pytest.mark.parametrize("path", ["", "start", "zoeken", "api/kernels/{kernel}", "aanmelden"])
def test_the_server_of_a_colleague_lets_nobody_else_in(office, path):
    answer = office.anna.get(f"user/bilal/{path.format(kernel=office.kernel('bilal'))}")

    assert 403 == answer.status_code
    assert "Bilal" not in answer.text


def test_the_kernel_of_a_colleague_answers_nobody_else(office):
    with pytest.raises(InvalidStatus) as refused, office.line(office.anna, "bilal", office.kernel("bilal")):
        pass

    assert 403 == refused.value.response.status_code


def test_a_cookie_of_ones_own_server_opens_no_other(office):
    told = office.anna.client.cookies.get("jupyterhub-user-anna")
    forged = {"jupyterhub-user-bilal": told, "jupyterhub-user-anna": told}
    answer = httpx.get(f"{office.hub.address}user/bilal/start", cookies=forged)

    assert 302 == answer.status_code
    assert answer.headers["location"].startswith("/user/bilal/aanmelden")


def test_a_name_in_a_header_is_not_believed(office):
    headers = {"X-Forwarded-User": "anna", "Remote-User": "anna", "Authorization": "token anna"}
    answer = httpx.get(f"{office.hub.address}user/anna/start", headers=headers)

    assert 302 == answer.status_code


def test_coming_back_from_the_hub_needs_the_question_it_answers(office):
    answer = httpx.get(f"{office.hub.address}user/anna/oauth_callback?code=x&state=y")

    assert 400 == answer.status_code
    assert "Aanmelden is niet gelukt" in answer.text


def test_who_has_no_account_in_the_bank_is_told_so(office):
    answer = office.hub.visitor().sign_in("nemo")

    assert 403 == answer.status_code
    assert "Je bent aangemeld als nemo, maar hebt hier nog geen account." in answer.text


def test_no_kernel_has_a_secret_of_the_hub(office):
    below = [process for process in office.hub.below() if "forkserver" in " ".join(process.cmdline())]
    names = {name for process in below for name in process.environ()}

    assert below
    assert "KENNISBANK_URL" in names
    assert set() == names & {"JUPYTERHUB_API_TOKEN", "JPY_API_TOKEN", "CONFIGPROXY_AUTH_TOKEN"}


def test_the_hub_hears_that_somebody_is_there(office):
    assert "200 POST /hub/api/users/anna/activity" in office.hub.log.read_text(encoding="utf-8")


def test_the_hub_sees_a_server_made_for_it(office):
    assert "no version header" not in office.hub.log.read_text(encoding="utf-8")


def test_whom_the_hub_gives_access_to_a_colleagues_server_is_themselves_there(office):
    visitor = office.hub.visitor()
    visitor.sign_in("carla", hub.ADMIN_PASSWORD)
    answer = visitor.agree(visitor.get("user/bilal/start"))
    taken = visitor.get(f"user/bilal/api/kernels/{office.kernel('bilal')}")

    assert "/user/bilal/start" == answer.url.path
    assert "Je werkt als Carla Sánchez" in answer.text
    assert 404 == taken.status_code


def test_signing_out_of_the_apps_leads_out_of_the_hub(office):
    visitor = office.hub.visitor()
    page = visitor.sign_in("anna")
    form = {"_xsrf": hub.FIELD.search(page.text)[1]}
    left = visitor.client.post(f"{office.hub.address}user/anna/afmelden", data=form)
    visitor.get(left.headers["refresh"].partition("url=/")[2])
    again = visitor.get("user/anna/start")

    assert "Je bent afgemeld" in left.text
    assert again.url.path.startswith("/hub/login")


def test_signing_out_at_the_hub_ends_access(office):
    visitor = office.hub.visitor()
    page = visitor.sign_in("bilal")
    kept = {name: visitor.client.cookies.get(name) for name in ("jupyterhub-user-bilal", SESSION)}
    address = f"{office.hub.address}user/bilal/start"
    before = httpx.get(address, cookies=kept, timeout=60)
    visitor.get("hub/logout")
    time.sleep(6)  # what the hub said is believed for five seconds
    after = httpx.get(address, cookies=kept, timeout=60)

    assert "Je werkt als Bilal" in page.text
    assert [200, 302] == [before.status_code, after.status_code]


def test_stopping_the_hub_leaves_no_process(postgresql_server, tmp_path):
    with (
        postgresql.database(postgresql_server) as bank,
        hub.running(tmp_path, tell(bank).url) as running,
    ):
        running.visitor().sign_in("anna")
        below = running.below()
        running.stop()
        _, left = psutil.wait_procs(below, timeout=30)

    assert 4 <= len(below), "a proxy, a server, its warm process and a kernel"
    assert [] == left
