"""Hand-overs, and people who may not be asked: no table changes, but an older Kennisbank cannot read them."""

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change no table. The views, one per kind, are made anew after the last migration."""
