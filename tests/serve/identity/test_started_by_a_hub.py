"""What a JupyterHub tells the server that it starts, and what that server asks and tells the hub: without a hub, but by HTTP."""

import asyncio
import json
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest
import tornado.httpserver
import tornado.netutil
import tornado.web
from typer.testing import CliRunner

from kennisbank.cli.main import app
from kennisbank.errors import InvalidInput
from kennisbank.serve.identity.hub import Guest, Hub
from kennisbank.serve.settings import Settings
from kennisbank.serve.told_by_hub import told_by_hub

SCOPE = "access:servers!server=anna/"


def told(**changed: str) -> dict[str, str]:
    """The variables that a hub gives to a server that it starts for anna."""
    return {
        "JUPYTERHUB_API_TOKEN": "secret", "JPY_API_TOKEN": "secret", "JUPYTERHUB_CLIENT_ID": "jupyterhub-user-anna",
        "JUPYTERHUB_API_URL": "http://127.0.0.1:8081/hub/api", "JUPYTERHUB_SERVICE_PREFIX": "/user/anna/",
        "JUPYTERHUB_SERVICE_URL": "http://10.1.2.3:8888/user/anna/", "JUPYTERHUB_BASE_URL": "/",
        "JUPYTERHUB_OAUTH_ACCESS_SCOPES": json.dumps([SCOPE]), "JUPYTERHUB_USER": "anna", **changed,
    }  # fmt: skip


def test_where_to_answer_is_what_the_hub_says():
    found = told_by_hub(told())

    assert ("10.1.2.3", 8888, "/user/anna/") == (found.host, found.port, found.base_url)
    assert "/hub/" == found.public
    assert {SCOPE} == found.scopes


def test_the_hub_may_be_elsewhere_on_a_site():
    found = told_by_hub(told(JUPYTERHUB_BASE_URL="/kennis/", JUPYTERHUB_HOST="https://hub.example.org"))

    assert "https://hub.example.org/kennis/hub/" == found.public


def test_the_secret_is_taken_out_and_not_shown():
    variables = told()
    found = told_by_hub(variables)

    assert "secret" == found.token
    assert "secret" not in variables.values()
    assert "secret" not in repr(found)


@pytest.mark.parametrize("missing", ["JUPYTERHUB_API_TOKEN", "JUPYTERHUB_OAUTH_ACCESS_SCOPES"])
def test_without_a_hub_the_server_says_what_is_missing(missing):
    with pytest.raises(InvalidInput, match=f"did not tell {missing}"):
        told_by_hub(told(**{missing: ""}))


def test_tls_inside_the_hub_is_refused():
    with pytest.raises(InvalidInput, match="internal_ssl"):
        told_by_hub(told(JUPYTERHUB_SERVICE_URL="https://10.1.2.3:8888/user/anna/"))


def test_the_command_says_that_no_hub_started_it(sqlite_url):
    answer = CliRunner().invoke(app, ["--bank", sqlite_url, "serve"], env={"KENNISBANK_HUB": "1"})

    assert isinstance(answer.exception, InvalidInput)
    assert "No JupyterHub started this server" in str(answer.exception)


def test_beside_a_hub_nothing_else_says_who_is_there(sqlite_url):
    with pytest.raises(InvalidInput, match="only that hub"):
        Settings(url=sqlite_url, hub=told_by_hub(told()), proxies=("10.0.0.1",), user_header="X-User")


@dataclass
class Office:
    """What a hub answers, and what it was told."""

    known: dict[str, dict] = field(default_factory=dict)
    activity: list[dict] = field(default_factory=list)
    heard: asyncio.Event = field(default_factory=asyncio.Event)
    away: bool = False


class User(tornado.web.RequestHandler):
    """Says whose a token is, as the hub does."""

    def initialize(self, office: Office) -> None:
        self.office = office

    def prepare(self) -> None:
        if self.office.away:
            self.send_error(503)

    def get(self) -> None:
        model = self.office.known.get(self.request.headers["Authorization"].removeprefix("token "))
        self.set_status(200 if model else 403)
        self.finish(json.dumps(model or {}))

    def post(self) -> None:
        self.office.activity.append(json.loads(self.request.body))
        self.office.heard.set()
        self.finish("{}")


