"""The two pages around signing in at the organisation's issuer: on the way there, and coming back."""

import json
from dataclasses import asdict
from secrets import compare_digest

import tornado.web
from jupyter_server.auth.decorator import allow_unauthenticated

from kennisbank.actions import visiting
from kennisbank.errors import NotFound
from kennisbank.serve.identity.entering import Entering
from kennisbank.serve.identity.oidc import Asked, Away, Issuer, Refused

ASKED = "kennisbank-asked"
BACK = "oidc/terug"
MINUTES = 10


class Elsewhere(Entering):
    """What both share: an issuer that may be away."""

    @property
    def issuer(self) -> Issuer:
        """Return the issuer. Answers 404 when none is set."""
        if self.door.issuer is None:
            raise tornado.web.HTTPError(404)
        return self.door.issuer


class ToIssuer(Elsewhere):
    """On the way to the issuer."""

    name = "oidc/aanmelden"

    @allow_unauthenticated
    async def get(self) -> None:
        """Remember what we ask, and send the browser there."""
        asked = Asked.afresh(self.onward)
        try:
            address = await self.issuer.way_in(asked, back=self.outside(BACK))
        except (Away, Refused) as error:
            self.log.warning("Signing in elsewhere: %s.", error)
            raise tornado.web.HTTPError(502) from error
        self.set_signed_cookie(
            ASKED, json.dumps(asdict(asked)), path=f"{self.base_url}oidc/", expires_days=None,
            httponly=True, samesite="Lax", secure=self.door.is_https(self.request),
        )  # fmt: skip
        self.redirect(address)


class FromIssuer(Elsewhere):
    """Coming back from the issuer."""

    name = "oidc/terug"
    referrer = "strict-origin"  # the path holds a code

    @allow_unauthenticated
    async def get(self) -> None:
        """Let in whom the issuer names, when the answer is to what this browser asked and the account is ours."""
        self.count_try()
        issuer, asked = self.issuer, self._asked_before()
        self.clear_cookie(ASKED, path=f"{self.base_url}oidc/")
        if asked is None or not compare_digest(
            self.get_query_argument("state", "").encode(), asked.state.encode()
        ):
            raise tornado.web.HTTPError(400)
        try:
            account = await issuer.account(
                self.get_query_argument("code", ""), asked, back=self.outside(BACK)
            )
        except Refused as error:
            self.log.warning("Signing in elsewhere was refused: %s.", error)
            raise tornado.web.HTTPError(400) from error
        except Away as error:
            self.log.warning("Signing in elsewhere: %s.", error)
            raise tornado.web.HTTPError(502) from error
        self.was_right()
        try:
            word = await self.ask(visiting.open_session, account, way="oidc")
        except NotFound:
            self.show("unknown", status=403, account=account, issuer=issuer.settings.issuer)
            return
        await self.enter(word, asked.onward)

    def _asked_before(self) -> Asked | None:
        """Return what this browser asked lately."""
        kept = self.get_signed_cookie(ASKED, max_age_days=MINUTES / (24 * 60))
        return Asked(**json.loads(kept)) if kept else None
