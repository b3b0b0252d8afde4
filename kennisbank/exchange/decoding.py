"""Turns the bytes of a text file into characters: finds the encoding, reads lines with a limit, mends what it can."""

import codecs
import io
import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

from kennisbank.errors import UnreadableSource
from kennisbank.exchange.found import Repair
from kennisbank.exchange.limits import TEXT_FILE, too_large
from kennisbank.exchange.signatures import refuse_binary

_CHUNK = 1024 * 1024
_AROUND = 24
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LINE_BREAKS = frozenset("\x0b\x0c")


def encoding_of(stream: BinaryIO, *, where: str) -> tuple[str, tuple[Repair, ...]]:
    """Return the encoding of a text and, where it had to be guessed, the repair that says so; rewinds the stream.

    Tried are a byte order mark, UTF-8, UTF-16 without a mark, and Windows-1252 (what Excel writes on a Dutch machine).
    Raises UnreadableSource when the bytes are none of these, or no text at all.
    """
    start = stream.read(_CHUNK)
    stream.seek(0)
    refuse_binary(start, where=where)
    for mark, name in _MARKS:
        if start.startswith(mark):
            return name, ()
    if (zeros := start.count(0)) > len(start) // 4:
        return ("utf-16-le" if start[1::2].count(0) > zeros // 2 else "utf-16-be"), ()
    wrong = _first_wrong(stream, "utf-8")
    if wrong is None:
        return "utf-8", ()
    at, around = wrong
    if (worse := _first_wrong(stream, "cp1252")) is not None:
        raise UnreadableSource(
            f"Byte 0x{worse[1][min(_AROUND, worse[0])]:02x} at position {worse[0] + 1:,} belongs to no encoding that is "
            "tried (UTF-8, UTF-16, Windows-1252).",
            where=where,
            mend='Save it again as UTF-8, or name its encoding in the mapping: encoding = "…".',
        )
    repair = Repair(
        where=where, row=0, column="", before=f"{around!r} (position {at + 1:,})", after=around.decode("cp1252"),
        reason="encoding",
    )  # fmt: skip
    return "cp1252", (repair,)


def _first_wrong(stream: BinaryIO, encoding: str) -> tuple[int, bytes] | None:
    """Return the position of the first byte that is wrong in `encoding`, with the bytes around it; rewinds."""
    decoder = codecs.getincrementaldecoder(encoding)()
    done, kept = 0, b""
    try:
        while chunk := stream.read(_CHUNK):
            kept = chunk
            decoder.decode(chunk)
            done += len(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        position = done - (len(error.object) - len(kept)) + error.start
        stream.seek(max(0, position - _AROUND))
        return position, stream.read(2 * _AROUND)
    finally:
        stream.seek(0)
    return None


def lines(stream: BinaryIO, encoding: str, *, limit: int, where: str) -> Iterator[str]:
    """Yield the lines of a text with their ends as they are (LF, CR or CRLF).

    Raises TooLarge at a line of more than `limit` characters, before the rest of it is read, and UnreadableSource.
    """
    text = io.TextIOWrapper(stream, encoding=encoding, newline="")
    try:
        while line := text.readline(limit + 1):
            if len(line) > limit:
                raise too_large("A line", limit, "characters", where=where)
            yield line
    except UnicodeError as error:
        raise UnreadableSource(
            f"It cannot be read as {encoding}: {error}.",
            where=where,
            mend='Save it again as UTF-8, or name its encoding in the mapping: encoding = "…".',
        ) from error
    finally:
        if not stream.closed:  # it is when whoever read the lines stopped half-way
            text.detach()


def whole(data: bytes, *, where: str) -> tuple[str, tuple[Repair, ...]]:
    """Return the text of a file that is read whole, line ends as LF, with the repairs it needed.

    Raises UnreadableSource or TooLarge.
    """
    if len(data) > TEXT_FILE:
        raise too_large("This file", TEXT_FILE, "bytes", where=where)
    stream = io.BytesIO(data)
    encoding, repairs = encoding_of(stream, where=where)
    kept: list[Repair] = [*repairs]
    text = "".join(lines(stream, encoding, limit=TEXT_FILE, where=where))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return without_controls(
        text, where=where, row=lambda at: text.count("\n", 0, at) + 1, column="", to=kept
    ), tuple(kept)


def without_controls(
    text: str, *, where: str, row: Callable[[int], int], column: str, to: list[Repair]
) -> str:
    """Return `text` without control characters and add each to the repairs; `row` gives the row of a position."""
    if not _CONTROLS.search(text):
        return text
    for match in _CONTROLS.finditer(text):
        at = match.start()
        before = text[max(0, at - _AROUND) : at + _AROUND]
        after = _CONTROLS.sub(_instead, before)
        to.append(
            Repair(where=where, row=row(at), column=column, before=before, after=after, reason="control")
        )
    return _CONTROLS.sub(_instead, text)


def _instead(match: re.Match[str]) -> str:
    return "\n" if match[0] in _LINE_BREAKS else ""
