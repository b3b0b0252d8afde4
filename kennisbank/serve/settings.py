"""How the server is set: one value, made by the command from options and the environment."""

from dataclasses import dataclass, field
from ipaddress import ip_address, ip_network
from pathlib import Path

from kennisbank.errors import InvalidInput
from kennisbank.serve.pages import apps_folder
from kennisbank.serve.told_by_hub import ToldByHub


@dataclass(frozen=True, kw_only=True)
class Oidc:
    """The organisation's own sign-in (OpenID Connect): who gives it, who we are there, which claim names the account."""

    issuer: str
    client_id: str
    client_secret: str = field(default="", repr=False)
    claim: str = "preferred_username"
    scopes: str = "openid profile email"

    def __post_init__(self) -> None:
        """Raise InvalidInput for an issuer without TLS, unless it is on this machine."""
        if not (self.issuer.startswith(("https://", "http://127.0.0.1:", "http://localhost:"))):
            raise InvalidInput(
                f"The issuer {self.issuer!r} is no https address.",
                mend="Give for instance https://login.example.org/realms/work",
            )
        if not self.client_id:
            raise InvalidInput("Signing in at an issuer needs a client.", mend="Give --oidc-client.")


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Where the server answers, for which bank, whom it believes and how much it may use.

    `base_url` begins and ends with a slash. `proxies` are the addresses whose forwarding headers are believed.
    Memory is in megabytes, times are in seconds.
    """

    url: str
    host: str = "127.0.0.1"
    port: int = 8866
    base_url: str = "/"
    certificate: Path | None = None
    key: Path | None = None
    proxies: tuple[str, ...] = ()
    user_header: str = ""
    """The header in which a trusted proxy says which account is there; then nobody signs in here."""
    oidc: Oidc | None = None
    hub: ToldByHub | None = None
    """The JupyterHub that started this server, which then says who is there."""
    language: str = "nl"
    apps: Path = field(default_factory=apps_folder)
    samples: tuple[str, ...] = ()
    """Accounts that anybody may choose to be, without a password: for a demo only."""
    kernels_in_all: int = 60
    kernels_each: int = 8
    kernel_megabytes: int = 1_000
    grace: float = 15.0
    """How long a kernel waits for its page to come back before it ends."""
    patience: float = 75.0
    """How long somebody may take to say what they want, and a connection may stay open for the next request."""

    def __post_init__(self) -> None:
        """Raise InvalidInput for settings that contradict each other."""
        if not (self.base_url.startswith("/") and self.base_url.endswith("/")):
            raise InvalidInput(
                f"The base URL {self.base_url!r} does not begin and end with a slash.",
                mend="Give for instance /kennisbank/",
            )
        if bool(self.certificate) != bool(self.key):
            raise InvalidInput(
                "TLS needs both a certificate and its key.", mend="Give --certificate and --key."
            )
        for proxy in self.proxies:
            if not _is_network(proxy):
                raise InvalidInput(
                    f"{proxy!r} is no address of a proxy.", mend="Give for instance 10.0.0.5 or 10.0.0.0/24"
                )
        if self.user_header and (not self.proxies or self.oidc):
            raise InvalidInput(
                "A header can only say who is there when it comes from a proxy, and not beside OpenID Connect.",
                mend="Give --proxy with the proxy's address, and leave --oidc-issuer out.",
            )
        if self.hub and (self.user_header or self.oidc or self.samples):
            raise InvalidInput(
                "Started by a hub, only that hub says who is there.",
                mend="Leave --user-header and --oidc-issuer out.",
            )
        if not (_is_here(self.host) or self.certificate or self.proxies or self.hub):
            raise InvalidInput(
                f"Passwords would cross the network unprotected: {self.host!r} is more than this machine.",
                mend="Give --certificate and --key, or --proxy with the address of the proxy that does TLS.",
            )


def _is_network(text: str) -> bool:
    try:
        ip_network(text, strict=False)
    except ValueError:
        return False
    return True


def _is_here(host: str) -> bool:
    """Say whether only this machine reaches `host`."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
