"""What a cell gave, as HTML of the page: widgets as places to fill, the rest as it is or as plain text."""

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

WIDGET = "application/vnd.jupyter.widget-view+json"


def _widget(value: Any) -> str:
    return f"<div class='kb-view' data-model='{escape(str(value.get('model_id', '')), quote=True)}'></div>"


def _text(value: Any) -> str:
    return f"<pre>{escape(str(value))}</pre>"


def _markup(value: Any) -> str:
    return f"<div class='kb-output'>{value}</div>"


def _image(kind: str) -> Callable[[Any], str]:
    def shown(value: Any) -> str:
        return f"<div class='kb-output'><img alt='' src='data:{kind};base64,{escape(str(value).strip(), quote=True)}'></div>"

    return shown


RICHEST_FIRST: Mapping[str, Callable[[Any], str]] = {
    WIDGET: _widget,
    "text/html": _markup,
    "image/svg+xml": _markup,
    "image/png": _image("image/png"),
    "image/jpeg": _image("image/jpeg"),
    "text/plain": _text,
}


def as_html(output: Mapping[str, Any]) -> str:
    """Return one output of a cell (nbformat's form) as HTML; what is told on the error stream is for the log."""
    if output["output_type"] == "stream":
        return _text(output["text"]) if output["name"] == "stdout" else ""
    data = output.get("data", {})
    kind = next((kind for kind in RICHEST_FIRST if kind in data), None)
    if kind is None:
        return ""
    value = data[kind]
    return RICHEST_FIRST[kind]("".join(value) if isinstance(value, list) else value) + "\n"
