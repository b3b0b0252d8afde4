"""Results that say what they mean: frozen, with named fields, and a table in a notebook.

A statistic is known by a name; the catalogue has `climate.<name>.name`, `.means` and `.not` for it in every language.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from html import escape
from typing import ClassVar

import numpy as np

from kennisbank.text.catalogue import DEFAULT, say


@dataclass(frozen=True, kw_only=True)
class Result:
    """The base of every statistic: `statistic` is its name, `method` how it was computed (rule, scale, level …)."""

    statistic: ClassVar[str]
    method: Mapping[str, object] = field(default_factory=dict, repr=False)

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><th scope='row'>{escape(item.name)}</th><td>{escape(_short(getattr(self, item.name)))}</td></tr>"
            for item in fields(self)
            if item.repr
        )
        return f"<table><caption>{escape(meaning(self))}</caption><tbody>{rows}</tbody></table>"


def meaning(result: Result, language: str = DEFAULT) -> str:
    """Return in plain words what `result` says, and what it does not."""
    return f"{say(f'climate.{result.statistic}.means', language)} {say(f'climate.{result.statistic}.not', language)}"


def _short(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, np.ndarray) and value.dtype.kind == "f":
        return _short_text(", ".join(f"{number:.4g}" for number in value.flat))
    if isinstance(value, (np.ndarray, tuple, list)):
        return _short_text(", ".join(str(part) for part in value))
    return _short_text(str(value))


def _short_text(text: str) -> str:
    return text if len(text) < 200 else f"{text[:200]}…"
