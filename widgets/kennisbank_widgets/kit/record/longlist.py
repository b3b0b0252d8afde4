"""A list that stays readable when it is long: the first few, and the rest folded away."""

from collections.abc import Sequence
from html import escape

from kennisbank.text.catalogue import say

SHOWN = 8
"""Items that stand there at once; one more than this is not worth a fold."""


def long_list(items: Sequence[str], language: str) -> str:
    """Return list `items` (HTML of each `<li>`) as HTML."""
    if len(items) <= SHOWN + 1:
        return f"<ul>{''.join(items)}</ul>"
    more = escape(say("finding.list.more", language, number=len(items) - SHOWN))
    return (
        f"<ul>{''.join(items[:SHOWN])}</ul>"
        f'<details class="kb-fold"><summary>{more}</summary><ul>{"".join(items[SHOWN:])}</ul></details>'
    )
