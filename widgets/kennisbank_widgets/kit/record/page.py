"""A record as HTML, from the declarations of its fields. Escaping happens here."""

from collections.abc import Callable, Iterable
from html import escape
from typing import Any

from kennisbank.domain import words
from kennisbank.domain.fields import Link
from kennisbank.domain.merging import changed
from kennisbank.domain.record import Record
from kennisbank.domain.revision import Revision
from kennisbank.text.catalogue import known, say
from kennisbank_widgets.kit.record import prose
from kennisbank_widgets.kit.record.longlist import long_list
from kennisbank_widgets.kit.record.reading import Reading

Address = Callable[[str], str]
"""Gives the address at which a record can be read, from its id."""

_ELSEWHERE = frozenset(
    {"title", "status", "confidence", "review_until", "validated_learned", "validated_recommendation"}
)
"""Fields with a place of their own: the heading, the badges, and beside the team's own words."""
_TONES = {
    **dict.fromkeys(("stale", "contested", "rejected"), " kb-bad"),
    **dict.fromkeys(("soon", "unreviewed", "unverified"), " kb-warn"),
    **dict.fromkeys(("fresh", "verified", "learned", "embedded", "done"), " kb-good"),
}
_BESIDE = {"learned": "validated_learned", "recommendation": "validated_recommendation"}


def page(reading: Reading, *, language: str, address: Address, names: bool = True) -> str:
    """Return the whole record as one `article`; `names` says whether the history tells who."""
    record = reading.record
    parts = (
        f'<p class="kb-kind">{escape(say(f"kind.{record.kind}", language).capitalize())}</p>',
        f'<h2 class="kb-record-title" tabindex="-1">{escape(record.title)}</h2>',
        badges(record, reading.freshness, language),
        *(_prose(record, name, language) for name in _names(record, {"prose"})),
        _facts(reading, language, address),
        _backlinks(reading, language, address),
        _similar(reading, language, address),
        _history(reading.history, language, names=names),
        _extra(record, language),
    )
    return f'<article class="kb-record">{"".join(parts)}</article>'


def badges(record: Record, fresh: str, language: str) -> str:
    """Return status, confidence and freshness as badges; each says in words what its colour says."""
    shown = [(words.choice_word("status", record.status, language), record.status)]
    if confidence := getattr(record, "confidence", ""):
        shown.append((words.choice_word("confidence", confidence, language), confidence))
    if fresh:
        until = words.day_text(record.review_until, language) if record.review_until else ""
        shown.append((say(f"finding.fresh.{fresh}", language, day=until), fresh))
    items = "".join(
        f'<li class="kb-badge{_TONES.get(value, "")}">{escape(text)}</li>'
        for text, value in dict(shown).items()  # what two of them would say is said once
    )
    return f'<ul class="kb-badges" aria-label="{escape(say("finding.record.state", language))}">{items}</ul>'


def anchor(id: str, title: str, address: Address) -> str:
    """Return a link to a record that the page opens without loading anew (`data-open`)."""
    return f'<a href="{escape(address(id))}" data-open="{escape(id)}">{escape(title)}</a>'


def _names(record: Record, forms: set[str]) -> Iterable[str]:
    empty: tuple[object, ...] = ("", (), None, {})
    return (
        name
        for name, field in record.fields().items()
        if field.form in forms and name not in _ELSEWHERE and getattr(record, name) not in empty
    )


def _prose(record: Record, name: str, language: str) -> str:
    own = f"<section><h3>{escape(words.label(record.kind, name, language))}</h3>{prose.html(getattr(record, name))}"
    beside = _BESIDE.get(name, "")
    checked = getattr(record, beside, "") if beside else ""
    if checked:
        label = escape(words.label(record.kind, beside, language))
        own += f'<aside class="kb-validated"><h4>{label}</h4>{prose.html(checked)}</aside>'
    return own + "</section>"


def _facts(reading: Reading, language: str, address: Address) -> str:
    record = reading.record
    rows = [
        (words.label(record.kind, name, language), shown)
        for name in _names(
            record, {"line", "choice", "words", "refs", "links", "ref", "day", "number", "address", "flag"}
        )
        if (shown := _value(reading, name, language, address))
    ]
    items = "".join(f"<div><dt>{escape(label)}</dt><dd>{shown}</dd></div>" for label, shown in rows)
    return f'<dl class="kb-facts">{items}</dl>' if items else ""


