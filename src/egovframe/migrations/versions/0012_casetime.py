"""The clock of a case: what stops it, what prolongs it, and how it was counted when it began.

Revision ID: 0012
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
"""Text that sorts by code point on both databases."""


def upgrade() -> None:
    """Add tables and columns; cases that there are go on by the rules of the office."""
    op.add_column("petitions", sa.Column("counting", sa.Text(), nullable=True))
    op.add_column("petitions", sa.Column("known", TEXT, nullable=True))
    op.add_column("petitions", sa.Column("held", TEXT, nullable=True))
    op.create_table(
        "pauses",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("petition", TEXT, nullable=False),
        sa.Column("reason", TEXT, nullable=False),
        sa.Column("start", TEXT, nullable=False),
        sa.Column("end", TEXT, nullable=True),
        sa.Column("started_by", TEXT, nullable=False),
        sa.Column("ended_by", TEXT, nullable=True),
        sa.ForeignKeyConstraint(["petition"], ["petitions.id"], name=op.f("fk_pauses_petition_petitions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pauses")),
    )
    op.create_index("ix_pauses_petition", "pauses", ["petition"], unique=False)
    op.create_table(
        "extensions",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("petition", TEXT, nullable=False),
        sa.Column("added", TEXT, nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("consented", sa.BigInteger(), nullable=False),
        sa.Column("at", TEXT, nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["petition"], ["petitions.id"], name=op.f("fk_extensions_petition_petitions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extensions")),
    )
    op.create_index("ix_extensions_petition", "extensions", ["petition"], unique=False)
    op.create_table(
        "holidays",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("day", TEXT, nullable=False),
        sa.Column("unit", TEXT, nullable=True),
        sa.Column("ko", sa.Text(), nullable=False),
        sa.Column("en", sa.Text(), nullable=False),
        sa.Column("decree", sa.Text(), nullable=False),
        sa.Column("declared", TEXT, nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.Column("revoked", TEXT, nullable=True),
        sa.Column("revoked_by", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holidays")),
    )
