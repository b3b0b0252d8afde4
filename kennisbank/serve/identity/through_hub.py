"""The pages around signing in at the hub that started us: on the way there, coming back, signing out of it."""

from secrets import compare_digest
from typing import cast

import tornado.web
from jupyter_server.auth.decorator import allow_unauthenticated

from kennisbank.serve.identity.addresses import onward
from kennisbank.serve.identity.door import Door
from kennisbank.serve.identity.pages import PlainPage
from kennisbank.serve.kernels.owned import OwnedKernels


class ToHub(PlainPage):
    """On the way to the hub, for who is not known yet; in plain words why not, for who may not come in."""

    name = "aanmelden"

    @allow_unauthenticated
    async def get(self) -> None:
        """Send the browser to the hub, unless the hub has said already who this is."""
        hub = self.door.hub
        guest = await hub.guest(self)
        if guest is None:
            self.redirect(hub.way_in(self, self.onward))
        elif self.current_user:
            self.redirect(self.onward)
        else:
            key = "no_account" if guest.welcome else "not_yours"
            self.show("outsider", status=403, key=key, account=guest.name, further=hub.way_out)


class FromHub(PlainPage):
    """Coming back from the hub."""

    name = "oauth_callback"
    referrer = "no-referrer"

    @allow_unauthenticated
    async def get(self) -> None:
        """Keep the token that the hub gives, when its answer is to what this browser asked."""
        oauth = self.door.hub.oauth
        state = self.get_query_argument("state", "")
        kept = self.get_signed_cookie(oauth.get_state_cookie_name(state)) or b""
        oauth.clear_oauth_state_cookies(self)
        if not state or not compare_digest(kept, state.encode()):
            raise tornado.web.HTTPError(400)
        wanted = onward(oauth.get_next_url(state), base=self.base_url, fallback=self.base_url)
        token = await self.door.hub.token(self.get_query_argument("code", ""), state)
        self.set_signed_cookie(
            oauth.cookie_name, token, path=self.base_url, expires_days=None,
            httponly=True, samesite="Lax", secure=self.door.is_https(self.request),
        )  # fmt: skip
        self.redirect(wanted)


class SignOutOfHub(PlainPage):
    """Signing out: here, and then at the hub, which ends what it gave."""

    name = "afmelden"

    @allow_unauthenticated
    async def post(self) -> None:
        """Close the pages that are open, forget who was here, and lead on to the hub."""
        if self.current_user:
            await cast("OwnedKernels", self.kernel_manager).end_all_of(self.current_user.username)
        self.clear_cookie(self.door.hub.oauth.cookie_name, path=self.base_url)
        self.set_header("Clear-Site-Data", '"cache"')
        # Not by redirecting: the page that holds the form may send forms to us only.
        self.set_header("Refresh", f"0; url={self.door.hub.way_out}")
        self.show("left", further=self.door.hub.way_out)


class Knock(tornado.web.RequestHandler):
    """Answers the hub when it looks whether we are up, and says that we are made for it."""

    def initialize(self, *, door: Door) -> None:
        """Keep the door."""
        self.door = door

    def get(self) -> None:
        """Say which JupyterHub we were made with."""
        self.set_header("X-JupyterHub-Version", self.door.hub.version)
        self.finish({})
