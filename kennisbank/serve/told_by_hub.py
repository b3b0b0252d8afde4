"""What a JupyterHub tells the server it starts, in variables: where to answer, where the hub is, whom it lets in."""

import json
from collections.abc import MutableMapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from kennisbank.errors import InvalidInput

SECRETS = ("JUPYTERHUB_API_TOKEN", "JPY_API_TOKEN")
"""The same secret by its new and its old name."""
_NEEDED = (
    "JUPYTERHUB_API_URL", "JUPYTERHUB_CLIENT_ID", "JUPYTERHUB_SERVICE_PREFIX", "JUPYTERHUB_SERVICE_URL",
    "JUPYTERHUB_OAUTH_ACCESS_SCOPES",
)  # fmt: skip
_ACTIVITY_SECONDS = 300.0


@dataclass(frozen=True, kw_only=True)
class ToldByHub:
    """Where to answer (`host`, `port`, `base_url`), where the hub is, who we are to it and whom it lets in here.

    `public` is the address of the hub as browsers see it, ending with a slash; `back` is where it sends people back to.
    """

    host: str
    port: int
    base_url: str
    api_url: str
    token: str = field(repr=False)
    client: str
    scopes: frozenset[str]
    public: str
    back: str
    server: str = ""
    activity_url: str = ""
    activity_seconds: float = _ACTIVITY_SECONDS


def told_by_hub(environment: MutableMapping[str, str]) -> ToldByHub:
    """Read what the hub tells in `environment`, and take its secrets out, so that no other process inherits them.

    Raises InvalidInput when no hub started us, or when it expects us to speak TLS.
    """
    token, _ = (environment.pop(name, "") for name in SECRETS)
    missing = [SECRETS[0]] * (not token) + [name for name in _NEEDED if not environment.get(name)]
    if missing:
        raise InvalidInput(
            f"No JupyterHub started this server: it did not tell {', '.join(missing)}.",
            mend="Leave --hub out, or let the hub start it: c.Spawner.cmd = ['kennisbank', 'serve', '--hub'].",
        )
    place = urlsplit(environment["JUPYTERHUB_SERVICE_URL"])
    if place.scheme != "http" or environment.get("JUPYTERHUB_SSL_CERTFILE"):
        raise InvalidInput(
            "The hub wants TLS between its proxy and this server.",
            mend="Leave c.JupyterHub.internal_ssl off.",
        )
    base = environment["JUPYTERHUB_SERVICE_PREFIX"]
    home = environment.get("JUPYTERHUB_BASE_URL") or "/"
    return ToldByHub(
        host=place.hostname or "",
        port=place.port or 80,
        base_url=base if base.endswith("/") else f"{base}/",
        api_url=environment["JUPYTERHUB_API_URL"],
        token=token,
        client=environment["JUPYTERHUB_CLIENT_ID"],
        scopes=frozenset(json.loads(environment["JUPYTERHUB_OAUTH_ACCESS_SCOPES"])),
        public=f"{environment.get('JUPYTERHUB_HOST', '')}{home}hub/",
        back=environment.get("JUPYTERHUB_OAUTH_CALLBACK_URL") or f"{base}oauth_callback",
        server=environment.get("JUPYTERHUB_SERVER_NAME", ""),
        activity_url=environment.get("JUPYTERHUB_ACTIVITY_URL", ""),
        activity_seconds=float(environment.get("JUPYTERHUB_ACTIVITY_INTERVAL") or _ACTIVITY_SECONDS),
    )
