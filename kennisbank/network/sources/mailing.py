"""Who answers whom by e-mail, from an mbox (a mailing list's archive, or an export of a mail program)."""

import mailbox
import re
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import UTC, date
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import HeaderParser
from email.utils import parseaddr, parsedate_to_datetime
from os import PathLike
from pathlib import Path
from typing import IO, Any

import networkx as nx

from kennisbank.errors import UnreadableSource
from kennisbank.network.sources.answers import Post, answers

Progress = Callable[[int, int], None]
_EVERY = 1000
_LONGEST = 1024 * 1024
"""Headers longer than this many bytes are cut off."""
_ID = re.compile(r"<[^<>\s]+>")
_SPELLED = re.compile(r"^(\S+) at (\S+)(?=\s|$)")
"""An address as mailing lists spell it against spam: `ann at example.org (Ann)`."""


def mbox(path: str | PathLike[str], *, progress: Progress | None = None) -> "nx.DiGraph[str]":
    """Return who answers whom in the mbox at `path`: an arc from who answers to who is answered.

    A message answers the one that its In-Reply-To names, or else the last one of its References that is in the file;
    never by its subject. People are e-mail addresses in small letters (`ann at example.org` is read as one), or names
    when there is no address; `name` is the first name that an address comes with. An arc has `weight` (how many
    answers), `since` and `last` (days, UTC). A node has `posts`: how many messages. `graph.graph["notes"]` counts what was
    left out: messages without a sender, the same message twice, answers to messages that are elsewhere, and to oneself.

    Only headers are read, one message at a time; texts and attachments are passed over. Words in an unknown encoding stay
    as they are. A line of text that begins with `From ` without the `>` of an mbox looks like a new message: it has no
    sender, and is counted there. `progress` gets how many messages were read, of how many.

    Raises UnreadableSource: no such file, a folder, or no message in it.
    """
    file = Path(path)
    if not file.is_file():
        raise UnreadableSource(
            "There is no such file.", where=str(file), mend="Give an mbox: one file with all messages."
        )
    try:
        with closing(mailbox.mbox(file, factory=_headers, create=False)) as box:  # type: ignore[arg-type]
            total = len(box)
            if not total and file.stat().st_size:
                raise UnreadableSource(
                    "No line begins with 'From ', as each message of an mbox does.",
                    where=str(file),
                    mend="Export the messages as mbox.",
                )
            return answers(_posts(box, total, progress), source="mbox")
    except OSError as error:
        raise UnreadableSource(f"{error.strerror or error}.", where=str(file)) from error


def _posts(box: Any, total: int, progress: Progress | None) -> Iterator[Post]:
    for done, message in enumerate(box, 1):
        person, name = _sender(str(message.get("From", "")))
        own = _ID.findall(str(message.get("Message-ID", "")))
        replied = _ID.findall(str(message.get("In-Reply-To", "")))
        earlier = _ID.findall(str(message.get("References", "")))
        yield Post(
            own[0] if own else None, person, name, (*replied, *reversed(earlier)), _day(message.get("Date"))
        )
        if progress and (done % _EVERY == 0 or done == total):
            progress(done, total)


def _headers(file: IO[bytes]) -> "Message[str, str]":
    """Return the headers at the beginning of `file`, whatever bytes they are made of."""
    found = bytearray()
    while len(found) < _LONGEST and (line := file.readline(_LONGEST)).strip():
        found += line
    try:
        text = found.decode("utf-8")
    except UnicodeDecodeError:
        text = found.decode("latin-1")
    return HeaderParser().parsestr(text)


def _sender(told: str) -> tuple[str, str]:
    """Return the address (or the name when there is none) and the name."""
    flat = _SPELLED.sub(r"\1@\2", " ".join(told.split()))
    name, address = parseaddr(flat)
    if "@" not in address and "<" in flat:  # such as a comma in a name without quotes
        name, _, address = flat.rstrip(">").rpartition("<")
    name = " ".join(_decoded(name).strip(' "').split())
    return (address.strip().lower() if "@" in address else name or _decoded(flat)), name


def _decoded(word: str) -> str:
    with suppress(LookupError, ValueError, HeaderParseError):
        return str(make_header(decode_header(word)))
    return word


def _day(told: Any) -> date | None:
    with suppress(ValueError, TypeError, OverflowError, IndexError):
        moment = parsedate_to_datetime(str(told))
        return (moment.astimezone(UTC) if moment.tzinfo else moment).date()
    return None
