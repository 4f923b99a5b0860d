"""What a client of the provider may ask for, whether people are asked, and whose tokens there are.

Revision ID: 0011
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; clients that there are stay the city's own and may ask for what they asked for."""
    op.add_column("clients", sa.Column("scope", sa.Text(), nullable=True))
    op.add_column("clients", sa.Column("consent", sa.BigInteger(), nullable=True))
    op.create_index("ix_passes_account", "passes", ["account"], unique=False)
