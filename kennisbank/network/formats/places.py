"""Files on disk: read whole as text in the right encoding, written so that a reader sees the old file or the new one."""

from contextlib import suppress
from pathlib import Path

from kennisbank.errors import InvalidInput, UnreadableSource

_BINARY = (
    (b"PK\x03\x04", "a zip (or an XLSX, DOCX or ODS file)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a PNG picture"),
    (b"SQLite format 3", "an SQLite database"),
)
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def content_of(path: Path) -> bytes:
    """Return the bytes of a file. Raises UnreadableSource when there is none, or it is something else than text."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableSource(
            f"The file cannot be read: {error.strerror or error}.",
            where=str(path),
            mend="See whether the name is right.",
        ) from error
    for mark, name in _BINARY:
        if data.startswith(mark):
            raise UnreadableSource(
                f"This is {name}, not a network.", where=str(path), mend="Give the file itself."
            )
    return data


def text_of(path: Path, notes: list[str], *, line_ends: bool = True) -> str:
    """Return the text of a file, line ends as LF (unless `line_ends` is False), and note it when the encoding had to be guessed.

    Tried are a byte order mark, UTF-8 and Windows-1252. Raises UnreadableSource.
    """
    data = content_of(path)
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        text = _older(data, error, path)
        notes.append("The file is not UTF-8; it was read as Windows-1252.")
    if "\0" in text:
        raise UnreadableSource(
            "This is not text: it has zero bytes.", where=str(path), mend="Save it again as UTF-8 text."
        )
    if not line_ends:
        return text
    return text.replace("\r\n", "\n").replace("\r", "\n")


def put(path: Path, content: bytes) -> None:
    """Write `content` to `path` in one step, through a file beside it. Raises InvalidInput when that fails."""
    beside = path.with_name(f".{path.name}.new")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        raise InvalidInput(
            f"The file cannot be written: {error.strerror or error}.",
            where=str(path), mend="See whether the folder is there and the disk has room.",
        ) from error  # fmt: skip
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _older(data: bytes, error: UnicodeDecodeError, path: Path) -> str:
    line = data.count(b"\n", 0, error.start) + 1
    try:
        if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
            raise error
        return data.decode("cp1252")
    except UnicodeDecodeError as worse:
        raise UnreadableSource(
            f"Byte 0x{data[error.start]:02x} belongs to no encoding that is tried (UTF-8, UTF-16, Windows-1252).",
            where=f"{path}, line {line}", mend="Save it again as UTF-8.",
        ) from worse  # fmt: skip
