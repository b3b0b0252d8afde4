"""JupyterLab for a researcher, on a research copy, on this machine only."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kennisbank.errors import InvalidInput
from kennisbank.serve.starter import starter

STARTER = "begin.ipynb"
_SECRETS = ("KENNISBANK_", "PG")
"""How the names begin of what may lead to the bank with names: our own settings, and those of PostgreSQL's library."""
_HERE = (
    "--ServerApp.ip=127.0.0.1",
    "--ServerApp.allow_remote_access=False",
    "--LabApp.extension_manager=readonly",
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
)
"""Nobody else reaches it, and it asks nothing of the internet: no extensions, no news, no updates."""


@dataclass(frozen=True, kw_only=True)
class Lab:
    """A JupyterLab to start: on which copy, in which folder of the researcher, as which account, in which language."""

    copy: Path
    work: Path
    account: str
    lang: str
    port: int = 8888
    browser: bool = True

    def prepare(self) -> Path:
        """Make the folder of the researcher, with a notebook to start with unless there is one; return that notebook.

        Raises InvalidInput when the folder lies in the copy or cannot be made.
        """
        work = self.work.absolute()
        if work.is_relative_to(self.copy.absolute()):
            raise InvalidInput(
                "The working folder lies in the research copy.",
                where=str(work),
                mend="Name one elsewhere with --work.",
            )
        notebook = work / STARTER
        try:
            work.mkdir(parents=True, exist_ok=True)
            if not notebook.exists():
                notebook.write_text(starter(self.lang), encoding="utf-8", newline="\n")
        except OSError as error:
            raise InvalidInput(f"This folder cannot be used: {error.strerror}.", where=str(work)) from error
        return notebook

    def command(self) -> list[str]:
        """Return the command that starts it. The token is Jupyter's own: it prints the address with it."""
        root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        return [
            sys.executable, "-m", "jupyterlab", *_HERE, *root,
            f"--ServerApp.port={self.port}",
            f"--ServerApp.root_dir={self.work.absolute()}",
            f"--LabApp.default_url=/lab/tree/{STARTER}",
            *([] if self.browser else ["--no-browser"]),
        ]  # fmt: skip

    def environment(self, of: Mapping[str, str]) -> dict[str, str]:
        """Return the environment `of` this process without what may lead to the bank; only the copy is named in it."""
        kept = {name: value for name, value in of.items() if not name.startswith(_SECRETS)}
        told = {"KENNISBANK_URL": str(self.copy.absolute()), "KENNISBANK_ACTOR": self.account}
        return {**kept, **told, "KENNISBANK_LANG": self.lang}

    def start(self) -> None:
        """Become JupyterLab: this process does not come back."""
        self.prepare()
        command = self.command()
        os.execve(command[0], command, self.environment(os.environ))  # noqa: S606 - a list that we made
