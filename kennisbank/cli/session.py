"""What every command knows: which bank, as whom, in which language."""

from dataclasses import dataclass, replace
from pathlib import Path

from kennisbank.bank import Bank, open_bank

DEFAULT_FILE = Path("kennisbank.db")


@dataclass(frozen=True)
class Session:
    """The options given before the command."""

    url: str
    actor: str
    lang: str

    @property
    def address(self) -> str:
        """Return the bank's address; without one, the file `kennisbank.db` in this folder when it is there."""
        return self.url or (f"sqlite:///{DEFAULT_FILE}" if DEFAULT_FILE.is_file() else "")

    def open(self) -> Bank:
        """Open the bank. Raises what `open_bank` raises."""
        return open_bank(self.address or None, actor=self.actor)

    def at(self, url: str) -> "Session":
        """Return the same session for another bank."""
        return replace(self, url=url)
