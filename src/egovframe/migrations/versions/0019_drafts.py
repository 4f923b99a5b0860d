"""Forms in the making, and those that the office made and offers.

Revision ID: 0019
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
"""Text that sorts by code point on both databases."""


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "form_drafts",
        sa.Column("name", TEXT, nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("assurance", sa.BigInteger(), nullable=False),
        sa.Column("based_on", sa.BigInteger(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.Column("changed", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_form_drafts")),
    )
    op.create_table(
        "form_offers",
        sa.Column("name", TEXT, nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("assurance", sa.BigInteger(), nullable=False),
        sa.Column("changed", TEXT, nullable=False),
        sa.Column("withdrawn", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_form_offers")),
    )
