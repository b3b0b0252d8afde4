"""What the sign-in pages share: plain HTML without a script, our own headers, errors in plain words, no secret in a log."""

from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jupyter_server.base.handlers import JupyterHandler

from kennisbank.serve.identity.addresses import onward
from kennisbank.serve.identity.door import COOKIE, XSRF, Door
from kennisbank.text.catalogue import LANGUAGES, known, language, say

PAGES = Path(__file__).parents[1] / "share" / "pages"


@cache
def templates() -> Environment:
    """Return the templates of these pages."""
    return Environment(loader=FileSystemLoader(PAGES), autoescape=True, undefined=StrictUndefined)


class PlainPage(JupyterHandler):
    """A page for people who may not be signed in (yet)."""

    door: Door
    name = "page"
    referrer = "same-origin"
    wait = 0
    """How many seconds somebody must wait before the next try."""

    def initialize(self, *, door: Door) -> None:
        """Keep the door, and what the log may call this request: an address can hold a set-up link."""
        self.door, self.route = door, f"/{self.name}"

    @property
    def content_security_policy(self) -> str:
        """Allow our stylesheet and our forms, and nothing else."""
        return (
            "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; "
            "frame-ancestors 'none'; base-uri 'none'"
        )

    def set_default_headers(self) -> None:
        """Let nobody keep these pages, frame them, or learn their address."""
        super().set_default_headers()
        self.set_header("Cache-Control", "no-store")
        self.set_header("Referrer-Policy", self.referrer)

    @property
    def lang(self) -> str:
        """Return the language asked for, or that of the server."""
        return language(self.get_query_argument("lang", self.door.settings.language))

    @property
    def onward(self) -> str:
        """Return where to go from here: where somebody came for, if that is one of our own pages."""
        base = self.base_url
        return onward(self.get_argument("next", base), base=base, fallback=base)

    def address(self, path: str, **query: str) -> str:
        """Return the address of one of our pages, in the language of this one."""
        if self.lang != self.door.settings.language:
            query["lang"] = self.lang
        return f"{self.base_url}{path}" + (f"?{urlencode(query)}" if query else "")

    def outside(self, path: str) -> str:
        """Return the same as others see it, host and all."""
        scheme = "https" if self.door.is_https(self.request) else "http"
        return f"{scheme}://{self.request.host}{self.base_url}{path}"

    def show(self, page: str, *, status: int = 200, **values: Any) -> None:
        """Answer with template `page`."""
        lang = self.lang
        other = next(tag for tag in LANGUAGES if tag != lang)
        shown = templates().get_template(f"{page}.html").render(
            lang=lang, other=other, page=page, style=f"{self.settings['assets'].address(self.base_url)}page/page.css", home=self.base_url,
            say=lambda key, **blanks: say(key, lang, **blanks),
            address=self.address, here=f"?{urlencode({**self._asked(), 'lang': other})}",
            xsrf=self.xsrf_token.decode(), **values,
        )  # fmt: skip
        self.set_status(status)
        self.finish(shown)

    def let_in(self, word: str) -> None:
        """Give the browser the session `word`, and a fresh XSRF token: what it had before is worth nothing now."""
        self.door.sessions.forget(word)
        self.set_cookie(
            COOKIE,
            word,
            path=self.base_url,
            httponly=True,
            samesite="Lax",
            secure=self.door.is_https(self.request),
        )
        self.clear_cookie(XSRF, path=self.base_url)

    def write_error(self, status_code: int, **_: Any) -> None:
        """Say in plain words what went wrong."""
        if not hasattr(self, "_jupyter_current_user"):
            self.current_user = None  # the bank was away before we knew who asks
        self.set_header("Content-Type", "text/html; charset=utf-8")
        if self.wait:
            self.set_header("Retry-After", str(self.wait))
        key = status_code if known(f"refused.{status_code}.title") else 500
        self.show("refused", status=status_code, key=key)

    def _asked(self) -> dict[str, str]:
        """Return what stays in the address when the language changes."""
        return {"next": self.onward} if self.onward != self.base_url else {}

    def _request_summary(self) -> str:
        """Name the request in a log, without what it holds: a set-up link or a code is a secret."""
        return f"{self.request.method} {self.name}"
