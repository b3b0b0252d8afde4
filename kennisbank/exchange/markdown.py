"""Reads a folder or zip of Markdown pages with YAML front matter: our own export exactly, anybody's as well as it can."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from kennisbank.domain.ids import is_id
from kennisbank.domain.record import Record
from kennisbank.domain.registry import kind as kind_named
from kennisbank.errors import UnreadableSource
from kennisbank.exchange.decoding import whole
from kennisbank.exchange.folders import Folder, folder
from kennisbank.exchange.found import Note, Reading, Repair
from kennisbank.exchange.frontmatter import split
from kennisbank.exchange.loose_page import LoosePage
from kennisbank.exchange.mentions import Mentions
from kennisbank.exchange.page import from_page

ENDINGS = (".md", ".markdown")


def read_markdown(source: Path, *, kind: str = "lesson", visibility: str = "") -> Reading:
    """Return a record for each page. A page of our export keeps its id; another gets an origin from its path.

    `kind` is what a page without `kind` in its front matter is; `visibility` goes over what pages of others say.
    Raises UnreadableSource, InvalidInput, InvalidRecord or TooLarge.
    """
    with folder(source) as files:
        return read_pages(files, kind=kind, visibility=visibility)


def read_pages(files: Folder, *, kind: str = "lesson", visibility: str = "") -> Reading:
    """Return a record for each Markdown page in `files`."""
    pages = [name for name in files.names if name.lower().endswith(ENDINGS)]
    if not pages:
        raise UnreadableSource(
            "There is no Markdown page (.md) in it.",
            where=files.where,
            mend="Name the folder or zip with the pages.",
        )
    mentions = Mentions(f"markdown:{files.where}", language="nl")
    repairs: list[Repair] = []
    records = [_record(files, name, mentions, repairs, kind=kind, visibility=visibility) for name in pages]
    return Reading(mentions.joined(records), tuple(repairs), tuple(_skipped(files)))


def _record(  # noqa: PLR0913 - a page needs all of these
    files: Folder, name: str, mentions: Mentions, repairs: list[Repair], *, kind: str, visibility: str
) -> Record:
    text, needed = whole(files.bytes_of(name), where=name)
    repairs += needed
    front, body = split(text, where=name)
    model = kind_named(str(front.get("kind") or kind))
    if _is_ours(front):
        return from_page(model, front, body, where=name)
    page = LoosePage(model, front, body, where=name)
    values: dict[str, Any] = {**page.values(mentions), **({"visibility": visibility} if visibility else {})}
    if not values.get("title"):
        values["title"] = PurePosixPath(name).stem.replace("-", " ").replace("_", " ").strip() or name
        repairs.append(
            Repair(where=name, row=1, column="title", before="", after=values["title"], reason="title-made")
        )
    origin = f"markdown:{files.where}/{name}"
    return model.make({**values, "extra": page.extra(), "origin": origin}, where=name)


def _is_ours(front: dict[str, Any]) -> bool:
    id = front.get("id")
    return isinstance(id, str) and is_id(id) and "revision" in front


def _skipped(files: Folder) -> Iterator[Note]:
    for name in files.names:
        if not name.lower().endswith(ENDINGS):
            yield Note(where=name, about="not-markdown")
