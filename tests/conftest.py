"""What tests ask for by name: an empty bank on each kind of database, the bank of the story, a browser page."""

from collections.abc import Iterator

import pytest

from tests.services import postgresql

pytest_plugins = ("tests.services.pages",)
SERVER = pytest.StashKey[str]()


@pytest.fixture(autouse=True)
def _nothing_of_this_machine(monkeypatch, tmp_path_factory) -> None:
    """Hide the banks, accounts and caches of whoever runs the tests."""
    for name in ("KENNISBANK_URL", "KENNISBANK_ACTOR", "KENNISBANK_LANG", "KENNISBANK_INDEX"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node) -> None:
    """Under xdist: start one PostgreSQL for all workers, and tell each where it is."""
    stash = node.config.stash
    if SERVER not in stash:
        running = postgresql.server()
        stash[SERVER] = running.__enter__()
        node.config.add_cleanup(lambda: running.__exit__(None, None, None))
    node.workerinput["postgresql"] = stash[SERVER]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Above the store, `make check` runs on SQLite alone: there both databases are reached through the same few functions."""
    for item in items:
        params = getattr(item, "callspec", None)
        if params and params.params.get("bank_url") == "postgresql" and "store" not in item.path.parts:
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def postgresql_server(request) -> Iterator[str]:
    """The address of the PostgreSQL server of this run."""
    if told := getattr(request.config, "workerinput", {}).get("postgresql"):
        yield told
        return
    with postgresql.server() as address:
        yield address


@pytest.fixture
def postgresql_url(postgresql_server) -> Iterator[str]:
    """The address of a fresh, empty database on PostgreSQL."""
    with postgresql.database(postgresql_server) as address:
        yield address


@pytest.fixture
def sqlite_url(tmp_path) -> str:
    """The address of a SQLite file that is not there yet."""
    return f"sqlite:///{tmp_path / 'bank.db'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def bank_url(request) -> str:
    """An address where a bank can be made: the test runs once on SQLite and once on PostgreSQL."""
    return request.getfixturevalue(f"{request.param}_url")


@pytest.fixture
def story(bank_url):
    """The bank of `tests/story.py`, made afresh: once on SQLite and once on PostgreSQL."""
    # Loaded here for cost: tests of the lower floors need no whole bank.
    from tests.story import tell

    return tell(bank_url)
