"""Factors, steps on the way in, and what a session was let in with.

Revision ID: 0009
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
"""Text that sorts by code point on both databases."""


def upgrade() -> None:
    """Add the tables, and columns of sessions; sessions that are open go on without them."""
    op.create_table(
        "factors",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("account", TEXT, nullable=False),
        sa.Column("authenticator", TEXT, nullable=False),
        sa.Column("handle", TEXT, nullable=True),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("stored", sa.Text(), nullable=False),
        sa.Column("created", TEXT, nullable=False),
        sa.Column("confirmed", TEXT, nullable=True),
        sa.Column("used", TEXT, nullable=True),
        sa.Column("disabled", TEXT, nullable=True),
        sa.Column("removed", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_factors")),
    )
    op.create_index("ix_factors_account", "factors", ["account"], unique=False)
    op.create_index(
        "ix_factors_handle",
        "factors",
        ["authenticator", "handle"],
        unique=True,
        sqlite_where=sa.text("handle IS NOT NULL AND removed IS NULL"),
        postgresql_where=sa.text("handle IS NOT NULL AND removed IS NULL"),
    )
    op.create_table(
        "steps",
        sa.Column("digest", TEXT, nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("created", TEXT, nullable=False),
        sa.Column("expires", TEXT, nullable=False),
        sa.Column("spent", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_steps")),
    )
    op.create_index("ix_steps_expires", "steps", ["expires"], unique=False)
    op.add_column("sessions", sa.Column("authenticator", TEXT, nullable=True))
    op.add_column("sessions", sa.Column("shown", sa.Text(), nullable=True))
    op.add_column("sessions", sa.Column("tier", sa.Text(), nullable=True))
    op.add_column("sessions", sa.Column("leave", sa.LargeBinary(), nullable=True))
