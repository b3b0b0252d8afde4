"""Making a bank's tables and bringing them up to date."""

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, inspect, text

from kennisbank.errors import BankMissing, BankTooNew, BankTooOld
from kennisbank.store.engine import transaction
from kennisbank.store.tables import SCHEMA
from kennisbank.store.views import make_views


def upgrade(engine: Engine, *, to: str = SCHEMA) -> None:
    """Run the migrations up to `to` (the newest by default), in one transaction, and renew the views."""
    with transaction(engine, write=True) as connection:
        config = Config()
        config.set_main_option("script_location", "kennisbank.store:migrations")
        config.attributes["connection"] = connection
        command.upgrade(config, to)
        if to == SCHEMA:
            make_views(connection)


def schema(connection: Connection) -> str:
    """Return the number of the last migration that was run, or an empty text in a database without a bank."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or ""


def check_schema(connection: Connection, *, where: str) -> None:
    """Raise BankMissing, BankTooOld or BankTooNew unless the bank's tables are those of this version."""
    found = schema(connection)
    if not found:
        raise BankMissing("There is no bank here.", where=where, mend="Make one with: kennisbank init")
    if found < SCHEMA:
        raise BankTooOld(
            f"This bank has schema {found}; this Kennisbank needs {SCHEMA}.",
            where=where,
            mend="Make a backup, then run: kennisbank upgrade",
        )
    if found > SCHEMA:
        raise BankTooNew(
            f"This bank has schema {found}; this Kennisbank knows up to {SCHEMA}.",
            where=where,
            mend="Install a newer Kennisbank.",
        )
