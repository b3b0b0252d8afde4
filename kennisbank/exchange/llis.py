"""Reads NASA's Lessons Learned Information System as it was published: one CSV of 1,637 lessons with every trap there is.

What goes where: Title → title, Abstract → happened, Lesson → learned, LessonDate → occurred_on, url → link, Categories →
topics, Submitter1 → authors, Organization → team. Every other column, and every column whose text was changed, is kept
in `extra` under its own name as it came (bytes read as Latin-1, line ends as LF). The lessons were validated by a
committee before they were published: they come in as identified and verified.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from kennisbank.domain.kinds.lesson import Lesson
from kennisbank.errors import InvalidInput, UnreadableSource
from kennisbank.exchange.decoding import encoding_of
from kennisbank.exchange.found import Reading, Repair
from kennisbank.exchange.limits import MEGA
from kennisbank.exchange.llis_cells import CellMender
from kennisbank.exchange.llis_notes import notes
from kennisbank.exchange.mentions import Mentions
from kennisbank.exchange.rows import Rows, csv_rows
from kennisbank.exchange.wording import first_sentence

NEEDED = (
    "LessonId",
    "Submitter1",
    "Title",
    "Abstract",
    "Lesson",
    "Organization",
    "LessonDate",
    "Categories",
    "url",
)
_NO_NAME = ("Unknown", "NO_LAST, NO_FIRST", "")
_PIVOT = 69
"""Years 69–99 are in the twentieth century, 00–68 in the twenty-first (as POSIX has it)."""


def read_llis(source: Path, *, visibility: str = "organisation") -> Reading:
    """Return lessons, topics, people and teams. Raises UnreadableSource, InvalidInput or TooLarge."""
    if not source.is_file():
        raise UnreadableSource("There is no such file.", where=str(source), mend="Check the path.")
    encoding = _encoding(source)
    with csv_rows(source, encoding=encoding, separator=",") as rows:
        if missing := [name for name in NEEDED if name not in rows.header]:
            raise InvalidInput(
                f"This is not the LLIS file: it has no column {', '.join(missing)}.", where=source.name,
                mend="Use the format table, with a mapping.",
            )  # fmt: skip
        return _read(rows, source, byte_map=encoding == "latin-1", visibility=visibility)


def _encoding(source: Path) -> str:
    """Return latin-1 (a character per byte, to be mended) unless somebody saved the file as UTF-8."""
    try:
        with source.open("rb") as stream:
            found, _ = encoding_of(stream, where=source.name)
    except UnreadableSource:
        with source.open("rb") as stream:
            if b"LessonId" not in stream.read(200):
                raise
        return "latin-1"
    return "latin-1" if found == "cp1252" else found


def _read(rows: Rows, source: Path, *, byte_map: bool, visibility: str) -> Reading:
    mentions = Mentions("llis", language="en")
    repairs: list[Repair] = [*_line_ends(source)]
    lessons: list[Lesson] = []
    for row, cells in rows.rows:
        raw = {
            name: text.replace("\r\n", "\n").replace("\r", "\n")
            for name, text in zip(rows.header, cells, strict=True)
        }
        mender = CellMender(where=rows.where, row=row, byte_map=byte_map, to=repairs)
        values = _values(raw, mender, mentions)
        verbatim = {"Title": "title", "Abstract": "happened", "Lesson": "learned", "url": "link"}
        extra = {
            name: text
            for name, text in raw.items()
            if text and name != "LessonId" and values.get(verbatim.get(name, "")) != text
        }
        fixed = {"status": "identified", "confidence": "verified", "language": "en", "visibility": visibility}
        made = {**values, **fixed, "extra": extra, "origin": f"llis:{raw['LessonId'].strip()}"}
        lessons.append(Lesson.make(made, where=f"{rows.where}, row {row}"))
    records = (*mentions.records, *lessons)
    return Reading(records, tuple(repairs), tuple(notes(records, where=rows.where)))


def _values(raw: Mapping[str, str], mender: CellMender, mentions: Mentions) -> dict[str, Any]:
    happened, learned = mender.prose("Abstract", raw["Abstract"]), mender.prose("Lesson", raw["Lesson"])
    title = mender.line("Title", raw["Title"])
    if not title:
        title = first_sentence(learned or happened) or f"LLIS {raw['LessonId']}"
        mender.repair("Title", raw["Title"], title, "title-made")
    return {
        "title": title,
        "happened": happened,
        "learned": learned,
        "occurred_on": _day(raw["LessonDate"], mender),
        "topics": tuple(mentions.refer("topic", name) for name in _topics(raw, mender)),
        "authors": tuple(_authors(raw, mender, mentions)),
        "team": _team(raw, mender, mentions),
        "link": raw["url"].strip(),
    }


def _topics(raw: Mapping[str, str], mender: CellMender) -> tuple[str, ...]:
    names = mender.names("Categories", raw["Categories"])
    if raw.get("Category") == "NA":
        mender.repair("Category", "NA", "", "not-available")
    if "Categories" in names:
        kept = tuple(name for name in names if name != "Categories")
        mender.repair("Categories", ", ".join(names), ", ".join(kept), "header-word")
        return kept
    return names


def _authors(raw: Mapping[str, str], mender: CellMender, mentions: Mentions) -> Iterator[str]:
    name = mender.line("Submitter1", raw["Submitter1"])
    if name in _NO_NAME:
        mender.repair("Submitter1", name, "", "no-name")
        return
    last, _, first = (part.strip() for part in name.partition(","))
    yield mentions.refer("person", name, title=f"{first} {last}".strip(), extra={"Submitter1": name})


def _team(raw: Mapping[str, str], mender: CellMender, mentions: Mentions) -> str:
    name = mender.line("Organization", raw["Organization"])
    return mentions.refer("team", name, abbreviation=name) if name else ""


def _day(text: str, mender: CellMender) -> date | None:
    try:
        month, day, year = (int(part) for part in text.strip().split("/"))
        found = date(year if year > 99 else year + (1900 if year >= _PIVOT else 2000), month, day)
    except ValueError:
        if text.strip():
            mender.repair("LessonDate", text, "", "no-day")
        return None
    if year <= 99:
        mender.repair("LessonDate", text, found.isoformat(), "century")
    return found


def _line_ends(source: Path) -> Iterator[Repair]:
    """Yield one repair when lines end in a bare carriage return."""
    bare, last = 0, b""
    with source.open("rb") as stream:
        while chunk := stream.read(MEGA):
            bare += chunk.count(b"\r") - chunk.count(b"\r\n") - (last == b"\r" and chunk[:1] == b"\n")
            last = chunk[-1:]
    if bare:
        yield Repair(
            where=source.name,
            row=0,
            column="",
            before=f"{bare:,} × \\r",
            after=f"{bare:,} × \\n",
            reason="line-ends",
        )
