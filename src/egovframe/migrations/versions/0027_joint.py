"""The parts that units take in petitions of others.

Revision ID: 0027
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
"""Text that sorts by code point on both databases."""


def upgrade() -> None:
    """Add the table; it is empty."""
    op.create_table(
        "joint_parts",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("petition", TEXT, nullable=False),
        sa.Column("unit", TEXT, nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("asked", TEXT, nullable=False),
        sa.Column("asked_by", TEXT, nullable=False),
        sa.Column("asked_by_name", sa.Text(), nullable=False),
        sa.Column("reply_by", TEXT, nullable=False),
        sa.Column("extended", sa.BigInteger(), nullable=False),
        sa.Column("officer", TEXT, nullable=True),
        sa.Column("officer_name", sa.Text(), nullable=True),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("settled", TEXT, nullable=True),
        sa.Column("settled_by", TEXT, nullable=True),
        sa.Column("settled_by_name", sa.Text(), nullable=True),
        sa.Column("result", sa.LargeBinary(), nullable=True),
        sa.Column("reminded", TEXT, nullable=True),
        sa.ForeignKeyConstraint(["petition"], ["petitions.id"], name=op.f("fk_joint_parts_petition_petitions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joint_parts")),
    )
    op.create_index("ix_joint_parts_petition", "joint_parts", ["petition"], unique=False)
    op.create_index("ix_joint_parts_settled", "joint_parts", ["settled", "unit"], unique=False)
    op.create_index(
        "ux_joint_parts_open",
        "joint_parts",
        ["petition", "unit"],
        unique=True,
        sqlite_where=sa.text("settled IS NULL"),
        postgresql_where=sa.text("settled IS NULL"),
    )
