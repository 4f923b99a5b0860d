"""Co-signers of petitions.

Revision ID: 0023
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
"""Text that sorts by code point on both databases."""


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "cosigners",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("petition", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("key", TEXT, nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("signed", TEXT, nullable=True),
        sa.Column("invited", TEXT, nullable=False),
        sa.Column("until", TEXT, nullable=False),
        sa.Column("at", TEXT, nullable=True),
        sa.ForeignKeyConstraint(["petition"], ["petitions.id"], name=op.f("fk_cosigners_petition_petitions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cosigners")),
    )
    op.create_index("ix_cosigners_petition", "cosigners", ["petition"], unique=False)
    op.create_index("ix_cosigners_key", "cosigners", ["key"], unique=True)
    op.create_index("ix_cosigners_until", "cosigners", ["until"], unique=False)
