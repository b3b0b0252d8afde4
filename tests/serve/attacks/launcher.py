"""Serves with settings that `kennisbank serve` has no option for: other pages, lower limits, shorter waits.

    python -m tests.serve.attacks.launcher SETTINGS

SETTINGS is JSON: the fields of `Settings`.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from kennisbank.serve.server import serve
from kennisbank.serve.settings import Settings

PATHS = ("apps", "certificate", "key")


def main(arguments: Sequence[str]) -> None:
    """Serve until stopped."""
    told = {name: Path(value) if name in PATHS else value for name, value in json.loads(arguments[0]).items()}
    serve(Settings(**told), on_ready=lambda address: print(f"ready at {address}", flush=True))


if __name__ == "__main__":
    main(sys.argv[1:])
