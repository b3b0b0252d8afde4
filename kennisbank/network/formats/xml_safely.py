"""XML that cannot harm: a document type, and with it every entity, is refused before anything is parsed."""

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from xml.etree.ElementTree import ParseError
from xml.parsers import expat

import networkx as nx

from kennisbank.errors import UnreadableSource
from kennisbank.network.formats.sheets import Form

_CHUNK = 64 * 1024
AWKWARD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Signs that XML has no place for, or that a reader of XML changes."""


class _Seen(Exception):
    """The first element was seen: no document type can follow."""


def form(*reserved: str) -> Form:
    """Return what any XML format can take, with column names that are its own."""
    return Form(AWKWARD, reserved=frozenset(reserved))


def refuse_document_type(
    stream: BinaryIO, *, where: str, mend: str = "Take out the lines with <!DOCTYPE … >."
) -> None:
    """Raise UnreadableSource when the XML has a document type or is none at all; rewinds the stream."""
    parser = expat.ParserCreate()

    def refuse(*_: object) -> None:
        raise UnreadableSource(
            "This XML has a document type (DOCTYPE), in which entities can be hidden that fill a machine.",
            where=f"{where}, line {parser.CurrentLineNumber}", mend=mend,
        )  # fmt: skip

    def stop(*_: object) -> None:
        raise _Seen

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = stop
    try:
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except _Seen:
        pass
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise UnreadableSource(
            f"This is not XML: {error}.",
            where=f"{where}, line {parser.CurrentLineNumber}",
            mend="Give an XML file.",
        ) from error
    finally:
        stream.seek(0)


@contextmanager
def told(path: Path, what: str, notes: list[str]) -> Iterator[None]:
    """Turn what a reader of networkx raises into UnreadableSource, and what it warns of into notes."""
    try:
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            yield
        notes.extend(dict.fromkeys(str(item.message) for item in said))
    except ParseError as error:
        line = error.position[0] if getattr(error, "position", None) else 1
        raise UnreadableSource(
            f"This is not whole XML: {error}.", where=f"{path}, line {line}", mend="Write the file again."
        ) from error
    except UnreadableSource:
        raise
    except (
        nx.NetworkXException,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        RuntimeError,
        LookupError,
    ) as error:
        raise UnreadableSource(
            f"This is not {what} as it should be: {type(error).__name__}: {error}.",
            where=str(path), mend=f"Write it again as {what}, or convert it with the program it came from.",
        ) from error  # fmt: skip
