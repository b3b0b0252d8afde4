"""Signing in: credentials, set-up links, sessions; and what was done that changed no record."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Signing in: credentials, set-up links, sessions; and what was done that changed no record."""
    op.create_table(
        "credential",
        sa.Column("account", sa.String(length=100), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False, comment="argon2id, with its parameters and salt"),
        sa.Column("changed", sa.String(length=24), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False, comment="wrong passwords in a row"),
        sa.Column("locked_until", sa.String(length=24), nullable=False, comment="a moment, or empty"),
        sa.ForeignKeyConstraint(
            ["account"], ["account.name"], name=op.f("fk_credential_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account", name=op.f("pk_credential")),
    )
    op.create_table(
        "invitation",
        sa.Column(
            "fingerprint",
            sa.String(length=64),
            nullable=False,
            comment="SHA-256 of the word in the set-up link",
        ),
        sa.Column("account", sa.String(length=100), nullable=False),
        sa.Column("until", sa.String(length=24), nullable=False),
        sa.ForeignKeyConstraint(
            ["account"], ["account.name"], name=op.f("fk_invitation_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("fingerprint", name=op.f("pk_invitation")),
    )
    op.create_index(op.f("ix_invitation_account"), "invitation", ["account"], unique=False)
    op.create_table(
        "session",
        sa.Column(
            "fingerprint", sa.String(length=64), nullable=False, comment="SHA-256 of the word in the cookie"
        ),
        sa.Column("account", sa.String(length=100), nullable=False),
        sa.Column("began", sa.String(length=24), nullable=False),
        sa.Column(
            "seen", sa.String(length=24), nullable=False, comment="the last time it was used, to the minute"
        ),
        sa.Column(
            "until", sa.String(length=24), nullable=False, comment="ends then, however much it is used"
        ),
        sa.ForeignKeyConstraint(
            ["account"], ["account.name"], name=op.f("fk_session_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("fingerprint", name=op.f("pk_session")),
    )
    op.create_index(op.f("ix_session_account"), "session", ["account"], unique=False)
    op.create_table(
        "event",
        sa.Column("id", sa.String(length=26), nullable=False, comment="sorts by time"),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.Column("account", sa.String(length=100), nullable=False),
        sa.Column(
            "deed", sa.String(length=40), nullable=False, comment="what was done that changed no record"
        ),
        sa.Column("about", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
