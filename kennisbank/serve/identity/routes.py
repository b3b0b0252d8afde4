"""How the server is told of the door: which pages there are, and what the application must know."""

from typing import Any

from traitlets.config import Config

from kennisbank.serve.identity.door import Door
from kennisbank.serve.identity.elsewhere import FromIssuer, ToIssuer
from kennisbank.serve.identity.entering import SignIn, SignInAsSample, SignOut, Welcome
from kennisbank.serve.identity.provider import People
from kennisbank.serve.identity.through_hub import FromHub, Knock, SignOutOfHub, ToHub

SIGN_IN, SIGN_OUT = "aanmelden", "afmelden"


def configure(config: Config) -> None:
    """Let Voila ask us who is there."""
    config.Voila.identity_provider_class = People
    config.Voila.token = ""


def application(door: Door) -> dict[str, Any]:
    """Return the settings that the application needs for these pages."""
    base = door.settings.base_url
    return {
        "door": door,
        "login_url": f"{base}{SIGN_IN}",
        "xsrf_cookie_kwargs": {"path": base, "samesite": "Lax", "secure": bool(door.settings.certificate)},
    }


def routes(door: Door) -> list[Any]:
    """Return the pages for signing in and out."""
    base, given = door.settings.base_url, {"door": door}
    if door.hub:
        at_hub = ((SIGN_IN, ToHub), ("oauth_callback", FromHub), (SIGN_OUT, SignOutOfHub), ("api", Knock))
        return [(f"{base}{path}", page, given) for path, page in at_hub]
    pages: list[Any] = [
        (SIGN_IN, SignIn),
        ("aanmelden/als", SignInAsSample),
        ("welkom/([A-Za-z0-9_-]{1,64})", Welcome),
        (SIGN_OUT, SignOut),
    ]
    if door.issuer:
        pages += [("oidc/aanmelden", ToIssuer), ("oidc/terug", FromIssuer)]
    return [(f"{base}{path}", page, given) for path, page in pages]
