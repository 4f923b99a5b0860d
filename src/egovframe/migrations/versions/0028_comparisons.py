"""What officers found when they compared two petitions.

Revision ID: 0028
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
"""Text that sorts by code point on both databases."""


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "comparisons",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("petition", TEXT, nullable=False),
        sa.Column("other", TEXT, nullable=False),
        sa.Column("at", TEXT, nullable=False),
        sa.Column("same", sa.BigInteger(), nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["petition"], ["petitions.id"], name=op.f("fk_comparisons_petition_petitions")),
        sa.ForeignKeyConstraint(["other"], ["petitions.id"], name=op.f("fk_comparisons_other_petitions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comparisons")),
    )
    op.create_index("ix_comparisons_petition", "comparisons", ["petition"], unique=False)
    op.create_index("ix_comparisons_other", "comparisons", ["other"], unique=False)
