"""Narrowed grants, roles and units that the office makes, and acting in somebody's place.

Revision ID: 0008
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
"""Text that sorts by code point on both databases."""


def upgrade() -> None:
    """Add columns that are empty in every row there is (so that no digest changes), and four tables."""
    op.add_column("grants", sa.Column("form", TEXT, nullable=True))
    op.add_column("grants", sa.Column("own", sa.BigInteger(), nullable=True))
    op.add_column("roles", sa.Column("includes", sa.Text(), nullable=True))
    op.add_column("roles", sa.Column("reveals", sa.Text(), nullable=True))
    op.add_column("sessions", sa.Column("acting", TEXT, nullable=True))
    op.create_table(
        "office_roles",
        sa.Column("name", TEXT, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("may", sa.Text(), nullable=False),
        sa.Column("includes", sa.Text(), nullable=False),
        sa.Column("reveals", sa.Text(), nullable=True),
        sa.Column("made", TEXT, nullable=False),
        sa.Column("changed", TEXT, nullable=False),
        sa.Column("retired", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_office_roles")),
    )
    op.create_table(
        "unit_changes",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("unit", TEXT, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("parent", TEXT, nullable=True),
        sa.Column("head", TEXT, nullable=True),
        sa.Column("closed", sa.BigInteger(), nullable=True),
        sa.Column("since", TEXT, nullable=False),
        sa.Column("until", TEXT, nullable=True),
        sa.Column("made", TEXT, nullable=False),
        sa.Column("made_by", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_changes")),
        sa.UniqueConstraint("unit", "since", name=op.f("uq_unit_changes_unit_since")),
    )
    op.create_table(
        "delegations",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("lender", TEXT, nullable=False),
        sa.Column("borrower", TEXT, nullable=False),
        sa.Column("roles", sa.Text(), nullable=True),
        sa.Column("since", TEXT, nullable=False),
        sa.Column("until", TEXT, nullable=False),
        sa.Column("ended", TEXT, nullable=True),
        sa.Column("made_by", TEXT, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegations")),
    )
    op.create_index("ix_delegations_borrower", "delegations", ["borrower"], unique=False)
    op.create_index("ix_delegations_lender", "delegations", ["lender"], unique=False)
    op.create_table(
        "impersonations",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("impersonator", TEXT, nullable=False),
        sa.Column("account", TEXT, nullable=False),
        sa.Column("since", TEXT, nullable=False),
        sa.Column("until", TEXT, nullable=False),
        sa.Column("ended", TEXT, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_impersonations")),
    )
    op.create_index("ix_impersonations_account", "impersonations", ["account"], unique=False)
