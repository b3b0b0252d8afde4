"""The door: everything that knowing who is there needs, in one place that lives as long as the server."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

from kennisbank.actions import visiting
from kennisbank.actions.context import Clock, utc_now
from kennisbank.actions.signing_in import Hasher
from kennisbank.actions.visiting import Visitor
from kennisbank.errors import BankProblem
from kennisbank.serve.identity.limits import Limit
from kennisbank.serve.identity.lookups import Lookups
from kennisbank.serve.identity.oidc import Issuer
from kennisbank.serve.identity.peers import client, from_proxy, is_https
from kennisbank.serve.settings import Settings
from kennisbank.store.store import open_store

COOKIE, XSRF = "kennisbank-session", "_xsrf"
T = TypeVar("T")


class Door:
    """Who is there, as the bank, a trusted proxy or the organisation's issuer says."""

    def __init__(self, settings: Settings, *, clock: Clock = utc_now) -> None:
        """Open the bank. Raises BankMissing and other BankProblems."""
        self.settings, self.clock = settings, clock
        self.store = open_store(settings.url)
        self.hasher = Hasher()
        self.limit = Limit()
        self.issuer = Issuer(settings.oidc) if settings.oidc else None
        self.hub = _hub(settings)
        # Hashing takes 64 MiB and a core for a moment: never more than two at once, whoever knocks.
        self._hashing = ThreadPoolExecutor(2, "passwords")
        self._looking = ThreadPoolExecutor(4, "lookups")
        self.sessions = Lookups(
            partial(visiting.session_of, self.store, clock=clock),
            touch=partial(visiting.still_here, self.store, clock=clock),
            threads=self._looking,
        )
        self.accounts = Lookups(partial(visiting.visitor, self.store), threads=self._looking)

    async def who(self, handler: Any) -> Visitor | None:
        """Return who sends the request of `handler`. Raises BankProblem when the bank is away and we do not know."""
        if self.hub:
            account = await self.hub.account(handler)
            return await self.accounts.who(account) if account else None
        if header := self.settings.user_header:
            account = handler.request.headers.get(header, "")
            trusted = from_proxy(handler.request, self.settings.proxies)
            return await self.accounts.who(account) if account and trusted else None
        word = handler.get_cookie(COOKIE, "")
        return await self.sessions.who(word) if word else None

    async def ask(self, deed: Callable[..., T], *given: Any, **named: Any) -> T:
        """Do something with the bank, or with a password, without keeping anybody else waiting."""
        call = partial(deed, self.store, *given, clock=self.clock, **named)
        return await asyncio.get_running_loop().run_in_executor(self._hashing, call)

    def answers(self) -> bool:
        """Say whether the bank can be read now."""
        try:
            self.store.last()
        except BankProblem:
            return False
        return True

    def caller(self, request: Any) -> str:
        """Return whom to count a try of `request` by."""
        return client(request, self.settings.proxies)

    def is_https(self, request: Any) -> bool:
        """Say whether the browser asked over TLS."""
        return self.hub.is_https(request) if self.hub else is_https(request, self.settings.proxies)

    def close(self) -> None:
        """Give threads and connections back."""
        self._hashing.shutdown(wait=False, cancel_futures=True)
        self._looking.shutdown(wait=False, cancel_futures=True)
        self.store.close()


def _hub(settings: Settings) -> Any:
    """Return the hub that started us, if one did."""
    if settings.hub is None:
        return None
    # Loaded here for cost: JupyterHub is an extra that only servers started by a hub need.
    from kennisbank.serve.identity.hub import Hub

    return Hub(settings.hub)
