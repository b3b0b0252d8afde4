"""The learning climate of teams: questionnaires, their statistics, and the audit that decides what may be shown.

    from kennisbank import climate as c

Every name below is loaded at first use. `c.meaning(result)` says in plain words what a result tells and what not.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kennisbank.climate.results import Result as Result, meaning as meaning

_HOMES = {
    # results
    "Result": "results",
    "meaning": "results",
}
__all__ = sorted(_HOMES)  # noqa: PLE0605 - a list of the names above


def __getattr__(name: str) -> Any:
    """Load a name at first use: a page that asks twenty questions must not pay for statistics."""
    if name not in _HOMES:
        raise AttributeError(f"module 'kennisbank.climate' has no attribute {name!r}")
    return getattr(import_module(f"kennisbank.climate.{_HOMES[name]}"), name)
