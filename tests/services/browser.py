"""A real Chromium for the tests: find it, or install it (`python -m tests.services.browser`)."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMED = "KENNISBANK_CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MEND = (
    "Tests need a Chromium. Install one (Debian and Ubuntu: apt-get install chromium; macOS: brew install chromium), "
    f"or name the one you have: {NAMED}=/path/to/chromium make test."
)


class NoBrowser(Exception):
    """There is no Chromium and none could be installed."""


def find() -> Path | None:
    """Return the Chromium to use: the one named, one on the path, or the one that Playwright installed."""
    if named := os.environ.get(NAMED):
        if not os.access(named, os.X_OK):
            raise NoBrowser(f"{NAMED} names {named}, which is no program. {MEND}")
        return Path(named)
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found:
        return Path(found)
    own = _of_playwright()
    return own if own.exists() else None


def install() -> None:
    """Install Chromium: by apt as root on Debian, otherwise (or when that fails) by Playwright."""
    attempts = []
    if shutil.which("apt-get") and os.geteuid() == 0:
        attempts.append(
            ["sh", "-c", "apt-get -q update && apt-get -qy install --no-install-recommends chromium"]
        )
    attempts.append([sys.executable, "-m", "playwright", "install", "chromium"])
    quietly = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for attempt in attempts:
        print("No Chromium yet, running:", " ".join(attempt), flush=True)
        done = subprocess.run(attempt, env=quietly, stdin=subprocess.DEVNULL, check=False)
        if done.returncode == 0 and find():
            return
    raise NoBrowser(MEND)


def _of_playwright() -> Path:
    # Loaded here for cost: a browser on the path needs no driver to be found.
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        return Path(driver.chromium.executable_path)


def main() -> None:
    """Make sure there is a Chromium, and print where and which."""
    try:
        if not find():
            install()
    except NoBrowser as fault:
        sys.exit(str(fault))
    path = find()
    said = subprocess.run(
        [path, "--version"], capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL
    )
    print(f"Browser: {path} ({said.stdout.strip()})")


if __name__ == "__main__":
    main()
