"""What a register and the statistics ask for: the petitions received between two moments.

Revision ID: 0031
"""

from __future__ import annotations

from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the index."""
    op.create_index("ix_petitions_received", "petitions", ["received", "id"], unique=False)
