"""Facts are found by their trace: the index gets the column.

Revision ID: 0006
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
"""Text that sorts by code point on both databases."""


def upgrade() -> None:
    """Add the column; facts that a program gave a trace before are found by it after `egovframe audit reindex`."""
    op.add_column("fact_index", sa.Column("trace", TEXT, nullable=True))
    op.create_index(
        "ix_fact_index_trace",
        "fact_index",
        ["trace"],
        unique=False,
        sqlite_where=sa.text("trace IS NOT NULL"),
        postgresql_where=sa.text("trace IS NOT NULL"),
    )
