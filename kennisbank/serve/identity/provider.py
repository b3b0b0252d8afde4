"""Tells Jupyter who is there; no token and no password of Jupyter's own lets anybody in."""

from typing import Any

import tornado.web
from jupyter_server.auth.identity import IdentityProvider, User

from kennisbank.errors import BankProblem
from kennisbank.serve.identity.door import Door


class People(IdentityProvider):
    """The people of the bank. The door is in the application's settings under `door`."""

    async def get_user(self, handler: Any) -> User | None:
        """Return who sends this request, or None. Answers 503 when the bank is away and we do not know."""
        door: Door = handler.settings["door"]
        try:
            visitor = await door.who(handler)
        except BankProblem as error:
            raise tornado.web.HTTPError(503) from error
        return User(username=visitor.actor.name, name=visitor.name) if visitor else None

    def is_token_authenticated(self, handler: Any) -> bool:  # noqa: ARG002 - Jupyter gives it
        """Say no: with a token, Jupyter checks neither origin nor XSRF."""
        return False

    @property
    def auth_enabled(self) -> bool:
        """Say that people sign in."""
        return True

    def get_handlers(self) -> list[tuple[str, object]]:
        """Return no pages of Jupyter's own: ours are in `routes`."""
        return []
