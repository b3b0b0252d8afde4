"""Reads a folder of incident reports in Markdown: each report a lesson, each of its action items an action.

Where it goes: Summary → happened, Timeline → timeline as it stands, lessons and conclusions → learned with their
sub-headings, action items → actions that refer to the lesson. Any other section stands under its own heading in happened.
Headings that a field replaces, and the action items as written, are kept in `extra`. A report is the team's own account:
it comes in as identified, not yet verified.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from kennisbank.domain.kinds.action import Action
from kennisbank.domain.kinds.lesson import Lesson
from kennisbank.domain.record import Record
from kennisbank.errors import UnreadableSource
from kennisbank.exchange.action_items import action_items
from kennisbank.exchange.decoding import whole
from kennisbank.exchange.folders import folder
from kennisbank.exchange.found import Note, Reading, Repair
from kennisbank.exchange.headings import Section, definitions, sections, self_contained
from kennisbank.exchange.mentions import Mentions

_TITLE = re.compile(
    r"(?:incident date:\s*)?(\d{4}-\d\d-\d\d)(?:\s+\d{1,2}:\d\d\s*(?:[AaPp][Mm])?\s*[A-Z]{0,4})?[\s,]+(.+)",
    re.IGNORECASE,
)
_DAY = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")
_MONTH_FIRST = re.compile(
    r"(?:\d{1,2}\.? )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2}\b.*"
)
_PLACEHOLDER = re.compile(r"\{\{.*?\}\}")
_LEARNED = re.compile(r"(lessons? learn(t|ed)|conclusions?|what went .*|where we got lucky)", re.IGNORECASE)
_ACTIONS = re.compile(r"action items?", re.IGNORECASE)
_TIMELINE, _SUMMARY = "timeline", "summary"


def read_incidents(source: Path, *, visibility: str = "organisation") -> Reading:
    """Return the lessons and actions of every report in a folder, zip or file; other files are named in the notes.

    Raises UnreadableSource, InvalidInput or TooLarge.
    """
    mentions = Mentions("incidents", language="en")
    records: list[Record] = []
    repairs: list[Repair] = []
    notes: list[Note] = []
    with folder(source) as files:
        for name in files.names:
            if not name.lower().endswith(".md"):
                notes.append(Note(where=name, about="not-markdown"))
                continue
            text, needed = whole(files.bytes_of(name), where=name)
            if reason := _no_report(text):
                notes.append(Note(where=name, about=reason))
                continue
            repairs += needed
            records += _report(PurePosixPath(name), text, mentions, repairs, notes, visibility=visibility)
    if not records:
        raise UnreadableSource(
            "There is no incident report in it.", where=str(source),
            mend="A report is Markdown with a heading Timeline or Action items.",
        )  # fmt: skip
    return Reading((*mentions.records, *records), tuple(repairs), tuple(notes))


def _no_report(text: str) -> str:
    headings = {section.heading.casefold() for section in sections(text, level=2)}
    if not headings & {_TIMELINE, "action items", "action item"}:
        return "not-report"
    return "template" if _PLACEHOLDER.search(sections(text, level=1)[-1].heading) else ""


def _report(  # noqa: PLR0913 - what one report adds to
    name: PurePosixPath,
    text: str,
    mentions: Mentions,
    repairs: list[Repair],
    notes: list[Note],
    *,
    visibility: str,
) -> Iterator[Record]:
    defined = definitions(text)
    top, *rest = sections(text, level=2)
    parts = _Parts(top, rest)
    if parts.misplaced:
        notes.append(Note(where=str(name), about="misplaced", values=(("heading", parts.misplaced),)))
    origin = f"incidents:{name.with_suffix('')}"
    fixed: dict[str, Any] = {"language": "en", "visibility": visibility}
    title, day = _title_and_day(parts, name, repairs)
    yield Lesson.make(
        {
            **fixed,
            **{field: self_contained(words, defined) for field, words in parts.texts.items()},
            "title": title, "occurred_on": day, "status": "identified", "nature": "problem",
            "extra": parts.extra, "origin": origin,
        },
        where=str(name),
    )  # fmt: skip
    for number, item in enumerate(action_items(parts.actions, defined), start=1):
        owners = tuple(mentions.refer("person", owner) for owner in item.owners)
        made = {"title": item.title, "description": self_contained(item.text, defined), "status": item.status}
        made |= {"heading": item.heading, "link": item.link, "origin": f"{origin}#action-{number}"}
        yield Action.make({**fixed, **made, "lessons": (f"@{origin}",), "owners": owners}, where=str(name))


class _Parts:
    """The sections of a report, sorted by the field they go to."""

    def __init__(self, top: Section, rest: Sequence[Section]) -> None:
        before, *titled = sections(top.text, level=1)
        self.title = titled[0] if titled else before
        summary = [piece.text for piece in (before, *titled) if piece.text]
        by_field: dict[str, list[Section]] = {"happened": [], "timeline": [], "learned": [], "actions": []}
        self.replaced = [self.title.line]
        for section in rest:
            if section.heading.casefold() == _SUMMARY:
                summary.append(section.text)
                self.replaced.append(section.line)
            else:
                by_field[_field(section, by_field)].append(section)
        actions, moved = _without_lessons(by_field["actions"])
        self.misplaced = moved[0].heading if moved else ""
        self.actions = "\n\n".join(section.text for section in actions)
        happened = "\n\n".join([*summary, *(_with_heading(section) for section in by_field["happened"])])
        learned = [self._joined(by_field["learned"]), *(_with_heading(section) for section in moved)]
        self.texts = {
            "happened": happened.strip("\n"),
            "timeline": self._joined(by_field["timeline"]),
            "learned": "\n\n".join(filter(None, learned)),
        }
        self.replaced += [section.line for section in by_field["actions"]]
        self.extra = {"Headings": "\n".join(filter(None, self.replaced))}
        if by_field["actions"]:
            self.extra["Action items"] = "\n\n".join(section.text for section in by_field["actions"])

    def _joined(self, found: Sequence[Section]) -> str:
        """Return the texts under each other; the first heading is that of the field, the others stay."""
        if not found:
            return ""
        self.replaced.append(found[0].line)
        return "\n\n".join([found[0].text, *(_with_heading(section) for section in found[1:])]).strip("\n")


def _field(section: Section, so_far: dict[str, list[Section]]) -> str:
    if section.heading.casefold() == _TIMELINE:
        return "timeline"
    if so_far["timeline"] and (_MONTH_FIRST.fullmatch(section.heading) or _DAY.match(section.heading)):
        return "timeline"
    if _LEARNED.fullmatch(section.heading):
        return "learned"
    return "actions" if _ACTIONS.fullmatch(section.heading) else "happened"


def _without_lessons(found: Sequence[Section]) -> tuple[list[Section], list[Section]]:
    """Return the action sections without, and apart, parts that have a heading for lessons ("What went wrong")."""
    kept, moved = [], []
    for section in found:
        parts = sections(section.text, level=3)
        moved += [part for part in parts if _LEARNED.fullmatch(part.heading)]
        stay = [_with_heading(part) for part in parts if not _LEARNED.fullmatch(part.heading)]
        kept.append(Section(section.heading, section.line, "\n\n".join(filter(None, stay))))
    return kept, moved


def _with_heading(section: Section) -> str:
    return "\n\n".join(filter(None, (section.line, section.text)))


def _title_and_day(parts: _Parts, name: PurePosixPath, repairs: list[Repair]) -> tuple[str, date | None]:
    """Return title and day. Heading, file name and timeline should agree on the day; when they do not, two of them decide."""
    match = _TITLE.fullmatch(parts.title.heading)
    title = (match[2] if match else parts.title.heading).strip() or name.stem
    told = [_first_day(text) for text in (match[1] if match else "", name.stem, parts.texts["timeline"])]
    days = [day for day in told if day]
    if not days:
        return title, None
    day, votes = Counter(days).most_common(1)[0]
    if votes < len(days) and told[0] != day:
        repairs.append(
            Repair(
                where=str(name),
                row=1,
                column="occurred_on",
                before=parts.title.line,
                after=day.isoformat(),
                reason="day",
            )
        )
    return title, day


def _first_day(text: str) -> date | None:
    match = _DAY.search(text)
    try:
        return date(*(int(part) for part in match.groups())) if match else None
    except ValueError:
        return None
