"""Kennisbank: where an organisation keeps what it learns, and gets it back when it matters.

>>> from kennisbank import Lesson, open_bank
>>> bank = open_bank("sqlite:///bank.db", actor="beheerder", create=True)
>>> id = bank.add(Lesson(title="Bel eerst", learned="Een telefoontje scheelt drie brieven."))
>>> [hit.title for hit in bank.find("telefoon brief")]
['Bel eerst']
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kennisbank.bank import Bank as Bank, open_bank as open_bank
    from kennisbank.domain.fields import Link as Link
    from kennisbank.domain.kinds.action import Action as Action
    from kennisbank.domain.kinds.application import Application as Application
    from kennisbank.domain.kinds.handover import Handover as Handover
    from kennisbank.domain.kinds.lesson import Lesson as Lesson
    from kennisbank.domain.kinds.person import Person as Person
    from kennisbank.domain.kinds.reflection import Reflection as Reflection
    from kennisbank.domain.kinds.source import Source as Source
    from kennisbank.domain.kinds.team import Team as Team
    from kennisbank.domain.kinds.topic import Topic as Topic
    from kennisbank.errors import KennisbankError as KennisbankError

__version__ = "0.1.0"

_HOMES = {
    "Action": "domain.kinds.action",
    "Application": "domain.kinds.application",
    "Bank": "bank",
    "Handover": "domain.kinds.handover",
    "KennisbankError": "errors",
    "Lesson": "domain.kinds.lesson",
    "Link": "domain.fields",
    "Person": "domain.kinds.person",
    "Reflection": "domain.kinds.reflection",
    "Source": "domain.kinds.source",
    "Team": "domain.kinds.team",
    "Topic": "domain.kinds.topic",
    "open_bank": "bank",
}
__all__ = sorted(_HOMES)  # noqa: PLE0605 - a list of the names above


def __getattr__(name: str) -> Any:
    """Load a public name at first use: importing one part of Kennisbank must not cost the whole (a page pays it)."""
    if name not in _HOMES:
        raise AttributeError(f"module 'kennisbank' has no attribute {name!r}")
    return getattr(import_module(f"kennisbank.{_HOMES[name]}"), name)