def _value(reading: Reading, name: str, language: str, address: Address) -> str:
    """Return one field as HTML, or an empty text when there is nothing the reader may see."""
    record = reading.record
    field, value = record.fields()[name], getattr(record, name)
    if field.form in ("ref", "refs", "links"):
        held = (value,) if isinstance(value, str) else value
        return ", ".join(
            shown for item in held if (shown := _reference(item, reading.titles, language, address))
        )
    if field.form == "address":
        safe = value.startswith(("https://", "http://"))
        return (
            f'<a href="{escape(value)}" rel="noopener noreferrer">{escape(value)}</a>'
            if safe
            else escape(value)
        )
    return escape(words.shown(record, name, language)) + (
        f" {escape(_unit(field.unit, language))}" if field.unit else ""
    )


def _unit(unit: str, language: str) -> str:
    return say(f"unit.{unit}", language) if known(f"unit.{unit}") else unit


def _reference(item: str | Link, titles: dict[str, str], language: str, address: Address) -> str:
    target = item.to if isinstance(item, Link) else item
    if target not in titles:
        return ""
    link = anchor(target, titles[target], address)
    if isinstance(item, Link) and (item.since or item.until):
        days = [words.day_text(day, language) if day else "…" for day in (item.since, item.until)]
        link += f" ({escape(' – '.join(days))})"
    return link


def _backlinks(reading: Reading, language: str, address: Address) -> str:
    groups: dict[str, list[Record]] = {}
    for relation, record in reading.backlinks:
        groups.setdefault(say(f"inverse.{relation}", language), []).append(record)
    if not groups:
        return ""
    blocks = "".join(
        f"<h4>{escape(relation.capitalize())}</h4>"
        + long_list([_backlink(item, language, address) for item in found], language)
        for relation, found in groups.items()
    )
    return f'<section class="kb-backlinks"><h3>{escape(say("finding.record.backlinks", language))}</h3>{blocks}</section>'


def _backlink(record: Record, language: str, address: Address) -> str:
    kind = escape(say(f"kind.{record.kind}", language))
    return f'<li>{anchor(record.id, record.title, address)} <span class="kb-quiet">{kind}</span></li>'


def _similar(reading: Reading, language: str, address: Address) -> str:
    items = "".join(f"<li>{anchor(hit.id, hit.title, address)}</li>" for hit in reading.similar)
    title = escape(say("finding.record.similar", language))
    return f'<section class="kb-similar"><h3>{title}</h3><ul>{items}</ul></section>' if items else ""


def _history(history: tuple[Revision, ...], language: str, *, names: bool) -> str:
    values: list[Any] = [None, *(item.value() for item in history)]
    items = "".join(
        _revision(item, changed(before, after) if before else (), language, names=names)
        for item, before, after in zip(history, values, values[1:], strict=False)
    )
    if not items:
        return ""
    summary = escape(say("finding.record.history", language, number=len(history)))
    return f'<details class="kb-history"><summary>{summary}</summary><ol>{items}</ol></details>'


def _revision(item: Revision, fields: tuple[str, ...], language: str, *, names: bool) -> str:
    day = f'<time datetime="{item.at.date()}">{escape(words.day_text(item.at, language))}</time>'
    who = f" {escape(say('finding.record.by', language, name=item.actor))}" if names and item.actor else ""
    labels = ", ".join(words.label(item.kind, name, language) for name in fields)
    more = "".join(
        f'<br><span class="kb-quiet">{escape(text)}</span>' for text in (labels, item.reason) if text
    )
    return f"<li>{day}: {escape(say(f'deed.{item.deed}', language))}{who}{more}</li>"


def _extra(record: Record, language: str) -> str:
    items = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(text)}</dd></div>" for name, text in record.extra.items()
    )
    label = escape(words.label(record.kind, "extra", language))
    return (
        f'<details class="kb-extra"><summary>{label}</summary><dl class="kb-facts">{items}</dl></details>'
        if items
        else ""
    )
