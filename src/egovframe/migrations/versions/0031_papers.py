"""Each try of a notice, how its holder wants to be told, and the petitions received between two moments.

Revision ID: 0031
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
"""Text that sorts by code point on both databases."""


def upgrade() -> None:
    """Add the index and the tables."""
    op.create_index("ix_petitions_received", "petitions", ["received", "id"], unique=False)
    op.create_table(
        "notice_tries",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("notice", TEXT, nullable=False),
        sa.Column("petition", TEXT, nullable=False),
        sa.Column("at", TEXT, nullable=False),
        sa.Column("channel", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["notice"], ["notices.id"], name=op.f("fk_notice_tries_notice_notices")),
        sa.ForeignKeyConstraint(["petition"], ["petitions.id"], name=op.f("fk_notice_tries_petition_petitions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_tries")),
    )
    op.create_index("ix_notice_tries_petition", "notice_tries", ["petition"], unique=False)
    op.create_table(
        "notice_choices",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("petition", TEXT, nullable=False),
        sa.Column("at", TEXT, nullable=False),
        sa.Column("language", TEXT, nullable=False),
        sa.Column("way", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["petition"], ["petitions.id"], name=op.f("fk_notice_choices_petition_petitions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_choices")),
    )
    op.create_index("ix_notice_choices_petition", "notice_choices", ["petition"], unique=False)
