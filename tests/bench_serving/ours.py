"""Starting our own server for a measurement, and signing in to it: the one place that knows how our server is started.

    python -m tests.bench_serving.ours FOLDER PORT [APPS]

makes a bank in FOLDER with sample people and serves it (APPS: the folder of notebooks; ours by default).
"""

import sys
from pathlib import Path

import httpx

from kennisbank.bank import open_bank
from kennisbank.serve.server import serve
from kennisbank.serve.settings import Settings

PEOPLE = tuple(f"mens{number:02}" for number in range(1, 41))
"""Accounts of the simulated people: enough that each of forty is somebody else."""


class NoEntry(Exception):
    """The server did not let somebody in."""


def main() -> None:
    """Make the bank, and serve until told to stop."""
    folder, port, *apps = sys.argv[1:]
    url = f"sqlite:///{Path(folder) / 'bank.db'}"
    with open_bank(url, actor="beheerder", create=True) as bank:
        for name in PEOPLE:
            bank.enrol(name, "member")
    start(url, port=int(port), apps=Path(apps[0]) if apps else None)


# ---- Adapt here when the way to start or to sign in changes. Everything else in the benchmark only calls these two.


def start(url: str, *, port: int, apps: Path | None) -> None:
    """Serve the bank at `url` until Ctrl-C, with all of PEOPLE as people whom one may be without a password."""
    serve(
        Settings(url=url, port=port, samples=PEOPLE, kernels_in_all=200, **({"apps": apps} if apps else {}))
    )


def signed_in(address: str, person: str) -> dict[str, str]:
    """Return the cookies of somebody who signed in at the server at `address` (ending in a slash) as `person`."""
    with httpx.Client(base_url=address) as browser:
        browser.get("aanmelden").raise_for_status()
        form = {"account": person, "_xsrf": browser.cookies["_xsrf"]}
        entered = browser.post("aanmelden/als", data=form)
        if "kennisbank-session" not in browser.cookies:
            raise NoEntry(f"{person} was not let in: {entered.status_code} {entered.text[:300]}")
        return dict(browser.cookies)


# ---- until here


if __name__ == "__main__":
    main()
