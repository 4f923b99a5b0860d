"""Where answers came from that the office looked up itself.

Revision ID: 0032
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
"""Text that sorts by code point on both databases."""


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "prefilled",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("petition", TEXT, nullable=False),
        sa.Column("question", TEXT, nullable=False),
        sa.Column("source", TEXT, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("at", TEXT, nullable=False),
        sa.Column("fixed", sa.BigInteger(), nullable=False),
        sa.Column("changed", TEXT, nullable=True),
        sa.ForeignKeyConstraint(["petition"], ["petitions.id"], name=op.f("fk_prefilled_petition_petitions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prefilled")),
    )
    op.create_index("ix_prefilled_petition", "prefilled", ["petition"], unique=False)
