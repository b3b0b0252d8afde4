"""A JupyterHub that gives everybody the apps as themselves: `jupyterhub -f jupyterhub_config.py`.

What differs from place to place comes from variables; the page docs/how-to/serve-an-organisation.md explains each. The
hub says who somebody is, by a name that is the name of their account in the bank; role and teams come from the bank.
"""

import asyncio
import os
import shlex
import sys
from pathlib import Path

from jupyterhub.spawner import Spawner
from tornado.web import HTTPError

from kennisbank.actions.visiting import visitor
from kennisbank.store.store import open_store

c = get_config()  # noqa: F821 - JupyterHub gives it
told = os.environ.get

# ------------------------------------------------------------------------------------------------------ the bank
BANK = os.environ[
    "KENNISBANK_URL"
]  # PostgreSQL, for instance postgresql://kennisbank:…@db.example.org/kennisbank
STATE = Path(told("KENNISBANK_HUB_STATE", ".")).absolute()  # what the hub itself must remember; back it up

# ------------------------------------------------------------------------------------------------ where it answers
c.JupyterHub.bind_url = told("KENNISBANK_HUB_URL", "http://127.0.0.1:8000/")  # behind a proxy that does TLS
if public := told("KENNISBANK_HUB_PUBLIC"):
    c.JupyterHub.public_url = public  # as browsers see it: https://kennis.example.org/
c.ConfigurableHTTPProxy.command = shlex.split(told("KENNISBANK_HUB_PROXY", "configurable-http-proxy"))
c.JupyterHub.db_url = f"sqlite:///{STATE / 'jupyterhub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(STATE / "cookie_secret")
c.JupyterHub.cookie_max_age_days = 1

# ------------------------------------------------------------------------------------------------- who somebody is
# The organisation's own sign-in. Another choice is any authenticator of JupyterHub: one that gives account names will do.
c.JupyterHub.authenticator_class = told("KENNISBANK_HUB_AUTHENTICATOR", "generic-oauth")
c.Authenticator.allow_all = (
    True  # whoever the organisation knows; who has no account in the bank gets a page that says so
)
c.Authenticator.admin_users = set(told("KENNISBANK_HUB_ADMINS", "").split())
c.GenericOAuthenticator.client_id = told("KENNISBANK_OIDC_CLIENT", "")
c.GenericOAuthenticator.client_secret = os.environ.pop("KENNISBANK_OIDC_SECRET", "")
c.GenericOAuthenticator.authorize_url = told("KENNISBANK_OIDC_AUTHORIZE", "")
c.GenericOAuthenticator.token_url = told("KENNISBANK_OIDC_TOKEN", "")
c.GenericOAuthenticator.userdata_url = told("KENNISBANK_OIDC_USERINFO", "")
c.GenericOAuthenticator.scope = ["openid", "profile", "email"]
# The claim that is the account. JupyterHub makes it lower case, so accounts in the bank are lower case too.
c.GenericOAuthenticator.username_claim = told("KENNISBANK_OIDC_CLAIM", "preferred_username")
c.GenericOAuthenticator.auto_login = True

# ----------------------------------------------------------------------------------------------- a server for each
# `simple` starts servers as the system account of the hub. That is enough for the apps, where nobody can run code of
# their own. `systemd` and `docker` (each a package of its own) can keep to the limits below as well.
SPAWNER = told("KENNISBANK_HUB_SPAWNER", "simple")
APPS = {"KENNISBANK_URL": BANK, "KENNISBANK_LANG": told("KENNISBANK_LANG", "nl")}
if SPAWNER == "simple":
    APPS["KENNISBANK_INDEX"] = told("KENNISBANK_INDEX", str(STATE / "index"))  # one for all
    c.SimpleLocalProcessSpawner.home_dir_template = str(STATE / "homes" / "{username}")
c.JupyterHub.spawner_class = SPAWNER
c.Spawner.cmd = ["kennisbank", "serve", "--hub"]
c.Spawner.environment = APPS
c.Spawner.mem_limit, c.Spawner.cpu_limit = "1500M", 2.0
c.Spawner.start_timeout = c.Spawner.http_timeout = 120
c.JupyterHub.concurrent_spawn_limit = 20
c.JupyterHub.active_server_limit = int(told("KENNISBANK_HUB_SERVERS", "0"))  # 0: as many as come
c.JupyterHub.implicit_spawn_seconds = 1  # who opens the address of a server that was ended gets it again

# ---------------------------------------------------------------------------------------------------- researchers
# A second server for accounts with role researcher, named after this constant, at /hub/spawn/<account>/onderzoek:
# JupyterLab on a research copy, without the address of the bank. People run code there, so it must be kept apart.
RESEARCH = "onderzoek"
COPY = told(
    "KENNISBANK_RESEARCH_COPY", ""
)  # the folder that `kennisbank research-copy` made, as the server sees it
if COPY and SPAWNER == "simple":
    message = "KENNISBANK_RESEARCH_COPY needs a KENNISBANK_HUB_SPAWNER that keeps people apart, as systemd or docker."
    raise ValueError(message)
c.JupyterHub.allow_named_servers = bool(COPY)
c.JupyterHub.named_server_limit_per_user = 1


def role_of(account: str) -> str:
    """Return which role `account` has in the bank; an empty text when it is not there."""
    store = open_store(BANK)
    try:
        found = visitor(store, account)
    finally:
        store.close()
    return found.actor.role if found else ""


async def set_up(spawner: Spawner) -> None:
    """Let the server of `spawner` be the apps or, when it is named so, JupyterLab for a researcher."""
    if not spawner.name:
        return
    role = await asyncio.to_thread(role_of, spawner.user.name)
    if spawner.name != RESEARCH or role != "researcher":
        raise HTTPError(403, f"Only researchers have a second server, and it is called {RESEARCH}.")
    spawner.cmd = ["jupyterhub-singleuser"]
    spawner.default_url = "/lab"
    spawner.environment = {"KENNISBANK_URL": COPY, "KENNISBANK_ACTOR": "onderzoeker"}


c.Spawner.pre_spawn_hook = set_up

# ---------------------------------------------------------------------------------------------- nobody there any more
# A page that is open counts as somebody, until its kernel ends after four hours in which nothing was done with it.
if idle := int(told("KENNISBANK_HUB_IDLE_SECONDS", "3600")):
    culler = [
        sys.executable,
        "-m",
        "jupyterhub_idle_culler",
        f"--timeout={idle}",
        f"--cull-every={max(1, idle // 6)}",
    ]
    may = ["list:users", "read:users:activity", "read:servers", "delete:servers"]
    c.JupyterHub.services = [{"name": "idle-culler", "command": culler}]
    c.JupyterHub.load_roles = [{"name": "idle-culler", "scopes": may, "services": ["idle-culler"]}]
