"""The form as a widget: native inputs, every keystroke kept in the browser at once and in the bank a moment later."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import anywidget
import traitlets as t

from kennisbank_widgets.kit.asset import asset

HERE = Path(__file__).parent
LONGEST = 2_000_000
Typed = Callable[[dict[str, Any]], None]


class Form(anywidget.AnyWidget):
    """Shows `fields` filled with `values`; calls `on_typed(values)` while one types and `on_saved(values)` to save.

    What is typed goes to the browser's own storage under `key` first, and leaves it only when `acknowledged` says that
    the bank has it. `problems` (by field name) are shown at their field and in a summary. `filled` counts how often the
    values were set from here: the browser then shows them anew. Everything synced can be set by the browser: what comes
    in is only ever text, and the bank checks it.
    """

    _esm = asset(HERE / "form.js")

    fields: t.List[Any] = t.List().tag(sync=True)
    values = t.Dict().tag(sync=True)
    filled = t.Int().tag(sync=True)
    problems = t.Dict().tag(sync=True)
    beside: t.List[Any] = t.List().tag(sync=True)
    words = t.Dict().tag(sync=True)
    key = t.Unicode().tag(sync=True)
    draft = t.Unicode().tag(sync=True)
    kept = t.Unicode().tag(sync=True)
    acknowledged = t.Int().tag(sync=True)
    done = t.Int().tag(sync=True)

    def __init__(self, *, on_typed: Typed, on_saved: Typed, **traits: Any) -> None:
        """Make the form; `traits` are those of the class."""
        self.deeds = {"typed": on_typed, "saved": on_saved}
        super().__init__(**traits)
        self.on_msg(lambda _widget, content, _buffers: self.receive(content))

    def receive(self, content: object) -> None:
        """Do what the browser says was done, when it is one of the two deeds and of a size that people type."""
        if not isinstance(content, dict) or content.get("do") not in self.deeds:
            return
        given = content.get("values")
        if not isinstance(given, dict):
            return
        values = {str(name): _value(value) for name, value in given.items()}
        if sum(len(str(value)) for value in values.values()) > LONGEST:
            self.kept = str(self.words.get("too_long", ""))
            return
        self.deeds[content["do"]](values)
        number = content.get("number")
        if isinstance(number, int) and self.kept:
            self.acknowledged = number


def _value(value: object) -> Any:
    return [str(item) for item in value] if isinstance(value, list) else str(value)
