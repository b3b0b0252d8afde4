"""What the server answers: the pages by name, the way in, and headers that keep a page to itself."""

from typing import Any

import tornado.web
from voila.tornado.handler import TornadoVoilaHandler

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' ws: wss:; worker-src 'self' blob:; "
        "frame-ancestors 'self'; object-src 'none'; base-uri 'self'; form-action 'self'"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


class PageHandler(TornadoVoilaHandler):
    """Answers `/<page>` with the notebook of that name."""

    def initialize(self, *, pages: tuple[str, ...], **others: Any) -> None:
        """Keep which pages there are."""
        self.pages = pages
        super().initialize(**others)

    async def get(self, page: str = "") -> None:
        """Render the page, or say that there is none of that name."""
        if page not in self.pages:
            raise tornado.web.HTTPError(404)
        self.page = page
        _ = self.xsrf_token  # sets the cookie without which the page cannot end its kernel when it closes
        await super().get(path=f"{page}.ipynb")


class WayInHandler(tornado.web.RequestHandler):
    """Leads `/` to the start page."""

    def initialize(self, *, target: str) -> None:
        """Keep where to."""
        self.target = target

    def get(self) -> None:
        """Lead on."""
        self.redirect(self.target)
