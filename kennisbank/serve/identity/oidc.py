"""Signing in at the organisation's own issuer: OpenID Connect with authorization code, PKCE, state and nonce."""

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from tornado.httpclient import AsyncHTTPClient, HTTPError, HTTPRequest

from kennisbank.serve.settings import Oidc

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
LEEWAY = 60
_KEPT_SECONDS, _KEYS_SECONDS, _TIMEOUT = 3600, 60, 10
Fetch = Callable[[str, Mapping[str, str] | None, Mapping[str, str]], Awaitable[dict[str, Any]]]


class Refused(Exception):
    """The issuer did not say, in a way we can believe, who this is."""


class Away(Exception):
    """The issuer cannot be reached, or does not answer as one."""


@dataclass(frozen=True)
class Asked:
    """What we asked the issuer, to hold its answer against: kept by the browser that asked, signed."""

    state: str
    nonce: str
    verifier: str
    onward: str

    @classmethod
    def afresh(cls, onward: str) -> "Asked":
        """Return a question nobody asked before."""
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        return cls(state, nonce, verifier, onward)


async def fetch(url: str, body: Mapping[str, str] | None, headers: Mapping[str, str]) -> dict[str, Any]:
    """Ask the issuer: with a form when there is a `body`. Raises Refused for a no, Away for no answer."""
    request = HTTPRequest(
        url, method="POST" if body is not None else "GET", headers=dict(headers),
        body=urlencode(body) if body is not None else None,
        connect_timeout=_TIMEOUT, request_timeout=_TIMEOUT, follow_redirects=False,
    )  # fmt: skip
    asking = AsyncHTTPClient(force_instance=True)
    try:
        found = json.loads((await asking.fetch(request)).body)
    except HTTPError as error:
        if error.code in (400, 401, 403):
            raise Refused(f"the issuer answered {error.code}") from error
        raise Away(f"the issuer answered {error.code}") from error
    except (OSError, ValueError) as error:
        raise Away("the issuer does not answer as one") from error
    finally:
        asking.close()
    if not isinstance(found, dict):
        raise Away("the issuer does not answer as one")
    return found


