"""Page: one file of the published site, still in memory."""

from dataclasses import dataclass

from kennisbank.errors import InvalidInput

_FORBIDDEN = ("", ".", "..")
_FORBIDDEN_LETTERS = frozenset("\\:\n\r\0")


@dataclass(frozen=True)
class Page:
    """A file of the site: `path` relative to its root, parts divided by `/`, and the bytes it holds."""

    path: str
    content: bytes

    def __post_init__(self) -> None:
        """Refuse a path that could leave the folder. Raises InvalidInput."""
        if not stays_inside(self.path):
            raise InvalidInput(
                f"A page cannot be written at {self.path!r}.", mend="Give a relative path without '..'."
            )


def stays_inside(path: str) -> bool:
    """Say whether `path`, its parts divided by `/`, leads to something below the folder it starts from."""
    return not (set(path) & _FORBIDDEN_LETTERS or any(part in _FORBIDDEN for part in path.split("/")))


def text_page(path: str, text: str) -> Page:
    """Return the page at `path` that holds `text` as UTF-8."""
    return Page(path, text.encode("utf-8"))
