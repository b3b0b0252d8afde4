"""The pages where people sign in here, choose a password, and sign out."""

import asyncio
import time
from typing import Any

import tornado.web
from jupyter_server.auth.decorator import allow_unauthenticated

from kennisbank.actions import inviting, signing_in, visiting
from kennisbank.domain import passwords
from kennisbank.errors import BankProblem, InvalidInput, NotAllowed, NotFound
from kennisbank.serve.identity.door import COOKIE, XSRF
from kennisbank.serve.identity.oidc import Away
from kennisbank.serve.identity.pages import PlainPage
from kennisbank.serve.kernels.owned import OwnedKernels

REFUSAL_SECONDS = 0.5
"""A refusal takes at least this long, so that its duration tells nothing either."""


class Entering(PlainPage):
    """What signing in by any of our own ways shares: tries are counted, the bank may be away."""

    async def ask(self, deed: Any, *given: Any, **named: Any) -> Any:
        """Ask the bank. Answers 503 when it is away."""
        try:
            return await self.door.ask(deed, *given, **named)
        except BankProblem as error:
            raise tornado.web.HTTPError(503) from error

    def count_try(self) -> None:
        """Answer 429 when there were too many tries from this address."""
        if wait := self.door.limit.take(self.door.caller(self.request)):
            self.wait = wait
            raise tornado.web.HTTPError(429)

    def was_right(self) -> None:
        """Take the last try back: it was no guess."""
        self.door.limit.give_back(self.door.caller(self.request))

    async def leave_session(self) -> str:
        """End the session this browser has, if any, and return whose it was."""
        word = self.get_cookie(COOKIE, "")
        if not word:
            return ""
        account: str = await self.ask(visiting.sign_out, word)
        self.door.sessions.forget(word)
        return account

    async def enter(self, word: str, onward: str) -> None:
        """Go on, signed in; an earlier session of this browser ends."""
        await self.leave_session()
        self.let_in(word)
        self.redirect(onward, status=303)


class SignIn(Entering):
    """Signing in with name and password, or the ways to do it elsewhere."""

    name = "aanmelden"

    @allow_unauthenticated
    async def get(self) -> None:
        """Ask who is there, unless we know."""
        if self.current_user:
            self.redirect(self.onward)
        elif self.door.settings.user_header:
            self.show("proxy", status=403)
        else:
            await self.form()

    @allow_unauthenticated
    async def post(self) -> None:
        """Let in whoever knows the password."""
        if self.door.settings.user_header:
            raise tornado.web.HTTPError(403)
        self.count_try()
        began = time.monotonic()
        name, password = (
            self.get_body_argument("name", ""),
            self.get_body_argument("password", "", strip=False),
        )
        try:
            word = await self.ask(signing_in.sign_in, name, password, hasher=self.door.hasher)
        except NotAllowed:
            await asyncio.sleep(max(0.0, REFUSAL_SECONDS - (time.monotonic() - began)))
            await self.form(name=name, wrong=True)
            return
        self.was_right()
        await self.enter(word, self.onward)

    async def form(self, *, name: str = "", wrong: bool = False) -> None:
        """Show the ways in."""
        samples: tuple[visiting.Introduced, ...] = ()
        if self.door.settings.samples:
            samples = await self.ask(_introduced, self.door.settings.samples)
        self.show(
            "enter", status=403 if wrong else 200, name=name, wrong=wrong, onward=self.onward,
            samples=samples, issuer=bool(self.door.issuer),
        )  # fmt: skip


class SignInAsSample(Entering):
    """Looking around as one of the sample people of a demo."""

    name = "aanmelden/als"

    @allow_unauthenticated
    async def post(self) -> None:
        """Let anybody in as a sample person, and as nobody else."""
        account = self.get_body_argument("account", "")
        if account not in self.door.settings.samples:
            raise tornado.web.HTTPError(403)
        word = await self.ask(visiting.open_session, account, way="sample")
        await self.enter(word, self.onward)


class Welcome(Entering):
    """Choosing a password, through a link that works once."""

    name = "welkom"
    referrer = (
        "strict-origin"  # not the path, which holds a secret; without an origin our own form is refused
    )

    @allow_unauthenticated
    async def get(self, word: str) -> None:
        """Ask for a password; looking does not use the link up."""
        account = await self._invited(word)
        self.show("welcome", account=account, fault="", shortest=passwords.SHORTEST)

    @allow_unauthenticated
    async def post(self, word: str) -> None:
        """Keep the password, and let in who chose it."""
        account = await self._invited(word)
        password = self.get_body_argument("password", "", strip=False)
        fault: str = passwords.problem(password, account=account)
        if not fault and password != self.get_body_argument("again", "", strip=False):
            fault = "differs"
        if fault:
            self.show("welcome", status=400, account=account, fault=fault, shortest=passwords.SHORTEST)
            return
        try:
            await self.ask(signing_in.accept_invitation, word, password, hasher=self.door.hasher)
        except (NotFound, InvalidInput) as error:
            raise tornado.web.HTTPError(404) from error
        self.door.sessions.forget_account(account)
        await self.enter(await self.ask(visiting.open_session, account, way="set-up"), self.base_url)

    async def _invited(self, word: str) -> str:
        self.count_try()
        account: str = await self.ask(inviting.invited, word)
        if not account or self.door.settings.user_header:
            raise tornado.web.HTTPError(404)
        self.was_right()
        return account


class SignOut(Entering):
    """Signing out: here, and where there is one at the issuer."""

    name = "afmelden"

    @allow_unauthenticated
    async def post(self) -> None:
        """End the session in the bank, forget it here, and close the pages that are open."""
        kernels: OwnedKernels | None = self.settings.get("kernel_manager")
        if self.current_user and kernels:
            await kernels.end_all_of(self.current_user.username)
        await self.leave_session()
        for name in (COOKIE, XSRF):
            self.clear_cookie(name, path=self.base_url)
        self.set_header("Clear-Site-Data", '"cache"')
        further = ""
        if self.door.issuer:
            try:
                further = await self.door.issuer.way_out(back=self.outside("aanmelden"))
            except Away:
                self.log.warning("The issuer could not be asked where people sign out.")
        if further:  # not by redirecting: the page that holds the form may send forms to us only
            self.set_header("Refresh", f"0; url={further}")
        self.show("left", further=further)


def _introduced(store: Any, names: tuple[str, ...], **_: Any) -> tuple[visiting.Introduced, ...]:
    return visiting.introduced(store, names)
