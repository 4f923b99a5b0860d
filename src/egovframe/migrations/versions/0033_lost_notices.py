"""Results that did not arrive are looked for without looking at every notice.

Revision ID: 0033
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the index."""
    lost = sa.text("state IN ('failed', 'returned', 'undeliverable')")
    op.create_index("ix_notices_lost", "notices", ["id"], unique=False, sqlite_where=lost, postgresql_where=lost)
