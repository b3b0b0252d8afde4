"""A leaf: a part of a page written as HTML, with words for what people do in it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import anywidget
import traitlets as t

from kennisbank_widgets.kit.asset import asset

HERE = Path(__file__).parent
LONGEST = 200_000
"""Longer values than this were not typed by a person on this page."""

Deed = Callable[[str, dict[str, str]], None]


class Leaf(anywidget.AnyWidget):
    """Shows `html`, and calls `deeds[word](value, values)` for what is done in it.

    In the HTML, `data-do="word"` on a button, link or select (with `data-value`) or on a form (its fields become
    `values`, also for a button in it) names the deed; `data-open="id"` on a link is the deed `open`. Only words in `deeds` do something, and
    they get texts only: each deed checks its values, because a browser can send anything. Who makes the HTML escapes.
    """

    _esm = asset(HERE / "leaf.js")

    html = t.Unicode().tag(sync=True)
    _focus = t.List(default_value=["", 0]).tag(sync=True)

    def __init__(self, *, deeds: dict[str, Deed] | None = None, **traits: Any) -> None:
        """Make an empty leaf."""
        self.deeds = deeds or {}
        self._times = 0
        super().__init__(**traits)
        self.on_msg(lambda _widget, content, _buffers: self.do(content))

    def do(self, content: object) -> None:
        """Do what the browser asks, when it is one of the deeds."""
        if not isinstance(content, dict):
            return
        deed = self.deeds.get(_text(content.get("do")))
        given = content.get("values")
        values = given if isinstance(given, dict) else {}
        if deed:
            deed(_text(content.get("value")), {_text(name): _text(value) for name, value in values.items()})

    def focus(self, selector: str) -> None:
        """Bring the keyboard to the first element that `selector` finds."""
        self._times += 1
        self._focus = [selector, self._times]


def _text(value: object) -> str:
    return value[:LONGEST] if isinstance(value, str) else ""
