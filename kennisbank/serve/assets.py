"""What browsers load besides pages: our scripts and looks, compressed once, under an address that changes with them."""

import gzip
import hashlib
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tornado.web import HTTPError, RequestHandler

YEAR = 31_536_000
FRONTEND = Path(__file__).parent / "frontend"
_WIDGETS = "kennisbank_widgets"
_KINDS = (".js", ".css", ".svg", ".woff2")


@dataclass(frozen=True)
class Asset:
    """One file, as it is and compressed."""

    kind: str
    plain: bytes
    small: bytes


@dataclass(frozen=True)
class Assets:
    """Every file by its path; `stamp` names this very set of them."""

    files: Mapping[str, Asset]
    stamp: str

    def address(self, base_url: str) -> str:
        """Return where they are, ending with a slash."""
        return f"{base_url}static/{self.stamp}/"


def gather() -> Assets:
    """Read the front end (`page/…`) and the modules of the widgets (`kit/…`)."""
    found = {f"page/{path.name}": path for path in (FRONTEND / "built").glob("*") if path.suffix in _KINDS}
    widgets = find_spec(_WIDGETS)
    for place in widgets.submodule_search_locations or () if widgets else ():
        root = Path(place)
        found |= {
            path.relative_to(root).as_posix(): path for path in root.rglob("*") if path.suffix in _KINDS
        }
    texts = {name: path.read_bytes() for name, path in sorted(found.items())}
    digest = hashlib.sha256(b"".join(name.encode() + text for name, text in texts.items()))
    files = {name: _asset(name, text) for name, text in texts.items()}
    return Assets(files, digest.hexdigest()[:16])


def _asset(name: str, text: bytes) -> Asset:
    kind = "text/javascript" if name.endswith(".js") else mimetypes.guess_type(name)[0]
    return Asset(f"{kind}; charset=utf-8", text, gzip.compress(text, 9, mtime=0))


class AssetHandler(RequestHandler):
    """Answers with one of the files read at start, and with nothing else: a path never reaches the disk."""

    def initialize(self, *, assets: Assets) -> None:
        """Keep them."""
        self.assets = assets

    def set_default_headers(self) -> None:
        """Let nobody guess what kind a file is."""
        self.set_header("X-Content-Type-Options", "nosniff")

    def get(self, stamp: str, name: str) -> None:
        """Give the file, to be kept for a year."""
        asset = self.assets.files.get(name)
        if asset is None or stamp != self.assets.stamp:
            raise HTTPError(404)
        self.set_header("Content-Type", asset.kind)
        self.set_header("Cache-Control", f"public, max-age={YEAR}, immutable")
        self.set_header("Vary", "Accept-Encoding")
        if "gzip" in self.request.headers.get("Accept-Encoding", ""):
            self.set_header("Content-Encoding", "gzip")
            self.finish(asset.small)
        else:
            self.finish(asset.plain)

    def compute_etag(self) -> Any:
        """Do without: the address says which version it is."""
        return
