"""Where the browser finds the module of a widget: inside the message in a notebook, at an address when we serve it."""

import os
from pathlib import Path

PACKAGE = Path(__file__).parents[1]


def asset(path: Path) -> Path | str:
    """Return what to put into `_esm` or `_css` for the file `path` of this package.

    Our own server keeps such a file for a year in every browser, so it is only named there (the front end knows what
    the first line means). Anywhere else, in JupyterLab for instance, it is the file itself.
    """
    if "KENNISBANK_SERVED" not in os.environ:
        return path
    return f"// kennisbank-asset\n{path.relative_to(PACKAGE).as_posix()}"
