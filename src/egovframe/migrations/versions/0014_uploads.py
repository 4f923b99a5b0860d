"""Files that people hand in with a form.

Revision ID: 0014
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0012"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
"""Text that sorts by code point on both databases."""


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "uploads",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("form", TEXT, nullable=False),
        sa.Column("question", TEXT, nullable=False),
        sa.Column("media", TEXT, nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("found", sa.Text(), nullable=True),
        sa.Column("path", TEXT, nullable=True),
        sa.Column("stored", TEXT, nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("source", TEXT, nullable=True),
        sa.Column("at", TEXT, nullable=False),
        sa.Column("expires", TEXT, nullable=True),
        sa.Column("petition", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uploads")),
    )
    op.create_index("ix_uploads_petition", "uploads", ["petition"], unique=False)
    op.create_index("ix_uploads_expires", "uploads", ["expires"], unique=False)
