"""Requests of programs that were done.

Revision ID: 0026
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
"""Text that sorts by code point on both databases."""


def upgrade() -> None:
    """Add the table; it is empty."""
    op.create_table(
        "case_requests",
        sa.Column("mark", TEXT, nullable=False),
        sa.Column("petition", TEXT, nullable=False),
        sa.Column("said", TEXT, nullable=False),
        sa.Column("at", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["petition"], ["petitions.id"], name=op.f("fk_case_requests_petition_petitions")),
        sa.PrimaryKeyConstraint("mark", name=op.f("pk_case_requests")),
    )
    op.create_index("ix_case_requests_at", "case_requests", ["at"], unique=False)
