"""The tables, as SQLAlchemy Core. Moments are text in UTC (they sort), contents are canonical JSON text."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

SCHEMA = "0004"
"""The newest migration; `store/migrations/versions` must end with it (a test holds them together)."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

bank = Table(
    "bank",
    metadata,
    Column("one", Integer, primary_key=True, comment="always 1: there is one bank"),
    Column("id", String(26), nullable=False, comment="names the bank; the search index checks it"),
    Column("seq", Integer, nullable=False, comment="number of the last revision; locked while writing"),
    Column("hash", String(64), nullable=False, comment="hash of the last revision"),
    CheckConstraint("one = 1", name="one"),
)

record = Table(
    "record",
    metadata,
    Column("id", String(26), primary_key=True),
    Column("kind", String(40), nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("status", String(40), nullable=False),
    Column("team", String(26), nullable=False, index=True),
    Column("visibility", String(20), nullable=False),
    Column("access", String(120), nullable=False, index=True, comment="policy.access: who may read it"),
    Column("language", String(3), nullable=False),
    Column("made_by", String(100), nullable=False, index=True),
    Column("created", String(24), nullable=False),
    Column("modified", String(24), nullable=False, index=True),
    Column("review_until", String(10), nullable=False, comment="a day, or empty"),
    Column("origin", String(500), nullable=False, comment="where it was imported from, or empty"),
    Column("replaced_by", String(26), nullable=False, comment="the record it was merged into, or empty"),
    Column("revision", Integer, nullable=False),
    Column("seq", Integer, nullable=False, comment="its last revision in the log"),
    Column("data", Text, nullable=False, comment="the whole content as canonical JSON"),
    Index("uq_record_origin", "origin", unique=True, sqlite_where=text("origin <> ''"), postgresql_where=text("origin <> ''")),
)  # fmt: skip

revision = Table(
    "revision",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("record", String(26), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("number", Integer, nullable=False),
    Column("at", String(24), nullable=False),
    Column("deed", String(20), nullable=False),
    Column("actor", String(100), nullable=False),
    Column("reason", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("salt", String(32), nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Column("erased", Boolean, nullable=False, server_default=text("false")),
    UniqueConstraint("record", "number"),
)

reference = Table(
    "reference",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source", String(26), nullable=False, index=True),
    Column("relation", String(40), nullable=False),
    Column("target", String(26), nullable=False, index=True),
    Column("since", String(10), nullable=False, comment="a day, or empty"),
    Column("until", String(10), nullable=False, comment="a day, or empty while it holds"),
)

draft = Table(
    "draft",
    metadata,
    Column("id", String(26), primary_key=True),
    Column("account", String(100), nullable=False, index=True),
    Column("kind", String(40), nullable=False),
    Column("data", Text, nullable=False, comment="what was typed so far, as JSON; not checked"),
    Column("modified", String(24), nullable=False),
)

account = Table(
    "account",
    metadata,
    Column("name", String(100), primary_key=True),
    Column("role", String(20), nullable=False),
    Column("person", String(26), nullable=False),
)

membership = Table(
    "membership",
    metadata,
    Column("account", String(100), ForeignKey("account.name", ondelete="CASCADE"), primary_key=True),
    Column("team", String(26), primary_key=True),
    Column("leads", Boolean, nullable=False),
)

question = Table(
    "question",
    metadata,
    Column("id", String(26), primary_key=True, comment="a search somebody made; who is not kept"),
    Column("asked", String(10), nullable=False, comment="a day"),
    Column("text", Text, nullable=False),
    Column("hits", Integer, nullable=False),
    Column("clicked", Boolean, nullable=False),
)

credential = Table(
    "credential",
    metadata,
    Column("account", String(100), ForeignKey("account.name", ondelete="CASCADE"), primary_key=True),
    Column("hash", Text, nullable=False, comment="argon2id, with its parameters and salt"),
    Column("changed", String(24), nullable=False),
    Column("failures", Integer, nullable=False, comment="wrong passwords in a row"),
    Column("locked_until", String(24), nullable=False, comment="a moment, or empty"),
)

invitation = Table(
    "invitation",
    metadata,
    Column("fingerprint", String(64), primary_key=True, comment="SHA-256 of the word in the set-up link"),
    Column(
        "account", String(100), ForeignKey("account.name", ondelete="CASCADE"), nullable=False, index=True
    ),
    Column("until", String(24), nullable=False),
)

session = Table(
    "session",
    metadata,
    Column("fingerprint", String(64), primary_key=True, comment="SHA-256 of the word in the cookie"),
    Column(
        "account", String(100), ForeignKey("account.name", ondelete="CASCADE"), nullable=False, index=True
    ),
    Column("began", String(24), nullable=False),
    Column("seen", String(24), nullable=False, comment="the last time it was used, to the minute"),
    Column("until", String(24), nullable=False, comment="ends then, however much it is used"),
)

event = Table(
    "event",
    metadata,
    Column("id", String(26), primary_key=True, comment="sorts by time"),
    Column("at", String(24), nullable=False),
    Column("account", String(100), nullable=False),
    Column("deed", String(40), nullable=False, comment="what was done that changed no record"),
    Column("about", Text, nullable=False),
)

wave = Table(
    "wave",
    metadata,
    Column("id", String(26), primary_key=True, comment="one round of a questionnaire"),
    Column("instrument", String(100), nullable=False),
    Column("version", String(20), nullable=False),
    Column("title", Text, nullable=False),
    Column("opens", String(10), nullable=False, comment="a day"),
    Column("closes", String(10), nullable=False, comment="the last day on which people can answer"),
    Column("closed", Boolean, nullable=False, comment="whether its results were made"),
    Column("rules", Text, nullable=False, comment="from how many people figures are shown, as JSON"),
    Column("outcome", Text, nullable=False, comment="what may be shown and what not, as JSON; empty until closed"),
)  # fmt: skip

participation = Table(
    "participation",
    metadata,
    Column("wave", String(26), primary_key=True, comment="who was invited; emptied when the wave closes"),
    Column("account", String(100), primary_key=True),
    Column("team", String(26), nullable=False, comment="the team asked about, as it was when the wave opened"),
    Column("traits", Text, nullable=False, comment="by what else answers are put together, as JSON"),
    Column("answered", Boolean, nullable=False),
    sqlite_with_rowid=False,
)  # fmt: skip

form = Table(
    "form",
    metadata,
    Column("fingerprint", String(64), primary_key=True, comment="SHA-256 of the word that only who answers has"),
    Column("wave", String(26), nullable=False, comment="emptied when the wave closes; no account, no time"),
    Column("team", String(26), nullable=False),
    Column("traits", Text, nullable=False),
    Column("answers", Text, nullable=False, comment="answers by item, as JSON"),
    Column("sent", Boolean, nullable=False),
    sqlite_with_rowid=False,
)  # fmt: skip

answer = Table(
    "answer",
    metadata,
    Column("key", String(32), primary_key=True, comment="random, drawn when the wave closed"),
    Column("wave", String(26), nullable=False),
    Column("unit", Text, nullable=False, comment="a part of the organisation that is large enough"),
    Column("answers", Text, nullable=False, comment="answers by item, as JSON"),
    sqlite_with_rowid=False,
)  # fmt: skip

questionnaire = Table(
    "questionnaire",
    metadata,
    Column("id", String(100), primary_key=True),
    Column("version", String(20), primary_key=True),
    Column("text", Text, nullable=False, comment="what is asked, as YAML; never changed"),
)

concern = Table(
    "concern",
    metadata,
    Column("key", String(32), primary_key=True, comment="random; who asks and when is not kept"),
    Column("wave", String(26), nullable=False),
    Column("team", String(26), nullable=False),
    Column("text", Text, nullable=False, comment="a question about a result"),
    Column("reply", Text, nullable=False),
    sqlite_with_rowid=False,
)  # fmt: skip
