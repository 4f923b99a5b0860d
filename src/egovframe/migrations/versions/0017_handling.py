"""Who does it: rules of routing, absences.

Revision ID: 0017
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0012"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
"""Text that sorts by code point on both databases."""


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "routes",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("form", TEXT, nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("units", sa.Text(), nullable=False),
        sa.Column("field", TEXT, nullable=True),
        sa.Column("test", TEXT, nullable=False),
        sa.Column("wanted", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("made", TEXT, nullable=False),
        sa.Column("made_by", TEXT, nullable=False),
        sa.Column("ended", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_routes")),
    )
    op.create_index("ix_routes_form", "routes", ["form", "position"], unique=False)
    op.create_table(
        "absences",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("account", TEXT, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("since", TEXT, nullable=False),
        sa.Column("until", TEXT, nullable=False),
        sa.Column("ended", TEXT, nullable=True),
        sa.Column("made_by", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absences")),
    )
    op.create_index("ix_absences_until", "absences", ["until"], unique=False)
