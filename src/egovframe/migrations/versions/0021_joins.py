"""Which petitions are handled as one, and which are of many applicants.

Revision ID: 0021
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
"""Text that sorts by code point on both databases."""


def upgrade() -> None:
    """Add the tables; they are empty."""
    op.create_table(
        "joins",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("petition", TEXT, nullable=False),
        sa.Column("nth", sa.BigInteger(), nullable=False),
        sa.Column("lead", TEXT, nullable=False),
        sa.Column("at", TEXT, nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.Column("ended", TEXT, nullable=True),
        sa.Column("ended_by", TEXT, nullable=True),
        sa.ForeignKeyConstraint(["petition"], ["petitions.id"], name=op.f("fk_joins_petition_petitions")),
        sa.ForeignKeyConstraint(["lead"], ["petitions.id"], name=op.f("fk_joins_lead_petitions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joins")),
        sa.UniqueConstraint("petition", "nth", name=op.f("uq_joins_petition_nth")),
    )
    op.create_index("ix_joins_lead", "joins", ["lead"], unique=False)
    op.create_table(
        "crowds",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("petition", TEXT, nullable=False),
        sa.Column("at", TEXT, nullable=False),
        sa.Column("many", sa.BigInteger(), nullable=False),
        sa.Column("persons", sa.BigInteger(), nullable=False),
        sa.Column("households", sa.BigInteger(), nullable=False),
        sa.Column("original", sa.BigInteger(), nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["petition"], ["petitions.id"], name=op.f("fk_crowds_petition_petitions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_crowds")),
    )
    op.create_index("ix_crowds_petition", "crowds", ["petition"], unique=False)
