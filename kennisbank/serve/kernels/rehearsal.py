"""A rehearsal: every page is opened once on an empty bank, so that what Python learns from it is shared by all kernels."""

import gc
import logging
import os
import sys
import tempfile
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from typing import Any

from kennisbank.actions import opening

_SET = ("KENNISBANK_URL", "KENNISBANK_ACTOR", "KENNISBANK_INDEX", "KENNISBANK_QUERY")


def rehearse(pages: Sequence[Sequence[str]]) -> None:
    """Run the code cells of each of `pages` in a world of its own, and forget what they made.

    A page that fails here fails again, and says so, when somebody opens it.
    """
    kept = {name: os.environ.pop(name, None) for name in _SET}
    with tempfile.TemporaryDirectory(prefix="kb-rehearsal-") as folder:
        url = f"sqlite:///{Path(folder) / 'bank.db'}"
        opening.make(url).close()
        os.environ.update(KENNISBANK_URL=url, KENNISBANK_ACTOR=opening.FIRST_ADMINISTRATOR)
        try:
            for cells in pages:
                _run(cells)
        finally:
            for name, value in kept.items():
                os.environ.pop(name, None)
                if value is not None:
                    os.environ[name] = value
    if widgets := sys.modules.get("ipywidgets"):
        widgets.Widget.close_all()
    gc.collect()


def _run(cells: Sequence[str]) -> None:
    world: dict[str, Any] = {"__name__": "__main__"}
    failed = ""
    with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
        try:
            for source in cells:
                exec(compile(source, "<page>", "exec"), world)  # noqa: S102 - our own notebooks, as a kernel runs them
        except (Exception, SystemExit) as fault:  # noqa: BLE001 - a page may fail in any way
            failed = type(fault).__name__
    if failed:
        logging.getLogger(__name__).warning("A page cannot be rehearsed: %s", failed)
    for value in world.values():
        _close(getattr(getattr(value, "state", None), "_bank", None))


def _close(bank: Any) -> None:
    with suppress(Exception):
        bank.close()
