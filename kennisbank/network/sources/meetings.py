"""Who was at which meeting, from minutes in Markdown."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from os import PathLike
from pathlib import Path

import networkx as nx

from kennisbank.errors import UnreadableSource

_PRESENT = ("attendees", "attending", "present", "participants", "aanwezig", "aanwezigen", "deelnemers")
_ITEM = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+(?P<box>\[[ xX]\]\s+)?(?P<name>.+)$")
_DAY = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_ROLE = re.compile(r"\s*\(([^()]*)\)\s*$")
_LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")


def minutes(path: str | PathLike[str]) -> "nx.Graph[str]":
    """Return who was at which meeting: a graph of people (`bipartite` 0) and meetings (1), from minutes in Markdown.

    `path` is one file, or a folder (with all `.md` in it and below). One file is one meeting. Who was there stands
    behind or below a line, a heading or a line of front matter that says Attendees, Attending, Present, Participants, Aanwezig,
    Aanwezigen or Deelnemers: `Attendees: Ann, Ben (chair)`, or as a list. In a list with boxes only those that are ticked
    were there. Names are parted by commas, or by semicolons when there is one (`Kat, Ann de; Jansen, Ben`).

    A meeting is named by its file (from `path` on) and has `title` (its first heading) and `date` (the first 2024-01-31 in
    the name of the file or else in the text). A tie has `role` (what stands between brackets behind the name), `since` and `last` (that
    day). `graph.graph["notes"]` names minutes that do not say who was there; they are left out. `n.project` makes of it who meets whom.

    Raises UnreadableSource: nothing at `path`, no `.md` in the folder. Bytes that are no UTF-8 are read as Latin-1.
    """
    place = Path(path)
    files = [place] if place.is_file() else sorted(place.rglob("*.md"))
    if not files:
        raise UnreadableSource(
            "There are no minutes here.", where=str(place), mend="Give a .md file, or a folder with them."
        )
    root = place.parent if place.is_file() else place
    net: nx.Graph[str] = nx.Graph(made={"source": "minutes"})
    notes = []
    for file in files:
        meeting = file.relative_to(root).as_posix()
        text = _text(file)
        there = dict(_attendees(text.splitlines()))
        if not there:
            notes.append(f"{meeting} does not say who was there.")
            continue
        day = _day(file.name) or _day(text)
        title = next((line.lstrip("# ").strip() for line in text.splitlines() if line.startswith("#")), "")
        net.add_node(meeting, bipartite=1, kind="meeting", title=title or meeting, date=day)
        for name, role in there.items():
            net.add_node(name, bipartite=0, kind="person")
            net.add_edge(name, meeting, role=role, since=day, last=day)
    net.graph["notes"] = tuple(notes)
    return net


def _text(file: Path) -> str:
    try:
        found = file.read_bytes()
    except OSError as error:
        raise UnreadableSource(f"{error.strerror or error}.", where=str(file)) from error
    try:
        return found.decode("utf-8-sig")
    except UnicodeDecodeError:
        return found.decode("latin-1")


def _attendees(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Give each name with its role."""
    for number, line in enumerate(lines):
        heading = line.lstrip().startswith("#")
        plain = re.sub(r"[*_]{1,3}", "", line).strip()
        label, colon, rest = re.sub(r"^(?:[-+]\s+|#+\s*)", "", plain).partition(":")
        if label.strip().lower() not in _PRESENT or not (heading or colon):
            continue
        if rest.strip():
            yield from _names(rest)
        else:
            yield from _below(lines[number + 1 :])


def _below(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Give the names in the list, or the paragraph, that `lines` begin with."""
    begun = ""
    for line in lines:
        item = _ITEM.match(line)
        if not line.strip():
            if begun == "text":
                return
        elif item and begun != "text":
            begun = "list"
            if (item["box"] or "[x]").strip().lower() == "[x]":
                yield from _one(item["name"])
        elif begun == "list" or line.startswith(("#", "---")):
            return
        else:
            begun = "text"
            yield from _names(line)


def _names(told: str) -> Iterator[tuple[str, str]]:
    told = told.strip().removeprefix("[").removesuffix("]") if "](" not in told else told
    for part in told.split(";" if ";" in told else ","):
        for name in re.split(r"\s+(?:and|en|&)\s+", part):
            yield from _one(name)


def _one(told: str) -> Iterator[tuple[str, str]]:
    plain = _LINK.sub(r"\1", re.sub(r"[*_`\"]", "", told))
    role = _ROLE.search(plain)
    name = " ".join(_ROLE.sub("", plain).strip(" .,;@'").split())
    if name:
        yield name, role[1].strip() if role else ""


def _day(text: str) -> date | None:
    for year, month, day in _DAY.findall(text):
        with suppress(ValueError):
            return date(int(year), int(month), int(day))
    return None
