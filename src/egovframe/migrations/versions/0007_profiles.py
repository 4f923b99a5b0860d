"""Profiles of accounts.

Revision ID: 0007
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
"""Text that sorts by code point on both databases."""


def upgrade() -> None:
    """Add the table; an account without a row has an empty profile."""
    op.create_table(
        "profiles",
        sa.Column("account", TEXT, nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("email", TEXT, nullable=True),
        sa.Column("emails", TEXT, nullable=False),
        sa.Column("external", TEXT, nullable=True),
        sa.Column("changed", TEXT, nullable=False),
        sa.Column("retired", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("account", name=op.f("pk_profiles")),
    )
    op.create_index(op.f("ix_profiles_email"), "profiles", ["email"])
    op.create_index(op.f("ix_profiles_external"), "profiles", ["external"])
