"""How the server is set: one value, made by the command from options and the environment."""

from dataclasses import dataclass, field
from pathlib import Path

from kennisbank.errors import InvalidInput
from kennisbank.serve.pages import apps_folder


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
    language: str = "nl"
    apps: Path = field(default_factory=apps_folder)
    samples: tuple[str, ...] = ()
    """Accounts that anybody may choose to be, without a password: for a demo only."""
    kernels_in_all: int = 60
    kernels_each: int = 8
    kernel_megabytes: int = 1_000
    grace: float = 15.0
    """How long a kernel waits for its page to come back before it ends."""

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