class Issuer:
    """The organisation's issuer, as `settings` names it."""

    def __init__(self, settings: Oidc, *, fetch: Fetch = fetch, now: Callable[[], float] = time.time) -> None:
        """Ask nothing yet."""
        self.settings, self._fetch, self._now = settings, fetch, now
        self._found: tuple[float, dict[str, Any]] = (0.0, {})
        self._keys: tuple[float, KeySet | None] = (0.0, None)

    async def way_in(self, asked: Asked, *, back: str) -> str:
        """Return the address where somebody signs in, who then comes `back`. Raises Away."""
        digest = hashlib.sha256(asked.verifier.encode()).digest()
        query = {
            "response_type": "code",
            "client_id": self.settings.client_id,
            "redirect_uri": back,
            "scope": self.settings.scopes,
            "state": asked.state,
            "nonce": asked.nonce,
            "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
        }
        return _with((await self._about())["authorization_endpoint"], query)

    async def way_out(self, *, back: str) -> str:
        """Return the address where somebody signs out there as well; empty when the issuer has none. Raises Away."""
        address = (await self._about()).get("end_session_endpoint", "")
        query = {"client_id": self.settings.client_id, "post_logout_redirect_uri": back}
        return _with(address, query) if address else ""

    async def account(self, code: str, asked: Asked, *, back: str) -> str:
        """Return the account that the issuer names in exchange for `code`. Raises Refused or Away."""
        about = await self._about()
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": back,
            "code_verifier": asked.verifier,
        }
        headers = self._prove(
            form, about.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        )
        told = await self._fetch(about["token_endpoint"], form, headers)
        claims = await self.claims(str(told.get("id_token", "")), nonce=asked.nonce)
        if self.settings.claim not in claims and "userinfo_endpoint" in about:
            bearer = {"Authorization": f"Bearer {told.get('access_token', '')}"}
            more = await self._fetch(about["userinfo_endpoint"], None, bearer)
            if more.get("sub") != claims["sub"]:
                raise Refused("the user information is about somebody else")
            claims = {**more, **claims}
        account = claims.get(self.settings.claim)
        if not isinstance(account, str) or not account:
            raise Refused(f"the issuer does not give the claim {self.settings.claim}")
        if self.settings.claim == "email" and claims.get("email_verified") is False:
            raise Refused("the issuer did not check the e-mail address")
        return account

    async def claims(self, token: str, *, nonce: str) -> dict[str, Any]:
        """Return what the ID token says, once signature, issuer, audience, time and nonce are right. Raises Refused."""
        try:
            claims = jwt.decode(token, await self._keyset(), algorithms=ALGORITHMS).claims
        except (JoseError, ValueError):
            try:  # the issuer may sign with a new key by now
                claims = jwt.decode(token, await self._keyset(anew=True), algorithms=ALGORITHMS).claims
            except (JoseError, ValueError) as error:
                raise Refused("the signature is not the issuer's") from error
        if fault := self._fault(claims, nonce):
            raise Refused(fault)
        return claims

    def _fault(self, claims: Mapping[str, Any], nonce: str) -> str:
        """Return what is wrong with the claims; an empty text when nothing is."""
        us, now = self.settings.client_id, self._now()
        audience = claims.get("aud")
        audience = audience if isinstance(audience, list) else [audience]
        until, since = claims.get("exp"), claims.get("nbf", 0)
        if claims.get("iss") != self.settings.issuer:
            return "another issuer"
        if us not in audience or claims.get("azp", us) != us or (len(audience) > 1 and "azp" not in claims):
            return "meant for somebody else"
        if not isinstance(until, int | float) or not isinstance(since, int | float):
            return "no time until which it holds"
        if not since - LEEWAY <= now < until + LEEWAY:
            return "too old, or too new"
        if not nonce or not secrets.compare_digest(str(claims.get("nonce", "")).encode(), nonce.encode()):
            return "an answer to another question"
        return "" if isinstance(claims.get("sub"), str) else "about nobody"

    def _prove(self, form: dict[str, str], methods: list[str]) -> dict[str, str]:
        """Say in the form or the headers (which are returned) who we are."""
        us, secret = self.settings.client_id, self.settings.client_secret
        if not secret:
            form["client_id"] = us
        elif "client_secret_basic" not in methods and "client_secret_post" in methods:
            form.update(client_id=us, client_secret=secret)
        else:
            pair = f"{quote(us, safe='')}:{quote(secret, safe='')}".encode()
            return {"Authorization": f"Basic {base64.b64encode(pair).decode()}"}
        return {}

    async def _about(self) -> dict[str, Any]:
        """Return what the issuer tells about itself."""
        at, found = self._found
        if not found or self._now() - at > _KEPT_SECONDS:
            address = f"{self.settings.issuer.rstrip('/')}/.well-known/openid-configuration"
            found = await self._fetch(address, None, {})
            needed = {"authorization_endpoint", "token_endpoint", "jwks_uri"}
            if found.get("issuer") != self.settings.issuer or not needed <= found.keys():
                raise Away("this is another issuer than the one that is set")
            self._found = (self._now(), found)
        return found

    async def _keyset(self, *, anew: bool = False) -> KeySet:
        """Return the issuer's keys; `anew` asks for them again, though not more than once a minute."""
        at, keys = self._keys
        age = self._now() - at
        if keys is None or age > _KEPT_SECONDS or (anew and age > _KEYS_SECONDS):
            told = await self._fetch((await self._about())["jwks_uri"], None, {})
            try:
                keys = KeySet.import_key_set(
                    {"keys": [key for key in told["keys"] if key.get("use") != "enc"]}
                )
            except (JoseError, KeyError, TypeError, ValueError) as error:
                raise Away("the issuer's keys cannot be read") from error
            self._keys = (self._now(), keys)
        return keys


def _with(address: str, query: Mapping[str, str]) -> str:
    return f"{address}{'&' if '?' in address else '?'}{urlencode(query)}"
