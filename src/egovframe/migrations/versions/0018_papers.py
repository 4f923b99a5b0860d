"""Papers as they were written, and how often a notice was tried.

Revision ID: 0018
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
"""Text that sorts by code point on both databases."""


def upgrade() -> None:
    """Add the table and the columns; notices that left before have no paper."""
    op.create_table(
        "papers",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("petition", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("language", TEXT, nullable=False),
        sa.Column("template", sa.BigInteger(), nullable=False),
        sa.Column("at", TEXT, nullable=False),
        sa.Column("task", TEXT, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["petition"], ["petitions.id"], name=op.f("fk_papers_petition_petitions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_papers")),
        sa.UniqueConstraint("task", name=op.f("uq_papers_task")),
    )
    op.create_index("ix_papers_petition", "papers", ["petition"], unique=False)
    op.add_column("notices", sa.Column("paper", TEXT, nullable=True))
    op.add_column("notices", sa.Column("tries", sa.BigInteger(), nullable=True))
