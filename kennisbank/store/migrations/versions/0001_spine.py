"""Spine: records, revisions, references, drafts, accounts, questions."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Spine: records, revisions, references, drafts, accounts, questions."""
    op.create_table(
        "account",
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("person", sa.String(length=26), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_account")),
    )
    op.create_table(
        "bank",
        sa.Column("one", sa.Integer(), nullable=False, comment="always 1: there is one bank"),
        sa.Column(
            "id", sa.String(length=26), nullable=False, comment="names the bank; the search index checks it"
        ),
        sa.Column(
            "seq", sa.Integer(), nullable=False, comment="number of the last revision; locked while writing"
        ),
        sa.Column("hash", sa.String(length=64), nullable=False, comment="hash of the last revision"),
        sa.CheckConstraint("one = 1", name=op.f("ck_bank_one")),
        sa.PrimaryKeyConstraint("one", name=op.f("pk_bank")),
    )
    op.create_table(
        "draft",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("account", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("data", sa.Text(), nullable=False, comment="what was typed so far, as JSON; not checked"),
        sa.Column("modified", sa.String(length=24), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
    )
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_draft_account"), ["account"], unique=False)

    op.create_table(
        "question",
        sa.Column(
            "id", sa.String(length=26), nullable=False, comment="a search somebody made; who is not kept"
        ),
        sa.Column("asked", sa.String(length=10), nullable=False, comment="a day"),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("hits", sa.Integer(), nullable=False),
        sa.Column("clicked", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
    )
    op.create_table(
        "record",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("team", sa.String(length=26), nullable=False),
        sa.Column("visibility", sa.String(length=20), nullable=False),
        sa.Column("access", sa.String(length=120), nullable=False, comment="policy.access: who may read it"),
        sa.Column("language", sa.String(length=3), nullable=False),
        sa.Column("made_by", sa.String(length=100), nullable=False),
        sa.Column("created", sa.String(length=24), nullable=False),
        sa.Column("modified", sa.String(length=24), nullable=False),
        sa.Column("review_until", sa.String(length=10), nullable=False, comment="a day, or empty"),
        sa.Column(
            "origin", sa.String(length=500), nullable=False, comment="where it was imported from, or empty"
        ),
        sa.Column(
            "replaced_by",
            sa.String(length=26),
            nullable=False,
            comment="the record it was merged into, or empty",
        ),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False, comment="its last revision in the log"),
        sa.Column("data", sa.Text(), nullable=False, comment="the whole content as canonical JSON"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record")),
    )
    with op.batch_alter_table("record", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_record_access"), ["access"], unique=False)
        batch_op.create_index(batch_op.f("ix_record_kind"), ["kind"], unique=False)
        batch_op.create_index(batch_op.f("ix_record_made_by"), ["made_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_record_modified"), ["modified"], unique=False)
        batch_op.create_index(batch_op.f("ix_record_team"), ["team"], unique=False)
        batch_op.create_index(
            "uq_record_origin",
            ["origin"],
            unique=True,
            sqlite_where=sa.text("origin <> ''"),
            postgresql_where=sa.text("origin <> ''"),
        )

    op.create_table(
        "reference",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=26), nullable=False),
        sa.Column("relation", sa.String(length=40), nullable=False),
        sa.Column("target", sa.String(length=26), nullable=False),
        sa.Column("since", sa.String(length=10), nullable=False, comment="a day, or empty"),
        sa.Column("until", sa.String(length=10), nullable=False, comment="a day, or empty while it holds"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reference")),
    )
    with op.batch_alter_table("reference", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reference_source"), ["source"], unique=False)
        batch_op.create_index(batch_op.f("ix_reference_target"), ["target"], unique=False)

    op.create_table(
        "revision",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("record", sa.String(length=26), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.Column("deed", sa.String(length=20), nullable=False),
        sa.Column("actor", sa.String(length=100), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("erased", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_revision")),
        sa.UniqueConstraint("record", "number", name=op.f("uq_revision_record")),
    )
    op.create_table(
        "membership",
        sa.Column("account", sa.String(length=100), nullable=False),
        sa.Column("team", sa.String(length=26), nullable=False),
        sa.Column("leads", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account"], ["account.name"], name=op.f("fk_membership_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account", "team", name=op.f("pk_membership")),
    )
