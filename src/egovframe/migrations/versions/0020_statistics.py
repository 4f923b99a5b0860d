"""The counts of days that are over, for statistics; sketches of petitions, to find similar ones.

Revision ID: 0020
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
"""Text that sorts by code point on both databases."""


def upgrade() -> None:
    """Add the tables; days that are over are counted by the office itself."""
    op.create_table(
        "tallies",
        sa.Column("day", TEXT, nullable=False),
        sa.Column("form", TEXT, nullable=False),
        sa.Column("unit", TEXT, nullable=False),
        sa.Column("measure", TEXT, nullable=False),
        sa.Column("value", TEXT, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("day", "form", "unit", "measure", "value", "number", name=op.f("pk_tallies")),
    )
    op.create_table(
        "tallied_days",
        sa.Column("day", TEXT, nullable=False),
        sa.Column("at", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_tallied_days")),
    )
    op.create_table(
        "sketches",
        sa.Column("petition", TEXT, nullable=False),
        sa.Column("sketch", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["petition"], ["petitions.id"], name=op.f("fk_sketches_petition_petitions")),
        sa.PrimaryKeyConstraint("petition", name=op.f("pk_sketches")),
    )
    op.create_table(
        "sketch_bands",
        sa.Column("band", TEXT, nullable=False),
        sa.Column("petition", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["petition"], ["petitions.id"], name=op.f("fk_sketch_bands_petition_petitions")),
        sa.PrimaryKeyConstraint("band", "petition", name=op.f("pk_sketch_bands")),
    )
    op.create_index("ix_sketch_bands_petition", "sketch_bands", ["petition"], unique=False)
