"""The store: one open database that gives transactions."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from weakref import finalize

from sqlalchemy import Connection, Engine, insert, select

from kennisbank.domain.ids import new_id
from kennisbank.domain.revision import GENESIS
from kennisbank.errors import BankBusy, BankExists, BankMissing
from kennisbank.store import tables
from kennisbank.store.engine import address, connect, scrub, transaction
from kennisbank.store.sealing import cannot_change, is_copy
from kennisbank.store.upgrade import check_schema, schema, upgrade


class Store:
    """An open database. `id` names the bank, `where` is its address without password."""

    def __init__(self, engine: Engine) -> None:
        """Check that there is a bank of this version. Raises BankMissing, BankTooOld, BankTooNew or BankProblem."""
        self.engine = engine
        self._closing = finalize(self, engine.dispose)  # also when somebody forgets to close
        self.where = engine.url.render_as_string(hide_password=True)
        self.sealed = self.file is not None and is_copy(self.file)
        """Whether this is a research copy, which nobody can change."""
        with self.reading() as connection:
            check_schema(connection, where=self.where)
            self.id: str = connection.scalars(select(tables.bank.c.id)).one()

    @property
    def file(self) -> Path | None:
        """The database file, or None for a server."""
        return Path(str(self.engine.url.database)) if self.engine.url.drivername == "sqlite" else None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one moment of the bank."""
        with transaction(self.engine, write=False) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection whose changes are kept together, durably, when the block ends; or not at all.

        Raises BankProblem for a research copy (the database would refuse too).
        """
        if self.sealed:
            raise cannot_change(self.where)
        with transaction(self.engine, write=True) as connection:
            yield connection

    def last(self) -> int:
        """Return the number of the last revision."""
        with self.reading() as connection:
            return int(connection.scalars(select(tables.bank.c.seq)).one())

    def scrub(self) -> None:
        """Write the database anew, so that what was overwritten or deleted is in none of its files any more.

        Takes as long as copying the bank; meanwhile nobody else can write. Backups are not reached. Raises BankBusy.
        """
        pooled = self.engine.raw_connection()
        try:
            scrub(pooled.driver_connection)
        except Exception as error:  # each driver has errors of its own
            raise BankBusy(
                f"What was erased may still be in the files of the database ({error}).",
                where=self.where,
                mend="Erase once more when nobody else uses the bank.",
            ) from error
        finally:
            pooled.invalidate()

    def close(self) -> None:
        """Give connections back."""
        self._closing()


def open_store(url: str) -> Store:
    """Open the bank at `url`. Raises BankMissing when there is none; never makes a file."""
    place = address(url)
    if place.drivername == "sqlite" and not Path(str(place.database)).is_file():
        raise BankMissing(
            "There is no bank here.",
            where=str(place.database),
            mend=f"Make one with: kennisbank init {place.database}",
        )
    return Store(connect(place))


def make_store(url: str) -> Store:
    """Make a new, empty bank at `url`. Raises BankExists when something is there."""
    place = address(url)
    if place.drivername == "sqlite":
        path = Path(str(place.database))
        if path.exists() and path.stat().st_size:
            raise BankExists(
                "There is something here already.", where=str(path), mend="Open it, or name another file."
            )
        path.parent.mkdir(parents=True, exist_ok=True)
    engine = connect(place, make=True)
    try:
        _fill(engine)
    except BaseException:
        engine.dispose()
        raise
    return Store(engine)


def _fill(engine: Engine) -> None:
    """Make the tables and the one row that names the bank."""
    with transaction(engine, write=False) as connection:
        if schema(connection):
            where = engine.url.render_as_string(hide_password=True)
            raise BankExists(
                "There is a bank here already.", where=where, mend="Open it, or name another database."
            )
    upgrade(engine)
    with transaction(engine, write=True) as connection:
        connection.execute(insert(tables.bank).values(one=1, id=new_id(), seq=0, hash=GENESIS))
