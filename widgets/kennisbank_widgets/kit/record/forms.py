"""What one can do with a record, as HTML: links, and forms that fold out."""

from html import escape
from typing import Any

from kennisbank.domain import words
from kennisbank.domain.kinds.application import Application
from kennisbank.domain.kinds.lesson import Lesson
from kennisbank.text.catalogue import say
from kennisbank_widgets.kit.record.reading import Reading


def deeds(reading: Reading, *, language: str, on_map: bool = True) -> str:
    """Return what the reader may do with the record: edit, see on the map, apply, comment, review, move on."""
    record, lesson = reading.record, isinstance(reading.record, Lesson)
    links = [_link("vastleggen", record.id, "finding.record.edit", language)] if reading.may_edit else []
    if on_map:
        links.append(_link("kennisnetwerk", record.id, "finding.record.on_map", language))
    forms = (
        _apply(language) if reading.may_add and lesson else "",
        _reflect(language)
        if reading.may_add and record.kind in ("lesson", "application", "action", "team")
        else "",
        _review(record, language) if reading.may_review else "",
        _move(reading, language) if reading.steps else "",
    )
    return f'<div class="kb-doings"><p class="kb-row">{"".join(links)}</p>{"".join(forms)}</div>'


def _link(page: str, id: str, key: str, language: str) -> str:
    return f'<a class="kb-button" href="{page}?id={escape(id)}">{escape(say(key, language))}</a>'


def _apply(language: str) -> str:
    outcomes = [("", say("finding.apply.unsaid", language))]
    outcomes += [
        (word, words.choice_word("outcome", word, language))
        for word in Application.choices("outcome")
        if word
    ]
    return _form("apply", language, (
        _line("title", "finding.apply.where", language, required=True),
        _line("on", "finding.apply.on", language, sort="date"),
        _choice("outcome", "finding.apply.outcome", outcomes, "", language),
        _text("came_of_it", "finding.apply.came_of_it", language),
    ))  # fmt: skip


def _reflect(language: str) -> str:
    return _form("reflect", language, (
        _text("text", "finding.reflect.text", language, required=True),
        _text("next_time", "finding.reflect.next_time", language),
    ))  # fmt: skip


def _review(record: Any, language: str) -> str:
    levels = [
        (word, words.choice_word("confidence", word, language)) for word in type(record).choices("confidence")
    ]
    return _form("review", language, (
        _choice("confidence", "finding.review.confidence", levels, record.confidence, language),
        _line("until", "finding.review.until", language, sort="date"),
        _text("note", "finding.review.note", language),
    ))  # fmt: skip


def _move(reading: Reading, language: str) -> str:
    ends = [(step.end, words.choice_word("status", step.end, language)) for step in reading.steps]
    return _form("move", language, (
        _choice("status", "finding.move.to", ends, ends[0][0], language),
        _text("reason", "finding.move.reason", language),
    ))  # fmt: skip


def _form(deed: str, language: str, fields: tuple[str, ...]) -> str:
    title = escape(say(f"finding.{deed}.title", language))
    intro = f"<p>{escape(say('finding.' + deed + '.intro', language))}</p>" if deed != "move" else ""
    keep = escape(say("finding.keep", language))
    return (
        f'<details class="kb-fold" data-key="{deed}"><summary>{title}</summary><form data-do="{deed}">{intro}'
        f'{"".join(fields)}<button class="kb-primary">{keep}</button></form></details>'
    )


def _line(name: str, key: str, language: str, *, sort: str = "text", required: bool = False) -> str:
    must = " required" if required else ""
    return _label(key, language, f'<input type="{sort}" name="{name}" maxlength="500"{must}>')


def _text(name: str, key: str, language: str, *, required: bool = False) -> str:
    must = " required" if required else ""
    return _label(key, language, f'<textarea name="{name}" rows="3"{must}></textarea>')


def _choice(name: str, key: str, options: list[tuple[str, str]], chosen: str, language: str) -> str:
    made = "".join(
        f'<option value="{escape(word)}"{" selected" if word == chosen else ""}>{escape(text)}</option>'
        for word, text in options
    )
    return _label(key, language, f'<select name="{name}">{made}</select>')


def _label(key: str, language: str, field: str) -> str:
    return f"<label><span>{escape(say(key, language))}</span>{field}</label>"
