"""A real server on a real port, with only the door and one page behind it; and browsers without a browser."""

import asyncio
import re
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

import httpx
import pytest
import tornado.httpserver
import tornado.netutil
import tornado.web
from argon2 import PasswordHasher
from jupyter_server.auth.authorizer import AllowAllAuthorizer
from jupyter_server.base.handlers import APIHandler, JupyterHandler

from kennisbank.actions.signing_in import Hasher, accept_invitation
from kennisbank.serve.assets import gather
from kennisbank.serve.identity import routes as identity
from kennisbank.serve.identity.door import Door
from kennisbank.serve.identity.provider import People
from kennisbank.serve.settings import Settings
from tests.story import Story, tell

PASSWORD = "vier losse woorden"
FIELD = re.compile(r'name="_xsrf" value="([^"]+)"')
QUICK = Hasher(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


class Page(JupyterHandler):
    """A page behind the door: it says who is there, and has a form as our pages have."""

    def get(self) -> None:
        form = f'<input name="_xsrf" value="{self.xsrf_token.decode()}">'
        self.finish(f"je bent {self.current_user.username}, {self.current_user.name} {form}")


class Api(APIHandler):
    """An address for programs behind the door."""

    def get(self) -> None:
        self.finish('"in"')


@dataclass
class Browser:
    """Cookies and forms, as a browser has them."""

    client: httpx.Client
    base: str

    def get(self, path: str, **options) -> httpx.Response:
        return self.client.get(f"{self.base}{path}", **options)

    def send(self, path: str, *, form: str = "", **fields) -> httpx.Response:
        """Fill in the form on page `form` (by default that of `path`) and send it to `path`."""
        token = FIELD.search(self.get(form or path).text)[1]
        return self.client.post(f"{self.base}{path}", data={"_xsrf": token, **fields})

    def sign_in(self, name: str = "anna", password: str = PASSWORD, **fields) -> httpx.Response:
        return self.send("aanmelden", name=name, password=password, **fields)

    def who(self) -> str:
        """Return which account the page says is there; empty when it asks to sign in."""
        answer = self.get("page")
        return answer.text.removeprefix("je bent ").partition(",")[0] if answer.status_code == 200 else ""

    def sign_out(self) -> httpx.Response:
        return self.send("afmelden", form="page")

    def keep(self, session: str) -> None:
        """Take over a session, as somebody who copied the cookie would."""
        self.client.cookies.set("kennisbank-session", session, domain="127.0.0.1", path="/")

    @property
    def session(self) -> str:
        return self.client.cookies.get("kennisbank-session", "")


@dataclass
class Served:
    """A server in this process."""

    address: str
    base: str
    door: Door
    story: Story
    stack: ExitStack = field(repr=False)

    def browser(self, *, source: str = "127.0.0.1", **headers) -> Browser:
        """Return a browser of its own, on the machine with address `source`."""
        client = httpx.Client(
            base_url=self.address, headers=headers, transport=httpx.HTTPTransport(local_address=source)
        )
        return Browser(self.stack.enter_context(client), self.base)

    def settle(self, name: str = "anna", password: str = PASSWORD) -> None:
        """Give an account a password."""
        with self.story.bank() as bank:
            accept_invitation(
                bank.store, bank.invite(name), password, hasher=self.door.hasher, clock=self.story.clock
            )


@contextmanager
def opened(story: Story, *, xheaders: bool = False, **settings) -> Iterator[Served]:
    """Open the door of `story` until the block ends. Its clock is that of the story, its hashes are quick to make."""
    sockets = tornado.netutil.bind_sockets(settings.pop("port", 0), "127.0.0.1")
    port = sockets[0].getsockname()[1]
    base = settings.setdefault("base_url", "/")
    ready, ended = threading.Event(), []

    async def serve(door: Door) -> None:
        end = asyncio.Event()
        ended.append((asyncio.get_running_loop(), end))
        pages = [(f"{base}page", Page), (f"{base}api", Api)]
        people = People()
        application = tornado.web.Application(
            [*identity.routes(door), *pages], base_url=base, assets=gather(), cookie_secret="x" * 32, identity_provider=people,
            authorizer=AllowAllAuthorizer(identity_provider=people), allow_remote_access=True,
            **identity.application(door),
        )  # fmt: skip
        server = tornado.httpserver.HTTPServer(application, xheaders=xheaders)
        server.add_sockets(sockets)
        ready.set()
        await end.wait()
        server.stop()
        await server.close_all_connections()

    with ExitStack() as stack:
        door = Door(Settings(url=story.url, port=port, **settings), clock=story.clock)
        door.hasher = QUICK
        thread = threading.Thread(target=lambda: asyncio.run(serve(door)))
        thread.start()
        ready.wait(10)
        yield Served(f"http://127.0.0.1:{port}", base, door, story, stack)
        stack.close()
        loop, end = ended[0]
        loop.call_soon_threadsafe(end.set)
        thread.join(10)
        door.close()


@pytest.fixture
def told(sqlite_url) -> Story:
    """The bank of the story, on SQLite."""
    return tell(sqlite_url)


@pytest.fixture
def served(told) -> Iterator[Served]:
    """A server where anna has a password."""
    with opened(told) as running:
        running.settle()
        yield running
