"""One readable SQL view per kind, made from its declaration: `SELECT title, learned FROM lesson`."""

from sqlalchemy import Connection, String, func, literal_column, select
from sqlalchemy.sql import Select

from kennisbank.domain.record import Record
from kennisbank.domain.registry import kinds
from kennisbank.store import tables

_COLUMNS = tuple(name for name in tables.record.c.keys() if name not in ("kind", "access", "seq", "data"))  # noqa: SIM118


def make_views(connection: Connection) -> None:
    """Make or renew every view."""
    quote = connection.dialect.identifier_preparer.quote
    for name, model in kinds().items():
        connection.exec_driver_sql(f"DROP VIEW IF EXISTS {quote(name)}")
        query = _query(model, sqlite=connection.dialect.name == "sqlite")
        text = str(query.compile(dialect=connection.dialect, compile_kwargs={"literal_binds": True}))
        connection.exec_driver_sql(f"CREATE VIEW {quote(name)} AS {text}".replace("%%", "%"))


def _query(model: type[Record], *, sqlite: bool) -> Select[tuple[object, ...]]:
    own = [name for name in model.fields() if name not in tables.record.c]
    data = tables.record.c.data
    parts = [
        func.json_extract(data, f"$.{name}", type_=String).label(name)
        if sqlite
        else literal_column(f"(record.data::jsonb ->> '{name}')").label(name)
        for name in own
    ]
    return select(*(tables.record.c[name] for name in _COLUMNS), *parts).where(
        tables.record.c.kind == model.kind
    )
