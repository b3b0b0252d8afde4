"""What the server answers: the pages by name, the way in, and headers that keep a page to itself."""

import traceback
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
from kennisbank.serve.watching.log import note_fault
from kennisbank.text.catalogue import language

HEADERS = {
    "Cache-Control": "no-store",
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
            told=self.told,
            assets=self.assets.address(self.base_url),
            preload=PRELOAD,
            who=self.current_user.name,
            xsrf=self.xsrf_token.decode(),
        )

    def _environment(self) -> dict[str, str]:
        """Return what the kernel is told of this visit."""
        return {"KENNISBANK_QUERY": self.request.query, "KENNISBANK_LANG": self.told.language}

    def log_exception(self, *raised: Any) -> None:
        """Write what went wrong to the log, and not which address with which question was asked for."""
        if not isinstance(raised[1], tornado.web.HTTPError):
            note_fault("".join(traceback.format_exception(raised[1])))

    def write_error(self, status_code: int, **_: Any) -> None:
        """Say what is the matter in plain words."""
        self.set_header("Content-Type", "text/html; charset=utf-8")
        if status_code == 503:  # here and not earlier: an error begins with a clean sheet
            self.set_header("Retry-After", "30")
        self.finish(_trouble(self, self.trouble or str(status_code), self.told, self.assets))


class NothingHandler(tornado.web.RequestHandler):
    """Answers every other address: there is no such page."""

    def initialize(self, *, told: Settings, assets: Assets) -> None:
        """Keep how to say so."""
        self.told, self.assets = told, assets

    def set_default_headers(self) -> None:
        """Send ours."""
        for name, value in HEADERS.items():
            self.set_header(name, value)

    def prepare(self) -> None:
        """Say so, whatever was asked."""
        self.set_status(404)
        self.finish(_trouble(self, "404", self.told, self.assets))

    def check_xsrf_cookie(self) -> None:
        """Do without: nothing is done here."""


def _trouble(handler: tornado.web.RequestHandler, what: str, told: Settings, assets: Assets) -> str:
    """Return the page that says what is the matter, in the language asked for."""
    wanted = [value.decode(errors="replace") for value in handler.request.query_arguments.get("lang", [])]
    lang = language((wanted or [told.language])[-1])
    return framing.trouble(what, lang, base=told.base_url, assets=assets.address(told.base_url))


class WayInHandler(tornado.web.RequestHandler):
    """Leads `/` to the start page."""

    def initialize(self, *, target: str) -> None:
        """Keep where to."""
        self.target = target

    def get(self) -> None:
        """Lead on."""
        self.redirect(self.target)
