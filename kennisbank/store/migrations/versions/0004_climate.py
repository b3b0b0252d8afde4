"""The learning climate: waves, who was invited, forms while a wave is open, answers without a sender, and questions."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make six tables; those that hold answers are ordered by a random key, not by when a row came."""
    op.create_table(
        "wave",
        sa.Column("id", sa.String(length=26), nullable=False, comment="one round of a questionnaire"),
        sa.Column("instrument", sa.String(length=100), nullable=False),
        sa.Column("version", sa.String(length=20), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("opens", sa.String(length=10), nullable=False, comment="a day"),
        sa.Column(
            "closes", sa.String(length=10), nullable=False, comment="the last day on which people can answer"
        ),
        sa.Column("closed", sa.Boolean(), nullable=False, comment="whether its results were made"),
        sa.Column(
            "rules", sa.Text(), nullable=False, comment="from how many people figures are shown, as JSON"
        ),
        sa.Column(
            "outcome",
            sa.Text(),
            nullable=False,
            comment="what may be shown and what not, as JSON; empty until closed",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wave")),
    )
    op.create_table(
        "participation",
        sa.Column(
            "wave",
            sa.String(length=26),
            nullable=False,
            comment="who was invited; emptied when the wave closes",
        ),
        sa.Column("account", sa.String(length=100), nullable=False),
        sa.Column(
            "team",
            sa.String(length=26),
            nullable=False,
            comment="the team asked about, as it was when the wave opened",
        ),
        sa.Column(
            "traits", sa.Text(), nullable=False, comment="by what else answers are put together, as JSON"
        ),
        sa.Column("answered", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("wave", "account", name=op.f("pk_participation")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "form",
        sa.Column(
            "fingerprint",
            sa.String(length=64),
            nullable=False,
            comment="SHA-256 of the word that only who answers has",
        ),
        sa.Column(
            "wave",
            sa.String(length=26),
            nullable=False,
            comment="emptied when the wave closes; no account, no time",
        ),
        sa.Column("team", sa.String(length=26), nullable=False),
        sa.Column("traits", sa.Text(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False, comment="answers by item, as JSON"),
        sa.Column("sent", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("fingerprint", name=op.f("pk_form")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "answer",
        sa.Column("key", sa.String(length=32), nullable=False, comment="random, drawn when the wave closed"),
        sa.Column("wave", sa.String(length=26), nullable=False),
        sa.Column(
            "unit", sa.Text(), nullable=False, comment="a part of the organisation that is large enough"
        ),
        sa.Column("answers", sa.Text(), nullable=False, comment="answers by item, as JSON"),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_answer")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "questionnaire",
        sa.Column("id", sa.String(length=100), nullable=False),
        sa.Column("version", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False, comment="what is asked, as YAML; never changed"),
        sa.PrimaryKeyConstraint("id", "version", name=op.f("pk_questionnaire")),
    )
    op.create_table(
        "concern",
        sa.Column(
            "key", sa.String(length=32), nullable=False, comment="random; who asks and when is not kept"
        ),
        sa.Column("wave", sa.String(length=26), nullable=False),
        sa.Column("team", sa.String(length=26), nullable=False),
        sa.Column("text", sa.Text(), nullable=False, comment="a question about a result"),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_concern")),
        sqlite_with_rowid=False,
    )
