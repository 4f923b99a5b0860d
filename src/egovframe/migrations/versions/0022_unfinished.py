"""Petitions that somebody began and saved.

Revision ID: 0022
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
"""Text that sorts by code point on both databases."""


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "unfinished",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("form", TEXT, nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("pinned", sa.BigInteger(), nullable=False),
        sa.Column("key", TEXT, nullable=True),
        sa.Column("account", TEXT, nullable=True),
        sa.Column("source", TEXT, nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("saved", TEXT, nullable=False),
        sa.Column("expires", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unfinished")),
    )
    op.create_index("ix_unfinished_key", "unfinished", ["key"], unique=True)
    op.create_index("ix_unfinished_account", "unfinished", ["account"], unique=False)
    op.create_index("ix_unfinished_source", "unfinished", ["source"], unique=False)
    op.create_index("ix_unfinished_expires", "unfinished", ["expires"], unique=False)
