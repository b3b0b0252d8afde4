"""Asking the JupyterHub that started us who is there, and telling it that somebody is."""

import asyncio
import json
import logging
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import jupyterhub
import tornado.web
from jupyterhub.httpclient import JupyterHubHTTPClient
from jupyterhub.services.auth import HubOAuth
from jupyterhub.utils import get_browser_protocol
from tornado.httpclient import AsyncHTTPClient, HTTPClientError
from tornado.httputil import url_concat

from kennisbank.serve.told_by_hub import ToldByHub

FRESH, BELIEVED = 5, 120.0
"""Seconds: how long an answer of the hub counts as new, and is believed while the hub is away (it may be restarted)."""
_SESSION = "jupyterhub-session-id"
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Guest:
    """Whom the hub says is there; `welcome` says that it lets them in at this server."""

    name: str
    welcome: bool


class Hub:
    """The hub, as it told us about itself. It is spoken to in one event loop: that of the server."""

    def __init__(self, told: ToldByHub) -> None:
        """Ask nothing yet."""
        self.told, self.version = told, jupyterhub.__version__
        self.oauth = HubOAuth(
            api_url=told.api_url, api_token=told.token, base_url=told.base_url, oauth_client_id=told.client,
            oauth_redirect_uri=told.back, oauth_authorization_url=f"{told.public}api/oauth2/authorize",
            access_scopes=set(told.scopes), cache_max_age=FRESH, cookie_options={}, hub_host="", hub_prefix="/hub/",
            cookie_host_prefix_enabled=False, keyfile="", certfile="", client_ca="",
        )  # fmt: skip
        self._believed: dict[str, tuple[float, Guest]] = {}
        self._seen: datetime | None = datetime.now(UTC)

    @property
    def way_out(self) -> str:
        """Where people sign out of the hub."""
        return f"{self.told.public}logout"

    def way_in(self, handler: Any, onward: str) -> str:
        """Return where the hub says who is there; the browser keeps, signed, which question this was."""
        verifier, challenge, method = self.oauth.generate_pkce_code_challenge()
        state = self.oauth.set_state_cookie(handler, next_url=onward, code_verifier=verifier)
        asked = {"state": state, "code_challenge": challenge, "code_challenge_method": method}
        return url_concat(self.oauth.login_url, asked)

    async def guest(self, handler: Any) -> Guest | None:
        """Return whom the hub says sends the request of `handler`. Answers 503 when the hub is away and we do not know.

        Only our own cookie counts, never a token in a header or an address.
        """
        word = handler.get_signed_cookie(self.oauth.cookie_name)
        if not word:
            return None
        token, session = word.decode(), handler.get_cookie(_SESSION, "")
        key = f"{session} {token}"
        try:
            told = await self.oauth.user_for_token(token, session_id=session, sync=False)
        except tornado.web.HTTPError as error:
            at, guest = self._believed.get(key, (0.0, None))
            if guest is None or time.monotonic() - at > BELIEVED:
                raise tornado.web.HTTPError(503) from error
            return guest
        if not told or told.get("kind", "user") != "user":
            self._believed.pop(key, None)
            return None
        guest = Guest(told["name"], bool(self.oauth.check_scopes(self.told.scopes, told)))
        self._believed[key] = (time.monotonic(), guest)
        return guest

    async def account(self, handler: Any) -> str:
        """Return the account of who sends the request; an empty text when the hub knows nobody, or not for here."""
        guest = await self.guest(handler)
        if guest is None or not guest.welcome:
            return ""
        self._seen = datetime.now(UTC)
        return guest.name

    async def token(self, code: str, state: str) -> str:
        """Return the token that the hub gives for `code`, the answer to question `state`. Answers 400 for another."""
        verifier = self.oauth.get_code_verifier(state)
        self.oauth.clear_oauth_state(state)
        if not verifier:
            raise tornado.web.HTTPError(400)
        found: str = await self.oauth.token_for_code(code, code_verifier=verifier, sync=False)
        return found

    def is_https(self, request: Any) -> bool:
        """Say whether the browser asked over TLS; only the hub's proxy reaches us, so what it says is believed."""
        return bool(get_browser_protocol(request) == "https")

    async def tell_activity(self) -> None:
        """Tell the hub from time to time when somebody was last here, so that it can end a server nobody uses."""
        try:
            while self.told.activity_url:
                await self._tell()
                await asyncio.sleep(self.told.activity_seconds)
        finally:
            await JupyterHubHTTPClient.loop_instance().close()

    async def _tell(self) -> None:
        seen, self._seen = self._seen, None
        if seen is None:
            return
        at = seen.isoformat()
        told = {"last_activity": at, "servers": {self.told.server: {"last_activity": at}}}
        asking = AsyncHTTPClient(force_instance=True)
        try:
            await asking.fetch(
                self.told.activity_url, method="POST", body=json.dumps(told),
                headers={"Authorization": f"token {self.told.token}", "Content-Type": "application/json"},
            )  # fmt: skip
        except (OSError, HTTPClientError) as error:  # the next time tells it
            if self._seen is None:
                self._seen = seen
            _log.warning("The hub was not told that somebody is here: %s.", type(error).__name__)
        finally:
            asking.close()
