"""Office hours from a day on, of the whole office or of a unit.

Revision ID: 0025
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
"""Text that sorts by code point on both databases."""


def upgrade() -> None:
    """Add the table; it is empty."""
    op.create_table(
        "office_hours",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("unit", TEXT, nullable=True),
        sa.Column("since", TEXT, nullable=False),
        sa.Column("until", TEXT, nullable=True),
        sa.Column("opens", TEXT, nullable=False),
        sa.Column("closes", TEXT, nullable=False),
        sa.Column("lunch_from", TEXT, nullable=False),
        sa.Column("lunch_to", TEXT, nullable=False),
        sa.Column("weekdays", TEXT, nullable=False),
        sa.Column("decree", sa.Text(), nullable=False),
        sa.Column("declared", TEXT, nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.Column("revoked", TEXT, nullable=True),
        sa.Column("revoked_by", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_hours")),
    )