def at_a_hub(visit: Callable[[Hub, Office], Coroutine]) -> None:
    """Let `visit` happen with a hub that answers."""

    async def happen() -> None:
        office = Office()
        given = {"office": office}
        server = tornado.httpserver.HTTPServer(
            tornado.web.Application([("/hub/api/user", User, given), ("/hub/api/activity", User, given)])
        )
        sockets = tornado.netutil.bind_sockets(0, "127.0.0.1")
        server.add_sockets(sockets)
        api = f"http://127.0.0.1:{sockets[0].getsockname()[1]}/hub/api"
        hub = Hub(
            told_by_hub(
                told(
                    JUPYTERHUB_API_URL=api, JUPYTERHUB_ACTIVITY_URL=f"{api}/activity",
                    JUPYTERHUB_ACTIVITY_INTERVAL="0.05",
                )
            )
        )  # fmt: skip
        telling = asyncio.ensure_future(hub.tell_activity())
        await visit(hub, office)
        telling.cancel()
        await asyncio.gather(telling, return_exceptions=True)
        server.stop()
        await server.close_all_connections()

    asyncio.run(happen())


def browser(token: str, **headers) -> SimpleNamespace:
    """Return a request from a browser that keeps `token`."""
    return SimpleNamespace(
        get_signed_cookie=lambda _: token.encode() if token else None,
        get_cookie=lambda _, default: default,
        request=SimpleNamespace(headers=headers),
    )


def model(name: str, *scopes: str, kind: str = "user") -> dict:
    return {"name": name, "kind": kind, "scopes": list(scopes)}


def test_who_has_the_scope_is_let_in_under_their_own_name():
    async def visit(hub: Hub, office: Office) -> None:
        office.known["t"] = model("carla", SCOPE)

        assert "carla" == await hub.account(browser("t"))

    at_a_hub(visit)


def test_who_lacks_the_scope_is_known_and_not_let_in():
    async def visit(hub: Hub, office: Office) -> None:
        office.known["t"] = model("bilal", "access:servers!server=bilal/")

        assert Guest("bilal", welcome=False) == await hub.guest(browser("t"))
        assert "" == await hub.account(browser("t"))

    at_a_hub(visit)


def test_a_service_and_an_unknown_token_are_nobody():
    async def visit(hub: Hub, office: Office) -> None:
        office.known["t"] = model("culler", SCOPE, kind="service")

        assert ["", "", ""] == [await hub.account(browser(token)) for token in ("t", "u", "")]

    at_a_hub(visit)


def test_a_token_counts_in_our_own_cookie_only():
    async def visit(hub: Hub, office: Office) -> None:
        office.known["t"] = model("anna", SCOPE)

        assert "" == await hub.account(browser("", Authorization="token t"))

    at_a_hub(visit)


def test_who_was_there_stays_while_the_hub_is_restarted():
    async def visit(hub: Hub, office: Office) -> None:
        office.known["t"] = model("anna", SCOPE)
        await hub.account(browser("t"))
        hub.oauth.cache.clear()
        office.away = True

        assert "anna" == await hub.account(browser("t"))
        with pytest.raises(tornado.web.HTTPError) as refused:
            await hub.account(browser("u"))
        assert 503 == refused.value.status_code

    at_a_hub(visit)


def test_the_hub_hears_of_use_and_again_when_it_was_away():
    async def visit(hub: Hub, office: Office) -> None:
        office.away = True
        await asyncio.sleep(0.2)
        office.away = False
        await asyncio.wait_for(office.heard.wait(), 10)
        await asyncio.sleep(0.2)

        assert 1 == len(office.activity), "nobody has been there since"
        assert office.activity[0]["last_activity"] == office.activity[0]["servers"][""]["last_activity"]

    at_a_hub(visit)
