"""Where everything stands on the site: permalinks by id that a new title never moves."""

import unicodedata
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from kennisbank.domain.ids import ALPHABET
from kennisbank.domain.record import Record
from kennisbank.text.catalogue import say


@cache
def folder(kind: str) -> str:
    """Return the folder of a kind in every language, after its Dutch word: `les`, `onderwerp`, `team`, `bron`."""
    return slug(say(f"kind.{kind}", "nl"))


@cache
def plural_folder(kind: str) -> str:
    """Return the folder of many of a kind, such as `lessen` and `onderwerpen`."""
    return slug(say(f"kinds.{kind}", "nl"))


def slug(text: str) -> str:
    """Return `text` as it can stand in an address: lower case, no accents, hyphens for the rest."""
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return "-".join("".join(letter if letter.isalnum() else " " for letter in plain).split())


def place(record: Record) -> str:
    """Return the folder of a record's page inside a language tree, such as `les/01h…/`."""
    return place_of(record.kind, record.id)


def place_of(kind: str, id: str) -> str:
    """Return the folder of the page of record `id` of `kind`."""
    return f"{folder(kind)}/{id}/"


def uuid_urn(id: str) -> str:
    """Return the id (128 bits in base 32) as a `urn:uuid:`, an identifier that holds on any host (RFC 9562)."""
    number = 0
    for letter in id:
        number = number << 5 | ALPHABET.index(letter)
    digits = f"{number & (1 << 128) - 1:032x}"
    return f"urn:uuid:{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


@dataclass(frozen=True, kw_only=True)
class Addresses:
    """The addresses of one site: `base_url` (may be empty) and its languages, of which the first is at the root."""

    base_url: str
    languages: tuple[str, ...]

    def tree(self, lang: str) -> str:
        """Return the folder of a language: empty for the first, `en/` for another."""
        return "" if lang == self.languages[0] else f"{lang}/"

    def absolute(self, path: str) -> str:
        """Return the whole address of `path`, or `path` itself when the site does not know where it will stand."""
        return f"{self.base_url.rstrip('/')}/{path}" if self.base_url else path

    def identity(self, record: Record) -> str:
        """Return the identifier of a record in linked data: its permalink, or a `urn:uuid:` without a base address."""
        return self.absolute(place(record)) if self.base_url else uuid_urn(record.id)

    def root_path(self) -> str:
        """Return the path on the host at which the site stands, with a slash at both ends."""
        path = urlsplit(self.base_url).path.strip("/")
        return f"/{path}/" if path else "/"


def up(path: str) -> str:
    """Return the relative way from the file at `path` to the root of the site."""
    return "../" * path.count("/")
