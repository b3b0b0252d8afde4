"""A keepsake as a widget without a face: one short text in the browser's own storage."""

from pathlib import Path

import anywidget
import traitlets as t

from kennisbank_widgets.kit.asset import asset

HERE = Path(__file__).parent


class Keepsake(anywidget.AnyWidget):
    """`found` is what the browser holds under `key`; what `held` becomes is put there, an empty text takes it away.

    Everything can be set by the browser: what is found is only ever a text that somebody gives us, as if they typed it.
    """

    _esm = asset(HERE / "keepsake.js")

    key = t.Unicode().tag(sync=True)
    found = t.Unicode().tag(sync=True)
    held = t.Unicode(None, allow_none=True).tag(sync=True)
