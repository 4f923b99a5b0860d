"""Public petitions and their signatures.

Revision ID: 0029
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
"""Text that sorts by code point on both databases."""


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "public_petitions",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("petition", TEXT, nullable=False),
        sa.Column("form", TEXT, nullable=False),
        sa.Column("unit", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("answers", sa.Text(), nullable=True),
        sa.Column("thresholds", TEXT, nullable=False),
        sa.Column("assurance", sa.BigInteger(), nullable=False),
        sa.Column("answer_days", sa.BigInteger(), nullable=False),
        sa.Column("decided", TEXT, nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.Column("ground", TEXT, nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("opens", TEXT, nullable=True),
        sa.Column("closes", TEXT, nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("reached", sa.BigInteger(), nullable=False),
        sa.Column("reached_at", TEXT, nullable=True),
        sa.Column("answer_by", TEXT, nullable=True),
        sa.Column("ended", TEXT, nullable=True),
        sa.Column("total", sa.BigInteger(), nullable=True),
        sa.Column("erased", TEXT, nullable=True),
        sa.ForeignKeyConstraint(["petition"], ["petitions.id"], name=op.f("fk_public_petitions_petition_petitions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_petitions")),
        sa.UniqueConstraint("petition", name=op.f("uq_public_petitions_petition")),
    )
    op.create_index("ix_public_petitions_state", "public_petitions", ["state", "closes"], unique=False)
    op.create_table(
        "signatures",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("publication", TEXT, nullable=False),
        sa.Column("mark", TEXT, nullable=False),
        sa.Column("at", TEXT, nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signatures")),
        sa.UniqueConstraint("publication", "mark", name=op.f("uq_signatures_publication_mark")),
    )
    op.create_index("ix_signatures_publication", "signatures", ["publication", "id"], unique=False)
    op.create_table(
        "signature_counts",
        sa.Column("publication", TEXT, nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("last", TEXT, nullable=False),
        sa.Column("at", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("publication", name=op.f("pk_signature_counts")),
    )
    op.create_index("ix_signature_counts_count", "signature_counts", ["count"], unique=False)
