"""Says what an import would do in a few lines, in the reader's language."""

from collections import Counter
from collections.abc import Iterator, Sequence

from kennisbank.exchange.found import Note
from kennisbank.text.catalogue import language, say

_MOST_NOTES = 12
_DEEDS = ("create", "update", "skip")


def summarised(
    steps: Counter[tuple[str, str]],
    reasons: Counter[str],
    repairs: Counter[str],
    notes: Sequence[Note],
    lang: str,
) -> str:
    """Return counts of steps by deed and kind, of reasons and of repairs, and the first notes."""
    return "\n".join(_lines(steps, reasons, repairs, notes, lang))


def _lines(
    steps: Counter[tuple[str, str]],
    reasons: Counter[str],
    repairs: Counter[str],
    notes: Sequence[Note],
    lang: str,
) -> Iterator[str]:
    yield say("exchange.summary.title", lang, number=_number(steps.total(), lang))
    for deed in _DEEDS:
        kinds = {kind: count for (done, kind), count in sorted(steps.items()) if done == deed}
        if kinds:
            listed = ", ".join(_kind(kind, count, lang) for kind, count in kinds.items())
            yield "  " + say(f"exchange.summary.{deed}", lang, what=listed)
    for why, count in sorted(reasons.items(), key=lambda item: (-item[1], item[0])):
        yield f"    {_number(count, lang)} × {say(f'exchange.step.{why}', lang)}"
    yield say("exchange.summary.repairs", lang, number=_number(repairs.total(), lang))
    for reason, count in sorted(repairs.items(), key=lambda item: (-item[1], item[0])):
        yield f"    {_number(count, lang)} × {say(f'exchange.repair.{reason}', lang)}"
    if notes:
        yield say("exchange.summary.notes", lang, number=_number(len(notes), lang))
        yield from (f"    {note.said(lang)}" for note in notes[:_MOST_NOTES])
        if len(notes) > _MOST_NOTES:
            yield "    " + say("exchange.summary.more", lang, number=_number(len(notes) - _MOST_NOTES, lang))


def _kind(kind: str, count: int, lang: str) -> str:
    return f"{_number(count, lang)} {say(f'kind.{kind}' if count == 1 else f'kinds.{kind}', lang)}"


def _number(number: int, lang: str) -> str:
    """Return a number with thousands apart: 1.637 in Dutch, 1,637 in English."""
    text = f"{number:,}"
    return text.replace(",", ".") if language(lang) == "nl" else text
