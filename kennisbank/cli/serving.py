"""Commands that serve the apps: serve, demo."""

import os
from pathlib import Path
from typing import Annotated, Any

import typer

from kennisbank.actions import demonstrating, inviting, opening
from kennisbank.cli import shown
from kennisbank.cli.session import Session
from kennisbank.serve.told_by_hub import told_by_hub

SECRET = "KENNISBANK_OIDC_SECRET"  # noqa: S105 - the name of the variable
Port = Annotated[int, typer.Option("--port", min=1, max=65535, envvar="KENNISBANK_PORT", help="Port.")]
Host = Annotated[str, typer.Option("--host", envvar="KENNISBANK_HOST", help="Address to answer at.")]
Base = Annotated[
    str,
    typer.Option("--base-url", envvar="KENNISBANK_BASE_URL", help="Where the apps begin, as /kennisbank/."),
]
Certificate = Annotated[
    Path | None, typer.Option("--certificate", envvar="KENNISBANK_CERTIFICATE", help="TLS certificate (PEM).")
]
Key = Annotated[Path | None, typer.Option("--key", envvar="KENNISBANK_KEY", help="Key of the certificate.")]
Proxy = Annotated[
    list[str] | None,
    typer.Option(
        "--proxy",
        envvar="KENNISBANK_PROXY",
        help="Address or network of a proxy to believe; may be repeated (in the variable: spaces in between).",
    ),
]
Header = Annotated[
    str,
    typer.Option(
        "--user-header", envvar="KENNISBANK_USER_HEADER", help="Header in which that proxy names the account."
    ),
]
IssuerOption = Annotated[
    str,
    typer.Option(
        "--oidc-issuer",
        envvar="KENNISBANK_OIDC_ISSUER",
        help=f"Address of the OpenID Connect issuer; the client's secret is read from {SECRET} only.",
    ),
]
Client = Annotated[
    str, typer.Option("--oidc-client", envvar="KENNISBANK_OIDC_CLIENT", help="Who we are to the issuer.")
]
Claim = Annotated[
    str, typer.Option("--oidc-claim", envvar="KENNISBANK_OIDC_CLAIM", help="Claim that names the account.")
]
Hub = Annotated[
    bool,
    typer.Option(
        "--hub",
        envvar="KENNISBANK_HUB",
        help="A JupyterHub starts this server: it tells where to answer, and who is there.",
    ),
]


def serve(
    context: typer.Context,
    port: Port = 8866,
    host: Host = "127.0.0.1",
    base_url: Base = "/",
    certificate: Certificate = None,
    key: Key = None,
    proxy: Proxy = None,
    user_header: Header = "",
    oidc_issuer: IssuerOption = "",
    oidc_client: Client = "",
    oidc_claim: Claim = "preferred_username",
    hub: Hub = False,
) -> None:
    """Serve the apps until Ctrl-C. People sign in; who has no password yet gets a link from `user link`.

    Example: `kennisbank --bank sqlite:///lessons.db serve --port 8899`
    """
    session: Session = context.obj
    told = told_by_hub(os.environ) if hub else None
    if told:
        host, port, base_url = told.host, told.port, told.base_url
    store, _ = opening.open_as(opening.where(session.address), "")
    word = "" if hub or user_header or oidc_issuer else inviting.first_invitation(store)
    store.close()
    if word:
        shown.line("Nobody can sign in yet. Choose a password for the first administrator, within a week, at")
        shown.line(f"    {base_url}{shown.SET_UP}{word}")
    oidc = {"issuer": oidc_issuer, "client_id": oidc_client, "claim": oidc_claim} if oidc_issuer else None
    _serve(
        session, oidc=oidc, url=session.address, port=port, host=host, base_url=base_url,
        certificate=certificate, key=key, proxies=tuple(proxy or ()), user_header=user_header, hub=told,
    )  # fmt: skip


def demo(
    context: typer.Context,
    port: Port = 8866,
    directory: Annotated[Path, typer.Option("--dir", help="Folder for the demo bank.")] = Path(".demo"),
    serve: Annotated[bool, typer.Option(help="Serve the apps; with --no-serve only make the bank.")] = True,
) -> None:
    """Fill a bank with a fictitious organisation and serve the apps on it until Ctrl-C, to look around as anybody.

    Example: `kennisbank demo --port 8899`
    """
    session: Session = context.obj
    url = session.url or f"sqlite:///{directory / 'demo.db'}"
    if not demonstrating.is_made(url):
        with shown.progress("Making the demo organisation") as report:
            demonstrating.make_demo(url, progress=report)
    shown.line(f"Demo bank: {url}.")
    if serve:
        _serve(session, oidc=None, url=url, port=port, samples=demonstrating.demo_accounts(url))


def _serve(session: Session, *, oidc: dict[str, str] | None, **given: Any) -> None:
    # Loaded here for cost: Voila takes over a second, which no other command should wait for.
    from kennisbank.serve.server import serve as serve_apps
    from kennisbank.serve.settings import Oidc, Settings

    secret = os.environ.pop(SECRET, "")  # taken out, so that no other process inherits it
    issuer = Oidc(**oidc, client_secret=secret) if oidc else None
    serve_apps(Settings(language=session.lang, oidc=issuer, **given), on_ready=_ready)


def _ready(address: str) -> None:
    shown.line(f"The apps are at {address} (stop with Ctrl-C).")


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    for command in (serve, demo):
        app.command()(command)
