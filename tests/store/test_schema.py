"""The tables in the code, the migrations and the views agree."""

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from kennisbank.domain.registry import kinds
from kennisbank.store.engine import address, connect, transaction
from kennisbank.store.tables import SCHEMA, metadata
from kennisbank.store.upgrade import schema, upgrade


def test_the_migrations_make_the_tables_of_the_code(bank_url):
    engine = connect(address(bank_url), make=True)
    upgrade(engine)
    with transaction(engine, write=False) as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
    engine.dispose()

    assert [] == differences


def test_the_newest_migration_is_the_one_the_code_names():
    config = Config()
    config.set_main_option("script_location", "kennisbank.store:migrations")

    assert ScriptDirectory.from_config(config).get_current_head() == SCHEMA


def test_every_released_schema_is_upgraded(bank_url):
    config = Config()
    config.set_main_option("script_location", "kennisbank.store:migrations")
    steps = [step.revision for step in ScriptDirectory.from_config(config).walk_revisions()]
    engine = connect(address(bank_url), make=True)
    for step in reversed(steps):
        upgrade(engine, to=step)
    with transaction(engine, write=False) as connection:
        found = schema(connection)
    engine.dispose()

    assert SCHEMA == found


def test_each_kind_can_be_read_with_plain_sql(story):
    with story.bank() as bank, bank.store.reading() as connection:
        counts = {
            name: connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar() for name in kinds()
        }
        learned = connection.execute(text("SELECT learned FROM lesson WHERE title LIKE 'Bel voor%'")).scalar()

        assert bank.count() == counts
        assert "Een telefoontje voorkomt bezwaar." == learned
