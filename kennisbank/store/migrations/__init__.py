"""Alembic migrations, numbered; `upgrade.py` runs them."""
