"""Tells what a file really is from its first bytes, whatever its name claims."""

from kennisbank.errors import UnreadableSource

_KNOWN = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a zip (or an XLSX, DOCX or ODS file)"),
    (b"PK\x05\x06", "an empty zip"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office file (XLS, DOC)"),
    (b"SQLite format 3", "an SQLite database"),
    (b"{\\rtf", "an RTF document"),
)
_ALLOWED_CONTROLS = frozenset(b"\t\n\r\x0b\x0c\x1b")
_FEW = 8
_SHARE = 0.05


def signature(start: bytes) -> str:
    """Return what the first bytes of a file say it is, or an empty text."""
    return next((name for mark, name in _KNOWN if start.startswith(mark)), "")


def refuse_binary(start: bytes, *, where: str) -> None:
    """Raise UnreadableSource when `start`, the first part of a file, is not text."""
    if name := signature(start):
        raise UnreadableSource(
            f"This is {name}, not text.", where=where, mend="Give the file itself, or save it as CSV (UTF-8)."
        )
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return
    odd = sum(byte < 32 and byte not in _ALLOWED_CONTROLS for byte in start)
    halves = start[::2].count(0), start[1::2].count(0)
    if odd > max(_FEW, _SHARE * len(start)) and min(halves) > odd * _SHARE:
        raise UnreadableSource(
            "This is not text: it is full of control characters.",
            where=where,
            mend="Give a text file, for example CSV saved as UTF-8.",
        )
