"""Who answers whose questions, from a dump of a Stack Exchange site."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from os import PathLike
from pathlib import Path
from typing import BinaryIO
from xml.etree.ElementTree import ParseError, iterparse

import networkx as nx

from kennisbank.errors import UnreadableSource
from kennisbank.network.formats.xml_safely import refuse_document_type
from kennisbank.network.sources.answers import Post, answers

_QUESTION, _ANSWER = "1", "2"


def stack_exchange(path: str | PathLike[str]) -> "nx.DiGraph[str]":
    """Return who answers whose questions in a Stack Exchange dump: an arc from who answers to who asked.

    `path` is its `Posts.xml`, or the folder that it is in. People are the numbers of their accounts; `name` is their name
    when `Users.xml` lies beside it. Who has no account any more is the name that the post tells. Ties, nodes and notes are as for
    `mbox`; comments, edits and votes are not in `Posts.xml`. The file is read as a stream: memory grows with the number
    of posts, not with their texts.

    Raises UnreadableSource: no such file, not whole XML, something else than posts, a document type.
    """
    place = Path(path)
    file = place / "Posts.xml" if place.is_dir() else place
    net = answers((_post(row) for row in _rows(file, "posts")), source="stack_exchange")
    users = file.with_name("Users.xml")
    if users.is_file():
        for row in _rows(users, "users"):
            if (number := row.get("Id", "")) in net:
                net.nodes[number]["name"] = row.get("DisplayName") or number
    return net


def _post(row: dict[str, str]) -> Post:
    kind, name = row.get("PostTypeId"), row.get("OwnerDisplayName", "")
    person = row.get("OwnerUserId") or name
    if kind not in (_QUESTION, _ANSWER):
        person = ""
    answered = (row["ParentId"],) if kind == _ANSWER and "ParentId" in row else ()
    return Post(row.get("Id"), person, name, answered, _day(row.get("CreationDate", "")))


def _rows(file: Path, root: str) -> Iterator[dict[str, str]]:
    """Give the attributes of each row in a file of which the outermost element is `root`."""
    if not file.is_file():
        raise UnreadableSource("There is no such file.", where=str(file), mend="Give Posts.xml of a dump.")
    with file.open("rb") as stream:
        refuse_document_type(stream, where=str(file))
        try:
            yield from _parsed(stream, file, root)
        except ParseError as error:
            raise UnreadableSource(
                f"This is not whole XML: {error}.",
                where=f"{file}, line {error.position[0]}",
                mend="Unpack the dump again.",
            ) from error


def _parsed(stream: BinaryIO, file: Path, root: str) -> Iterator[dict[str, str]]:
    outer = None
    for event, element in iterparse(stream, events=("start", "end")):  # noqa: S314 - without a document type, see above
        if outer is None:
            outer = element
            if element.tag != root:
                raise UnreadableSource(
                    f"This file has {element.tag!r}, not {root!r}.",
                    where=str(file),
                    mend="Give Posts.xml of a dump.",
                )
        elif event == "end" and element.tag == "row":
            yield dict(element.attrib)
            outer.clear()


def _day(told: str) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(told[:10])
    return None
