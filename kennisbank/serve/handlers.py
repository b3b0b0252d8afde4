"""What the server answers: the pages by name, the way in, and headers that keep a page to itself."""

from contextlib import suppress
from typing import Any, cast

import tornado.web
from jupyter_server.base.handlers import JupyterHandler
from tornado.iostream import StreamClosedError

from kennisbank.serve import framing
from kennisbank.serve.assets import Assets
from kennisbank.serve.kernels.owned import OwnedKernels, TooBusy
from kennisbank.serve.pages import Page, names, page as read_page
from kennisbank.serve.running import run, told_as_number
from kennisbank.serve.settings import Settings
from kennisbank.text.catalogue import language

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        "font-src 'self'; connect-src 'self'; worker-src 'self' blob:; frame-ancestors 'self'; base-uri 'none'; "
        "form-action 'self'"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
PRELOAD = ("page/page.js",)


class PageHandler(JupyterHandler):
    """Answers `/<page>` with the notebook of that name: its text at once, its parts as they come."""

    trouble = ""
    """What is the matter, when the status alone does not say it."""

    def initialize(self, *, told: Settings, assets: Assets) -> None:
        """Keep where the notebooks are."""
        self.told, self.assets = told, assets

    def set_default_headers(self) -> None:
        """Send ours, and let nothing keep a page."""
        for name, value in HEADERS.items():
            self.set_header(name, value)
        self.set_header("Cache-Control", "no-store")

    @tornado.web.authenticated
    async def get(self, name: str) -> None:
        """Render the page, or say that there is none of that name."""
        self.route = "/{page}"
        if name not in names(self.told.apps):
            raise tornado.web.HTTPError(404)
        page = read_page(self.told.apps, name, language(self.get_argument("lang", self.told.language)))
        kernels = cast("OwnedKernels", self.kernel_manager)
        account = self.current_user.username
        try:
            kernels.check_room(account)
        except TooBusy:
            self.trouble = "busy"
            self.set_header("Retry-After", "30")
            raise tornado.web.HTTPError(503) from None
        with suppress(StreamClosedError):  # the visitor left before the page was whole
            await self._show(page, kernels, account)

    async def _show(self, page: Page, kernels: OwnedKernels, account: str) -> None:
        self.write(self._opening(page))
        await self.flush()
        kernel, whole = "", False
        try:
            kernel = await kernels.start_for(account, self._environment())
            self.write(f"<span id='kb-kernel' data-id='{kernel}' hidden></span>\n")
            await self.flush()
            async for html in run(page, kernels.get_kernel(kernel)):
                if html:
                    self.write(html)
                    await self.flush()
            whole = True
        except StreamClosedError:
            raise
        except Exception as fault:  # noqa: BLE001 - whatever it was, the page says so and the log knows
            self.write(told_as_number(page, fault))
        finally:
            if kernel and not whole:
                kernels.end_after(kernel, 0)
        self.finish(framing.closing(whole=whole))

    def _opening(self, page: Page) -> str:
        return framing.opening(
            page,
            names(self.told.apps),
            base=self.base_url,
            assets=self.assets.address(self.base_url),
            preload=PRELOAD,
            who=self.current_user.name,
            xsrf=self.xsrf_token.decode(),
        )

    def _environment(self) -> dict[str, str]:
        """Return what the kernel is told of this visit."""
        return {"KENNISBANK_QUERY": self.request.query, "KENNISBANK_LANG": self.told.language}

    def write_error(self, status_code: int, **_: Any) -> None:
        """Say what is the matter in plain words."""
        lang = language(self.get_argument("lang", self.told.language))
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(
            framing.trouble(
                self.trouble or str(status_code),
                lang,
                base=self.base_url,
                assets=self.assets.address(self.base_url),
            )
        )


class WayInHandler(tornado.web.RequestHandler):
    """Leads `/` to the start page."""

    def initialize(self, *, target: str) -> None:
        """Keep where to."""
        self.target = target

    def get(self) -> None:
        """Lead on."""
        self.redirect(self.target)
